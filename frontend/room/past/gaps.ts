/** How long a neighbourhood has been without a visit. */

import type { AreaRow } from '$shared/wire/types'

const DAY = 86_400_000

/** Whole days from the last visit to today (`2024-11-28`); without one, all days that were looked back on:
the longest gap, which the server has counted, so that the two do not differ by one. */
export function gapDays(area: AreaRow, today: string): number {
  if (area.last === null) return area.longest_gap_days
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(area.last)) / DAY))
}
