/** Which stop a crew goes to. */

import type { LiveCrew, LiveStop } from '$shared/wire/types'

/** `next` is an index of `stops`, from 0; the numbers on the map begin at 1. */
export function stopAhead(crew: LiveCrew): LiveStop | null {
  return crew.next === null ? null : (crew.stops[crew.next] ?? null)
}
