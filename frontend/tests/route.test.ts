import { expect, test } from 'vitest'
import { nextStop, stopsOf } from '../field/core/route'

const stops = (places: string): { place: string }[] => [...places].map((place) => ({ place }))

/** Route and visits as letters; which stops were done, and which is next. */
test.each([
  ['ABC', '', [], 0],
  ['ABC', 'A', [0], 1],
  ['ABA', 'A', [0], 1],
  ['ABA', 'AB', [0, 1], 2],
  ['ABA', 'ABA', [0, 1, 2], null],
  ['ABA', 'BA', [1, 2], 0], // passed over at first
  ['ABC', 'AXB', [0, null, 1], 2], // a place that is not on the route
  ['ABC', 'AAB', [0, null, 1], 2], // once more where the route comes once
  ['ABCD', 'AD', [0, 3], 1],
  ['ABAC', 'ABB', [0, 1, null], 2],
  ['', 'A', [null], null],
])('on %s after %s', (route, visits, done, next) => {
  expect(stopsOf(stops(route), stops(visits))).toEqual(done)
  expect(nextStop(stops(route), stops(visits))).toBe(next)
})
