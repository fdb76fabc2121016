import { expect, test } from 'vitest'
import type { Hood } from '../room/map/district'
import { groundOf } from '../room/map/district'
import { borderLines } from '../room/map/borders'
import { hottestFirst, standingsOn, worthShowing, type Level, type Standing } from '../room/sensing/levels'
import { asksAnew } from '../room/sensing/notice.svelte'
import { plotOf, sums } from '../room/parts/plot'

/** A square of one degree whose lower left corner is at `x`, 0. */
function square(id: string, x: number): Hood {
  const ring = [[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]] as const
  return {
    type: 'Feature',
    geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
    properties: { what: 'neighbourhood', id, name: `RW ${id}`, ward: '', population: null },
  }
}

const GROUND = groundOf({
  type: 'FeatureCollection',
  id: 'contoh',
  name: 'Contoh',
  credit: '',
  vintage: '',
  synthetic: true,
  bbox: [0, 0, 3, 1],
  // The second is drawn the other way round, as maps do.
  features: [square('1', 0), turned(square('2', 1)), square('3', 2)],
})

function turned(hood: Hood): Hood {
  const coordinates = hood.geometry.coordinates.map((rings) => rings.map((ring) => [...ring].reverse()))
  return { ...hood, geometry: { ...hood.geometry, coordinates } }
}

test('a border is where two outlines are one', () => {
  const lines = borderLines(GROUND, ['1|2', '1|3', '2', '9|2'])
  expect(lines.get('1|2')).toEqual([[[1, 0], [1, 1]]])
  expect(lines.get('1|3')).toEqual([]) // they do not touch
  expect(lines.get('9|2')).toEqual([]) // another map's
  expect(lines.has('2')).toBe(false)
})

test('bars reach from the ground, and the highest fits', () => {
  const days = [
    { day: 'a', observed: 0, expected: 1.5 },
    { day: 'b', observed: 4, expected: 0.5 },
  ]
  const plot = plotOf(days, 100, 40)
  expect(plot.top).toBe(4)
  // Four of four is the whole height; each day has half of the width, a fifth of it a gap.
  const inTenths = (value: number): number => Math.round(value * 10) / 10
  expect(plot.bars.map(({ x, y, width, height }) => [x, y, width, height].map(inTenths))).toEqual([
    [5, 40, 40, 0],
    [55, 0, 40, 40],
  ])
  // 1.5 of 4 is 15 of 40 above the ground, 0.5 is 5; in the middle of each day.
  expect(plot.usual).toBe('M25.00 25.00L75.00 35.00')
  expect(sums(days)).toEqual({ observed: 4, expected: 2 })
})

test('a plot of quiet days has a scale as well', () => {
  expect(plotOf([{ day: 'a', observed: 0, expected: 0.01 }], 10, 10).top).toBe(1)
  expect(plotOf([], 10, 10).bars).toEqual([])
})

const standing = (area: string, level: Level, mean: number): Standing => ({ area, level, mean, thin: false })

test('the hottest level comes first, whatever the number', () => {
  const found = hottestFirst([standing('1', 'sejuk', 80), standing('2', 'panas', 70), standing('3', 'hangat', 60), standing('10', 'hangat', 61), standing('4', 'sejuk', 80)])
  expect(found.map(({ area }) => area)).toEqual(['2', '10', '3', '1', '4'])
  expect(worthShowing(found, 2)).toBe(3) // all above sejuk
  expect(worthShowing(found, 4)).toBe(4)
})

test('a day of the slider is that day of every area', () => {
  const days = {
    district: 'Contoh',
    moments: ['2024-11-27T05:00:00+07:00', '2024-11-28T05:00:00+07:00'],
    areas: [{ area: '1', means: [50, 71.5], levels: [0, 2], thin: [true, false] }],
  }
  expect(standingsOn(days, 0)).toEqual([{ area: '1', mean: 50, level: 'sejuk', thin: true }])
  expect(standingsOn(days, 1)).toEqual([{ area: '1', mean: 71.5, level: 'perhatian', thin: false }])
})

test.each([
  ['early_warning_raised', {}, true],
  ['early_warning_grew', { step: 'grow' }, true],
  ['early_warning_grew', { step: 'go_on' }, false],
  ['early_warning_stepped', { step: 'confirm' }, false],
  ['reconnected', null, false], // what was there before makes no sound
])('%s %j asks anew: %s', (kind, body, expected) => {
  expect(asksAnew({ kind, body })).toBe(expected)
})
