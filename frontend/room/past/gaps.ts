/** How long a neighbourhood has been without a visit. */

import type { AreaRow } from '$shared/wire/types'

const DAY = 86_400_000

/** Whole days from the last visit to today (`2024-11-28`); without one, as long as was looked back. */
export function gapDays(area: AreaRow, begins: string, today: string): number {
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(area.last ?? begins)) / DAY))
}
