/** Sightings of a claim by day and by neighbourhood, as pictures show them. */

import type { AreaSightings, SightingsByDay } from '$shared/wire/types'

/** Upper ends of the classes of the map; the last has none. */
export const CLASSES = [1, 4, 9] as const
/** Below this a neighbourhood's count says little; the same as for incidents. */
export const THIN = 5

/** 0–3: once, 2–4, 5–9, ten times or more. */
export function classOf(count: number): number {
  const found = CLASSES.findIndex((end) => count <= end)
  return found < 0 ? CLASSES.length : found
}

export function sumOf({ counts }: AreaSightings): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

/** In all neighbourhoods together. */
export function byDay({ days, areas }: SightingsByDay): ReadonlyArray<number> {
  return days.map((_, day) => areas.reduce((sum, { counts }) => sum + (counts[day] ?? 0), 0))
}
