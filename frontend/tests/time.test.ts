import { describe, expect, test } from 'vitest'
import { clock, clockIn, day, isoDay, minutes, momentOf, ServerClock, shortDay } from '$shared/time'
import { number, percent, signed } from '$shared/numbers'

// 28 November 2024 was a Thursday; Jakarta is UTC+7 all year, Makassar +8, Jayapura +9.
const JAKARTA = 'Asia/Jakarta'
const evening = new Date('2024-11-28T15:05:00Z')

describe('as officers write it', () => {
  test.each([
    [clock(evening, JAKARTA), '22.05'],
    [clockIn(evening, JAKARTA), '22.05 WIB'],
    [clockIn(evening, 'Asia/Makassar'), '23.05 WITA'],
    [clockIn(evening, 'Asia/Jayapura'), '00.05 WIT'],
    [clock(new Date('2024-11-28T17:00:00Z'), JAKARTA), '00.00'],
    [day(evening, 'id', JAKARTA), 'Kamis, 28 November 2024'],
    [day(evening, 'en', JAKARTA), 'Thursday, 28 November 2024'],
    [shortDay(evening, 'id', JAKARTA), '28 Nov'],
    [isoDay(new Date('2024-11-28T18:00:00Z'), JAKARTA), '2024-11-29'],
    [number(1234.5, 'id', 1), '1.234,5'],
    [percent(98.4, 'id', 1), '98,4%'],
    [signed(3, 'id'), '+3'],
    [signed(-3.4, 'en', 1), '−3.4'],
    [signed(-0.2, 'id'), '0'],
  ])('%s', (shown, wanted) => {
    expect(shown).toBe(wanted)
  })
})

test('a moment of a plan', () => {
  expect(momentOf('2024-11-28T22:00:00+07:00', 300)).toEqual(evening)
  expect(minutes(-20)).toBe(0)
  expect(Object.is(minutes(-20), -0)).toBe(false)
})

test("the server's clock runs at its own speed", () => {
  const told = new ServerClock()
  told.hear(1_000_000, 30, 5_000)
  expect(told.now(5_000).getTime()).toBe(1_000_000)
  expect(told.now(6_000).getTime()).toBe(1_030_000)
})
