import { expect, test } from 'vitest'
import { gapDays } from '../room/past/gaps'
import { COVERAGE } from '../room/patterns/invented'

test.each([
  ['2024-11-27', 1],
  ['2024-11-28', 0],
  ['2024-11-29', 0], // a visit after midnight of a night that began today
  [null, 28], // as long as was looked back
])('last visit %s, today 28 November: %i days', (last, days) => {
  const [area] = COVERAGE.areas
  if (!area) throw new Error('no areas')
  expect(gapDays({ ...area, last, longest_gap_days: 28 }, '2024-11-28')).toBe(days)
})
