import { describe, expect, test } from 'vitest'
import { positionAt, trackUntil } from '../room/past/replay'

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
