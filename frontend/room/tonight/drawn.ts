/** A plan as lines and marks for the map. */

import { planWord } from '../coded'
import { isLeg, spotName, type Ground, type Paths } from '../map/district'
import type { Marker, RouteLine } from '../map/view'
import type { PlannedStop } from '../planned'
import { clock } from '$shared/time'

export function routesOf(
  paths: Paths | null,
  stops: ReadonlyArray<PlannedStop>,
  ground: Ground | null,
): ReadonlyArray<RouteLine> {
  const legs = (paths?.features ?? []).filter(isLeg)
  if (legs.length)
    return legs.map(({ properties, geometry }) => ({ crew: properties.crew, coordinates: geometry.coordinates }))
  // Without the ways, straight lines from stop to stop.
  const crews = [...new Set(stops.map((stop) => stop.crew))]
  return crews.map((crew) => ({
    crew,
    coordinates: stops.flatMap((stop) => {
      const spot = stop.crew === crew ? ground?.spots.get(stop.stop.place) : undefined
      return spot ? [spot.geometry.coordinates] : []
    }),
  }))
}

export function markersOf(
  stops: ReadonlyArray<PlannedStop>,
  ground: Ground | null,
  zone: string,
  pinned: (place: string) => boolean = () => false,
): ReadonlyArray<Marker> {
  return stops.flatMap((planned) => {
    const { place, kind } = planned.stop
    const spot = ground?.spots.get(place)
    if (!spot || kind === 'break') return []
    const label = `${planned.key} ${spotName(ground, place)}, ${clock(planned.start, zone)}, ${planWord('stop_kind', kind)}`
    const text = planned.key
    const at = spot.geometry.coordinates
    return [{ id: planned.key, at, text, crew: planned.crew, kind: 'stop', label, pinned: pinned(place) } as const]
  })
}
