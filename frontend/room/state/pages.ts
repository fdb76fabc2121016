/** Which pages an account has: those whose data its role may read. */

import type { Page } from './route.svelte'
import { may } from './session.svelte'

const READS: ReadonlyArray<readonly [Page, string]> = [
  ['malam-ini', 'planning.list'],
  ['langsung', 'live.read'],
  ['serah-terima', 'duty.read'],
  ['suhu', 'sensing.look'],
  ['isu', 'claim.list'],
  ['keluhan', 'concern.list'],
  ['tinjau', 'coverage.read'],
]

export function ownPages(): ReadonlyArray<Page> {
  return READS.filter(([, verb]) => may(verb)).map(([page]) => page)
}

/** The page to show when this one was asked for; null when the role has none here. */
export function shownPage(wanted: Page): Page | null {
  const pages = ownPages()
  return pages.find((page) => page === wanted) ?? pages[0] ?? null
}
