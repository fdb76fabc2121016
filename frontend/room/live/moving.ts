/** Where crews are: the newest that is known of each, whichever way it came. */

import type { LiveCrew } from '$shared/wire/types'

type Fix = NonNullable<LiveCrew['fix']>

/** The crew at a position, unless it was seen somewhere later. */
export function moved(crew: LiveCrew, fix: Fix, seen: string): LiveCrew {
  if (crew.fix && Date.parse(crew.fix.at) >= Date.parse(fix.at)) return crew
  return { ...crew, fix, seen_at: seen }
}

/** A snapshot, which was taken before it arrived: positions heard meanwhile stay. */
export function newest(known: ReadonlyArray<LiveCrew>, snapshot: ReadonlyArray<LiveCrew>): ReadonlyArray<LiveCrew> {
  const before = new Map(known.map((crew) => [crew.crew, crew]))
  return snapshot.map((crew) => {
    const heard = before.get(crew.crew)
    return heard?.fix && heard.seen_at ? moved(crew, heard.fix, heard.seen_at) : crew
  })
}
