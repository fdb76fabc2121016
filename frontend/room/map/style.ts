/** How the ground looks, by day and by night. Plain GeoJSON layers; no tiles, no glyph server. */

import type { ExpressionSpecification, FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { isHood, isSpot, isStreet, type Ground } from './district'

export const FONT = 'Sejuk Sans'

interface Colours {
  readonly land: string
  readonly hood: string
  readonly edge: string
  readonly lane: string
  readonly road: string
  readonly name: string
  readonly halo: string
  readonly spot: string
}

const DAY: Colours = {
  land: '#e6ecee',
  hood: '#f6f9f9',
  edge: '#9fb4bc',
  lane: '#d3dde0',
  road: '#bccace',
  name: '#40545d',
  halo: '#f6f9f9',
  spot: '#7d939c',
}
const NIGHT: Colours = {
  land: '#0a1316',
  hood: '#101c21',
  edge: '#3c535d',
  lane: '#243840',
  road: '#35505a',
  name: '#c3d3da',
  halo: '#0c1619',
  spot: '#587079',
}
const WIDE = ['primary', 'secondary', 'tertiary', 'trunk']

export function styleOf(ground: Ground, dark: boolean): StyleSpecification {
  return {
    version: 8,
    sources: {
      hoods: source(ground.map.features.filter(isHood)),
      streets: source(ground.map.features.filter(isStreet)),
      spots: source(ground.map.features.filter(isSpot)),
      routes: source([]),
      borders: source([]),
    },
    layers: layersOf(dark),
  }
}

/** Another look for what a map shows already: its data and its shades stay. */
export function redressed(shown: StyleSpecification, dark: boolean): StyleSpecification {
  const shade = shown.layers.find(({ id }) => id === SHADE)
  return { ...shown, layers: layersOf(dark).map((layer) => (layer.id === SHADE && shade ? shade : layer)) }
}

/** The layer whose colour is not the look's: it is given with the areas that are shaded. */
export const SHADE = 'hood-shade'
/** Layers that show only what they are told to: areas of which little is known, the one in focus. */
export const THIN = 'hood-thin'
export const CHOSEN = 'hood-chosen'
export const BORDERS = ['border', 'border-thin'] as const
export const NAMES = 'hood-name'
/** Drawn when the map first misses it; one for both looks, since tiles that are kept keep their pictures. */
export const HATCH = 'hatch'

export function idsIn(ids: ReadonlyArray<string>): FilterSpecification {
  return ['in', ['get', 'id'], ['literal', [...ids]]]
}

/** The name, and under it what an area is labelled with. */
export function named(labels: ReadonlyMap<string, string>): ExpressionSpecification {
  const [first, ...rest] = [...labels]
  if (!first) return ['get', 'name']
  return ['concat', ['get', 'name'], ['match', ['get', 'id'], ...lined(first), ...rest.flatMap(lined), '']]
}

const lined = ([id, label]: readonly [string, string]): [string, string] => [id, `\n${label}`]

function layersOf(dark: boolean): LayerSpecification[] {
  const c = dark ? NIGHT : DAY
  const warm: ExpressionSpecification = ['boolean', ['get', 'warm'], false]
  const wide: ExpressionSpecification = ['in', ['get', 'highway'], ['literal', WIDE]]
  return [
    { id: 'land', type: 'background', paint: { 'background-color': c.land } },
    { id: 'hood', type: 'fill', source: 'hoods', paint: { 'fill-color': c.hood } },
    { id: SHADE, type: 'fill', source: 'hoods', paint: { 'fill-color': 'rgba(0,0,0,0)', 'fill-opacity': 0.8 } },
    { id: THIN, type: 'fill', source: 'hoods', filter: idsIn([]), paint: { 'fill-pattern': HATCH } },
    {
      id: 'street',
      type: 'line',
      source: 'streets',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['case', wide, c.road, c.lane],
        'line-width': ['interpolate', ['linear'], ['zoom'], 13, ['case', wide, 2, 0.7], 17, ['case', wide, 8, 4]],
      },
    },
    {
      id: 'edge',
      type: 'line',
      source: 'hoods',
      paint: { 'line-color': c.edge, 'line-width': 1, 'line-dasharray': [3, 2] },
    },
    {
      id: 'border-case',
      type: 'line',
      source: 'borders',
      filter: ['get', 'warm'],
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': c.name, 'line-width': ['interpolate', ['linear'], ['zoom'], 13, 6, 17, 13] },
    },
    ...BORDERS.map(
      (id): LayerSpecification => ({
        id,
        type: 'line',
        source: 'borders',
        filter: ['==', ['get', 'thin'], id === 'border-thin'],
        layout: { 'line-cap': id === 'border' ? 'round' : 'butt' },
        paint: {
          'line-color': ['get', 'colour'],
          'line-width': ['interpolate', ['linear'], ['zoom'], 13, ['case', warm, 4, 1], 17, ['case', warm, 10, 3]],
          ...(id === 'border-thin' && { 'line-dasharray': [1.5, 1] }),
        },
      }),
    ),
    { id: CHOSEN, type: 'line', source: 'hoods', filter: idsIn([]), paint: { 'line-color': c.name, 'line-width': 3.5 } },
    {
      id: 'route',
      type: 'line',
      source: 'routes',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['get', 'colour'],
        'line-width': ['interpolate', ['linear'], ['zoom'], 13, 2.5, 17, 6],
        'line-opacity': ['case', ['get', 'faint'], 0.25, 0.85],
      },
    },
    { id: 'spot', type: 'circle', source: 'spots', minzoom: 14.5, paint: { 'circle-radius': 2.5, 'circle-color': c.spot } },
    {
      id: 'street-name',
      type: 'symbol',
      source: 'streets',
      minzoom: 15,
      layout: {
        'symbol-placement': 'line',
        'text-field': ['coalesce', ['get', 'name'], ''],
        'text-font': [FONT],
        'text-size': 12,
      },
      paint: { 'text-color': c.name, 'text-halo-color': c.halo, 'text-halo-width': 1.5 },
    },
    {
      id: NAMES,
      type: 'symbol',
      source: 'hoods',
      minzoom: 12.5, // a phone's width; names for which there is no room leave themselves out
      layout: { 'text-field': ['get', 'name'], 'text-font': [FONT], 'text-size': 12, 'text-max-width': 7 },
      paint: { 'text-color': c.name, 'text-halo-color': c.halo, 'text-halo-width': 1.5 },
    },
  ]
}

function source(features: ReadonlyArray<object>): StyleSpecification['sources'][string] {
  // The features are GeoJSON as the server wrote it; MapLibre's own type wants arrays it may change.
  return { type: 'geojson', data: JSON.parse(JSON.stringify({ type: 'FeatureCollection', features })) }
}
