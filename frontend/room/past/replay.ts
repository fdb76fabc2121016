/** A past night at one moment: where each crew was, and what had happened by then. */

import type { NightRow, Track } from '$shared/wire/types'
import type { LonLat } from '../map/district'

/** Where a crew was: between its two positions around that moment, in proportion; null outside. */
export function positionAt(track: Track['points'], at: number): LonLat | null {
  const [first] = track
  const last = track.at(-1)
  if (!first || !last || at < first[0] || at > last[0]) return null
  let low = 0
  let high = track.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((track[middle]?.[0] ?? 0) <= at) low = middle
    else high = middle
  }
  const before = track[low]
  const after = track[high]
  if (!before || !after) return null
  const span = after[0] - before[0]
  const share = span > 0 ? Math.min(1, (at - before[0]) / span) : 0
  return [before[1] + (after[1] - before[1]) * share, before[2] + (after[2] - before[2]) * share]
}

/** The way so far. */
export function trackUntil(track: Track['points'], at: number): ReadonlyArray<LonLat> {
  const way: LonLat[] = track.filter(([moment]) => moment <= at).map(([, lon, lat]) => [lon, lat])
  const here = positionAt(track, at)
  return here ? [...way, here] : way
}

export interface Moment {
  readonly at: number
  readonly kind: string
  readonly crew: string | null
  readonly place: string | null
  /** What a report is about. */
  readonly what: string | null
  readonly text: string | null
}

/** An alarm is raised when the press arrives, not when the button was pressed. */
const SAME_MS = 2 * 60_000

/** Everything that happened, in order, and once: what a crew did is also a report where it says something,
and an alarm where it calls for help. */
export function momentsOf(night: Pick<NightRow, 'acts' | 'reports' | 'alarms'>): ReadonlyArray<Moment> {
  const told = new Set(night.reports.map(({ at, kind, place }) => `${at} ${kind} ${place}`))
  const isAlarm = (act: NightRow['acts'][number]): boolean =>
    night.alarms.some(
      ({ cause, crew, raised_at }) =>
        cause === act.kind && crew === act.crew && Math.abs(Date.parse(raised_at) - Date.parse(act.at)) < SAME_MS,
    )
  const acts = night.acts.filter((act) => !told.has(`${act.at} ${act.kind} ${act.place}`) && !isAlarm(act))
  return [
    ...acts.map(({ at, kind, crew, place }) => ({ at: Date.parse(at), kind, crew, place, what: null, text: null })),
    ...night.alarms.map(({ raised_at, cause, crew }) => ({ at: Date.parse(raised_at), kind: cause, crew, place: null, what: null, text: null })),
    ...night.reports.map(({ at, kind, crew, place, what, text }) => ({ at: Date.parse(at), kind, crew, place, what, text })),
  ].sort((a, b) => a.at - b.at)
}

/** The times that the slider spans: the shift, and whatever came before or after it. */
export function spanOf(night: NightRow): { from: number; to: number } {
  const times = night.tracks.flatMap(({ points }) => [points[0]?.[0] ?? NaN, points.at(-1)?.[0] ?? NaN])
  const known = [Date.parse(night.order.begins), Date.parse(night.order.ends), ...times].filter(Number.isFinite)
  return { from: Math.min(...known), to: Math.max(...known) }
}
