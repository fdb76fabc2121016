import { expect, test } from 'vitest'
import { readTime } from '../room/parts/times'

test.each([
  ['22.00', '22:00'],
  ['22:00', '22:00'],
  ['2200', '22:00'],
  ['9.05', '09:05'],
  [' 00.30 ', '00:30'],
  ['24.00', null],
  ['12.60', null],
  ['22', null],
  ['', null],
  ['dua', null],
])('%j is %j', (typed, time) => {
  expect(readTime(typed)).toBe(time)
})
