/** Where the phone is: distances, fences, and whether a crew has stayed. */

export interface Spot {
  id: string
  lon: number
  lat: number
}

export interface Seen {
  /** ms since 1970. */
  at: number
  lon: number
  lat: number
  accuracy_m: number
}

const EARTH_M = 6_371_008.8
const RAD = Math.PI / 180
/** A position that is off by more says nothing about a fence of some forty metres. */
const MOST_OFF_M = 60

/** Metres between two points (haversine). */
export function metres(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const dLat = (b.lat - a.lat) * RAD
  const dLon = (b.lon - a.lon) * RAD
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The nearest place whose fence takes the position in. */
export function inside<S extends Spot>(seen: Seen, spots: readonly S[], fence_m: number): S | null {
  if (seen.accuracy_m > MOST_OFF_M) return null
  let best: { spot: S; far: number } | null = null
  for (const spot of spots) {
    const far = metres(seen, spot)
    if (far <= fence_m && (!best || far < best.far)) best = { spot, far }
  }
  return best?.spot ?? null
}

export interface Dwell<S extends Spot> {
  spot: S
  since: number
}

/** Where the crew has been without a break up to the last position; null on the way. */
export function dwell<S extends Spot>(
  seen: readonly Seen[],
  spots: readonly S[],
  fence_m: number,
  gap_ms = 5 * 60_000,
): Dwell<S> | null {
  const last = seen.at(-1)
  const spot = last && inside(last, spots, fence_m)
  if (!last || !spot) return null
  let since = last.at
  for (let n = seen.length - 2; n >= 0; n -= 1) {
    const before = seen[n]
    if (!before || since - before.at > gap_ms) break
    if (before.accuracy_m <= MOST_OFF_M && metres(before, spot) > fence_m) break
    since = before.at
  }
  return { spot, since }
}
