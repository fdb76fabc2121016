/** What somebody has typed and not yet sent: kept in this browser until it is sent, account by account.
 *
 * `localStorage` is written before the call returns, so that a browser that dies at the next moment
 * loses nothing.
 */

import { parse } from './api'

const PREFIX = 'sejuk.draft.'

function keyOf(account: string, name: string): string {
  return `${PREFIX}${account}.${name}`
}

/** What was kept, or null; a draft of another version's form is no draft. */
export function readDraft<T>(account: string, name: string, fits: (found: unknown) => found is T): T | null {
  const text = localStorage.getItem(keyOf(account, name))
  if (text === null) return null
  try {
    const found = parse<unknown>(text)
    return fits(found) ? found : null
  } catch {
    return null
  }
}

/** False when the browser has no room: then the caller says so. */
export function keepDraft(account: string, name: string, draft: unknown): boolean {
  try {
    localStorage.setItem(keyOf(account, name), JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

export function dropDraft(account: string, name: string): void {
  localStorage.removeItem(keyOf(account, name))
}
