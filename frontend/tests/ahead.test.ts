/** The stop that a crew is said to go to is one at which it has not been. */

import { expect, test } from 'vitest'
import { stopAhead } from '../room/live/ahead'
import { CREWS } from '../room/patterns/invented'

const [crew] = CREWS
if (!crew) throw new Error('no crews')

test.each([
  ['before its first', 0, 0],
  ['after its first', 1, 1],
  ['homeward', null, null],
  ['of a plan that grew shorter meanwhile', 99, null],
])('%s', (_, next, stop) => {
  expect(stopAhead({ ...crew, next })).toBe(stop === null ? null : crew.stops[stop])
})
