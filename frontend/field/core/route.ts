/** Where a crew is on its route: stops are done one by one, also when a place comes twice. */

interface At {
  readonly place: string
}

/**
 * The stop that each visit was, by its place in the route; null for a visit elsewhere. A place that
 * comes twice is taken in the order of the route: first what lies ahead, then what was passed over.
 */
export function stopsOf(route: readonly At[], visits: readonly At[]): (number | null)[] {
  const done = new Set<number>()
  let ahead = 0
  return visits.map(({ place }) => {
    const open = route.flatMap((stop, n) => (stop.place === place && !done.has(n) ? [n] : []))
    const found = open.find((n) => n >= ahead) ?? open[0]
    if (found === undefined) return null
    done.add(found)
    ahead = found + 1
    return found
  })
}

/** The stop to go to: the first that is not done after the last visit, else the first passed over. */
export function nextStop(route: readonly At[], visits: readonly At[]): number | null {
  const found = stopsOf(route, visits).filter((n) => n !== null)
  const done = new Set(found)
  const ahead = (found.at(-1) ?? -1) + 1
  const open = route.flatMap((_, n) => (done.has(n) ? [] : [n]))
  return open.find((n) => n >= ahead) ?? open[0] ?? null
}
