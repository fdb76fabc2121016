import { describe, expect, test } from 'vitest'
import { momentsOf, positionAt, trackUntil } from '../room/past/replay'
import { REPORTS } from '../room/patterns/invented'

const track: ReadonlyArray<readonly [number, number, number]> = [
  [0, 100, -6],
  [100, 102, -6],
  [200, 102, -8],
]

describe('where a crew was', () => {
  test.each([
    [-1, null],
    [0, [100, -6]],
    [50, [101, -6]], // half-way between two positions
    [100, [102, -6]],
    [175, [102, -7.5]],
    [200, [102, -8]],
    [201, null],
  ])('at %i', (at, wanted) => {
    expect(positionAt(track, at)).toEqual(wanted)
  })
  test('without positions it is nowhere', () => {
    expect(positionAt([], 5)).toBeNull()
  })
})

test('the way so far ends where the crew is', () => {
  expect(trackUntil(track, 50)).toEqual([
    [100, -6],
    [101, -6],
  ])
})

test('what a crew did and said is told once, and so is its call for help', () => {
  const at = (minute: number): string => `2024-11-28T15:${minute}:00Z`
  const act = (kind: string, minute: number, place: string | null) => ({ at: at(minute), kind, crew: 'A', place })
  const [report] = REPORTS
  const alarm = { alarm: 'a', cause: 'sos', crew: 'A', raised_by: 'katim-a', raised_name: '', raised_at: '2024-11-28T15:30:40Z', acknowledged_by: null, acknowledged_name: null, state: 'raised', position: 1 }
  if (!report) throw new Error('no reports')
  const night = {
    acts: [act('arrived', 10, 'p1'), act('talked', 20, 'p1'), act('sos', 30, null), act('sos', 50, null)],
    reports: [{ ...report, at: at(20), kind: 'talked', crew: 'A', place: 'p1', text: 'Warga minta lampu.' }],
    alarms: [alarm],
  }
  const told = momentsOf(night).map(({ kind, text }) => (text === null ? kind : `${kind}: ${text}`))
  expect(told).toEqual(['arrived', 'talked: Warga minta lampu.', 'sos', 'sos'])
})
