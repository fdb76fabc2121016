/** Where two neighbourhoods meet: the edges that both outlines have. */

import type { Ground, Hood, LonLat } from './district'

type Edge = readonly [LonLat, LonLat]

/** About a centimetre: outlines that were drawn together have the same corners. */
const DIGITS = 7

/** Border id `a|b` → its edges; none where the outlines do not touch. */
export function borderLines(ground: Ground, ids: ReadonlyArray<string>): ReadonlyMap<string, ReadonlyArray<Edge>> {
  const outlines = new Map<string, ReadonlyMap<string, Edge>>()
  const outline = (id: string): ReadonlyMap<string, Edge> => {
    const known = outlines.get(id) ?? edgesOf(ground.hoods.get(id))
    outlines.set(id, known)
    return known
  }
  const found = new Map<string, ReadonlyArray<Edge>>()
  for (const id of ids) {
    const [a, b] = sidesOf(id)
    if (b === undefined || a === undefined) continue
    const other = outline(b)
    found.set(id, [...outline(a)].flatMap(([key, edge]) => (other.has(key) ? [edge] : [])))
  }
  return found
}

export function sidesOf(area: string): ReadonlyArray<string> {
  return area.split('|')
}

function edgesOf(hood: Hood | undefined): ReadonlyMap<string, Edge> {
  const edges = new Map<string, Edge>()
  for (const rings of hood?.geometry.coordinates ?? [])
    for (const ring of rings)
      for (const [index, to] of ring.entries()) {
        const from = ring[index - 1]
        if (from) edges.set(keyOf(from, to), [from, to])
      }
  return edges
}

/** The same for both directions. */
function keyOf(a: LonLat, b: LonLat): string {
  return [a, b].map(([lon, lat]) => `${lon.toFixed(DIGITS)} ${lat.toFixed(DIGITS)}`).sort().join(' ')
}
