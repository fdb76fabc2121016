/** A district's map as the server gives it (GeoJSON), and what is looked up in it. */

import { request } from '$shared/api'

export type LonLat = readonly [number, number]
export interface Street {
  readonly type: 'Feature'
  readonly geometry: { readonly type: 'MultiLineString'; readonly coordinates: ReadonlyArray<ReadonlyArray<LonLat>> }
  readonly properties: { readonly what: 'street'; readonly name: string | null; readonly highway: string }
}
export interface Hood {
  readonly type: 'Feature'
  readonly geometry: {
    readonly type: 'MultiPolygon'
    readonly coordinates: ReadonlyArray<ReadonlyArray<ReadonlyArray<LonLat>>>
  }
  readonly properties: {
    readonly what: 'neighbourhood'
    readonly id: string
    readonly name: string
    readonly ward: string
    readonly population: number | null
  }
}
export interface Spot {
  readonly type: 'Feature'
  readonly geometry: { readonly type: 'Point'; readonly coordinates: LonLat }
  readonly properties: {
    readonly what: 'place'
    readonly id: string
    readonly name: string
    readonly kind: string
    readonly neighbourhoods: ReadonlyArray<string>
    readonly rawan: boolean
  }
}
export interface DistrictMap {
  readonly type: 'FeatureCollection'
  readonly id: string
  readonly name: string
  readonly credit: string
  readonly vintage: string
  readonly synthetic: boolean
  readonly bbox: readonly [number, number, number, number]
  readonly features: ReadonlyArray<Street | Hood | Spot>
}

/** A map with its places and areas by id. */
export interface Ground {
  readonly map: DistrictMap
  readonly spots: ReadonlyMap<string, Spot>
  readonly hoods: ReadonlyMap<string, Hood>
}

export async function loadGround(id: string): Promise<Ground> {
  return groundOf(await request<DistrictMap>('GET /districts/{id}/map', { path: { id } }))
}

export function groundOf(map: DistrictMap): Ground {
  const spots = new Map<string, Spot>()
  const hoods = new Map<string, Hood>()
  for (const feature of map.features) {
    if (feature.properties.what === 'place' && isSpot(feature)) spots.set(feature.properties.id, feature)
    if (feature.properties.what === 'neighbourhood' && isHood(feature)) hoods.set(feature.properties.id, feature)
  }
  return { map, spots, hoods }
}

export const isSpot = (feature: Street | Hood | Spot): feature is Spot => feature.properties.what === 'place'
export const isHood = (feature: Street | Hood | Spot): feature is Hood =>
  feature.properties.what === 'neighbourhood'
export const isStreet = (feature: Street | Hood | Spot): feature is Street => feature.properties.what === 'street'

export function spotName(ground: Ground | null, id: string | null): string {
  return (id !== null && ground?.spots.get(id)?.properties.name) || id || '–'
}

export function hoodName(ground: Ground | null, id: string | null): string {
  return (id !== null && ground?.hoods.get(id)?.properties.name) || id || '–'
}

/** The place nearest to a point, in the plane: a district is small. */
export function nearest(ground: Ground, [lon, lat]: LonLat): string | null {
  const shrink = Math.cos((lat * Math.PI) / 180)
  let best = Infinity
  let found: string | null = null
  for (const feature of ground.map.features) {
    if (!isSpot(feature)) continue
    const [x, y] = feature.geometry.coordinates
    const squared = ((x - lon) * shrink) ** 2 + (y - lat) ** 2
    if (squared < best) {
      best = squared
      found = feature.properties.id
    }
  }
  return found
}

/** Good to a metre within a district. */
export function metresBetween([lon, lat]: LonLat, [east, north]: LonLat): number {
  const degree = 111_320
  return Math.hypot((east - lon) * Math.cos((lat * Math.PI) / 180), north - lat) * degree
}

/** A leg or a stop of a plan on the streets. */
export interface Leg {
  readonly type: 'Feature'
  readonly geometry: { readonly type: 'LineString'; readonly coordinates: ReadonlyArray<LonLat> }
  readonly properties: {
    readonly what: 'leg'
    readonly crew: string
    readonly number: number
    readonly depart: number
    readonly arrive: number
  }
}
interface OtherPath {
  readonly properties: { readonly what: 'stop' }
}
export interface Paths {
  readonly features: ReadonlyArray<Leg | OtherPath>
}

export const isLeg = (feature: Leg | OtherPath): feature is Leg => feature.properties.what === 'leg'

export function orderPaths(id: string, plan: string): Promise<Paths> {
  return request<Paths>('GET /orders/{id}/paths', { path: { id }, query: { plan } })
}

export function optionPaths(id: string, option: string): Promise<Paths> {
  return request<Paths>('GET /plannings/{id}/options/{option}/paths', { path: { id, option } })
}
