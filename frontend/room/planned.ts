/** A plan as the pages look at it: stops with their crew, number and moments. */

import { momentOf } from '$shared/time'
import type { Plan, Reason, Stop } from '$shared/wire/types'

export interface PlannedStop {
  /** `A3`: crew and number, from 1. */
  readonly key: string
  readonly crew: string
  readonly number: number
  readonly stop: Stop
  readonly arrive: Date
  readonly start: Date
  readonly leave: Date
}

/** When the shift begins, with the offset of its zone left out: seconds are counted from here. */
export function stopsOf(plan: Plan, begins: string): ReadonlyArray<PlannedStop> {
  return plan.routes.flatMap((route) =>
    route.stops.map((stop, index) => ({
      key: `${route.crew.id}${index + 1}`,
      crew: route.crew.id,
      number: index + 1,
      stop,
      arrive: momentOf(begins, stop.arrive),
      start: momentOf(begins, stop.start),
      leave: momentOf(begins, stop.leave),
    })),
  )
}

export function sumOf(reasons: ReadonlyArray<Reason>): number {
  return reasons.reduce((sum, reason) => sum + reason.amount, 0)
}

export interface Difference {
  readonly key: string
  readonly place: string
  /** To another crew, or with its crew to another time. */
  readonly what: 'added' | 'removed' | 'moved' | 'shifted'
  readonly before: PlannedStop | null
  readonly after: PlannedStop | null
}

/** What another plan changes: a stop is the same when crew and place are, and its time within five minutes. */
export function differences(
  before: ReadonlyArray<PlannedStop>,
  after: ReadonlyArray<PlannedStop>,
): ReadonlyArray<Difference> {
  const rest = [...after]
  const found: Difference[] = []
  const unmatched: PlannedStop[] = []
  const take = (fits: (stop: PlannedStop) => boolean): PlannedStop | null => {
    const index = rest.findIndex(fits)
    return index < 0 ? null : (rest.splice(index, 1)[0] ?? null)
  }
  for (const stop of before) {
    const same = take(
      (other) =>
        other.crew === stop.crew &&
        other.stop.place === stop.stop.place &&
        Math.abs(other.start.getTime() - stop.start.getTime()) <= 5 * 60_000,
    )
    if (!same) unmatched.push(stop)
  }
  for (const stop of unmatched) {
    const moved = take((other) => other.stop.place === stop.stop.place)
    const what = !moved ? 'removed' : moved.crew === stop.crew ? 'shifted' : 'moved'
    found.push({ key: `${stop.key}-${what}`, place: stop.stop.place, what, before: stop, after: moved })
  }
  for (const stop of rest)
    found.push({ key: `${stop.key}-added`, place: stop.stop.place, what: 'added', before: null, after: stop })
  return found
}
