/** Which concerns the list shows, and in which order. */

import type { ConcernRow } from '$shared/wire/types'

export const SHOWN = ['open', 'overdue', 'due', 'settled', 'all'] as const
export type Shown = (typeof SHOWN)[number]

export interface Filter {
  readonly shown: Shown
  /** Empty: any. */
  readonly kind: string
  readonly area: string
  readonly owner: string
}

export const ANY: Filter = { shown: 'open', kind: '', area: '', owner: '' }
const OPEN: ReadonlySet<string> = new Set(['received', 'in_hand', 'passed_on'])
const SETTLED: ReadonlySet<string> = new Set(['answered', 'closed', 'not_ours'])
const DAY_MS = 24 * 3600_000

export const isOpen = (row: ConcernRow): boolean => OPEN.has(row.state)

/** Whole days between two dates as the server writes them. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

/** Those that fit: what is due first comes first, and what is settled by the newest.
 *
 * `today` is the district's date, `2024-11-28`. */
export function fitting(rows: ReadonlyArray<ConcernRow>, filter: Filter, today: string): ReadonlyArray<ConcernRow> {
  return rows
    .filter((row) => fits(row, filter.shown, today))
    .filter((row) => !filter.kind || row.what === filter.kind)
    .filter((row) => !filter.area || row.neighbourhood.split('|').includes(filter.area))
    .filter((row) => !filter.owner || row.owner === filter.owner)
    .sort(
      (a, b) =>
        Number(isOpen(b)) - Number(isOpen(a)) ||
        (isOpen(a) ? a.due.localeCompare(b.due) : 0) ||
        Date.parse(b.opened_at) - Date.parse(a.opened_at),
    )
}

function fits(row: ConcernRow, shown: Shown, today: string): boolean {
  switch (shown) {
    case 'open':
      return isOpen(row)
    case 'overdue':
      return row.overdue
    case 'due':
      return isOpen(row) && daysBetween(today, row.due) <= 1
    case 'settled':
      return SETTLED.has(row.state)
    case 'all':
      return true
  }
}
