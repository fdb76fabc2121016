/** Where on the ground a position is, in words that can be said by radio. */

import { expect, test } from 'vitest'
import { metresBetween, nearest } from '../room/map/district'
import { GROUND } from '../room/patterns/invented'

test('the nearest place', () => {
  const spot = GROUND.spots.get('p3')?.geometry.coordinates
  if (!spot) throw new Error('no place')
  expect(nearest(GROUND, spot)).toBe('p3')
  expect(nearest(GROUND, [spot[0] + 0.0003, spot[1] - 0.0002])).toBe('p3')
})

test.each([
  ['a thousandth of a degree north', [106.85, -6.18], [106.85, -6.179], 111.3],
  ['as much east, at 60° only half', [10, 60], [10.001, 60], 55.7],
  ['nowhere', [106.85, -6.18], [106.85, -6.18], 0],
] as const)('%s', (_, from, to, metres) => {
  expect(metresBetween(from, to)).toBeCloseTo(metres, 0)
})
