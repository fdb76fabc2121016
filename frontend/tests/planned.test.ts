import { describe, expect, test } from 'vitest'
import { crewNumber } from '../room/crews'
import { differences, stopsOf, sumOf, type PlannedStop } from '../room/planned'
import { BEGINS, PLAN } from '../room/patterns/invented'

const stops = stopsOf(PLAN, BEGINS)
const named = (crew: string, place: string, minute: number): PlannedStop => {
  const [any] = stops
  if (!any) throw new Error('no stops')
  const start = new Date(Date.parse(BEGINS) + minute * 60_000)
  return { ...any, crew, key: `${crew}${minute}`, stop: { ...any.stop, place }, start }
}

test('stops carry their crew, their number and their moment', () => {
  // Crew A's first visit starts 300 s after 22.00 WIB.
  expect(stops[0]).toMatchObject({ key: 'A1', crew: 'A', number: 1, start: new Date('2024-11-28T15:05:00Z') })
  expect(stops.map((stop) => stop.key)).toEqual(['A1', 'A2', 'A3', 'A4', 'B1', 'B2', 'B3', 'B4'])
})

test('reasons add up to the value that the plan says', () => {
  const counted = stops.filter(({ stop }) => stop.reasons.length > 0)
  expect(counted.length).toBeGreaterThan(3)
  for (const { stop } of counted) expect(sumOf(stop.reasons)).toBeCloseTo(stop.value, 6)
})

describe('what another plan changes', () => {
  const check = (before: PlannedStop[], after: PlannedStop[], wanted: string[]): void => {
    const found = differences(before, after).map(({ what, place }) => `${what} ${place}`)
    expect(found).toEqual(wanted)
  }
  const market = named('A', 'pasar', 10)
  test.each([
    ['nothing', [market], [market], []],
    ['a few minutes are no change', [market], [named('A', 'pasar', 14)], []],
    ['later', [market], [named('A', 'pasar', 40)], ['shifted pasar']],
    ['another crew', [market], [named('B', 'pasar', 10)], ['moved pasar']],
    ['gone', [market], [], ['removed pasar']],
    ['new', [], [market], ['added pasar']],
    ['in its stead', [market], [named('A', 'pos', 10)], ['removed pasar', 'added pos']],
    ['twice, one stays', [market, named('A', 'pasar', 70)], [named('A', 'pasar', 71)], ['removed pasar']],
  ])('%s', (_, before, after, wanted) => check(before, after, wanted))
})

test.each([
  ['A', 0],
  ['F', 5],
  ['G', 0],
  ['z', 1],
  ['1', 0],
])('crew %s has colour %i', (crew, colour) => {
  expect(crewNumber(crew)).toBe(colour)
})
