/** A snapshot of the night, taken before it arrived, and positions heard meanwhile. */

import { expect, test } from 'vitest'
import { newest } from '../room/live/moving'
import { CREWS } from '../room/patterns/invented'

const at = (minute: number): string => `2024-11-28T15:${String(minute).padStart(2, '0')}:00Z`
const [crew] = CREWS
const seenAt = (minute: number, lon = minute): (typeof CREWS)[number][] =>
  crew ? [{ ...crew, fix: { at: at(minute), lon, lat: -6, accuracy_m: null }, seen_at: at(minute) }] : []

test.each([
  ['the snapshot is newer', 1, 2, 2],
  ['the stream was newer', 3, 2, 3],
])('%s', (_, heard, snapshot, stays) => {
  expect(newest(seenAt(heard), seenAt(snapshot))[0]?.fix?.lon).toBe(stays)
})

test('of a crew that was not known before the snapshot counts', () => {
  expect(newest([], seenAt(2))).toEqual(seenAt(2))
})
