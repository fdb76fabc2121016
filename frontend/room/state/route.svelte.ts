/** Which page is open; the address says it, so that a reload opens the same one. */

const BASE = '/app'
export const PAGES = ['malam-ini', 'langsung', 'serah-terima', 'suhu', 'isu', 'keluhan', 'tinjau', 'pola'] as const
export type Page = (typeof PAGES)[number]

export interface Place {
  readonly page: Page
  /** What of the page: the id of an order, where there is one. */
  readonly id: string | null
}

export function placeOf(path: string): Place {
  const [name = '', id = ''] = path.replace(`${BASE}/`, '').split('/')
  const page = PAGES.find((known) => known === name) ?? 'malam-ini'
  return { page, id: id ? decodeURIComponent(id) : null }
}

let current = $state<Place>(placeOf(location.pathname))

export function place(): Place {
  return current
}

export function addressOf(page: Page, id: string | null = null): string {
  return id ? `${BASE}/${page}/${encodeURIComponent(id)}` : `${BASE}/${page}`
}

export function go(page: Page, id: string | null = null): void {
  const wanted = addressOf(page, id)
  if (wanted !== location.pathname) history.pushState(null, '', wanted)
  current = { page, id }
}

addEventListener('popstate', () => {
  current = placeOf(location.pathname)
})

/** For `<a href>`: stays in this page unless a new tab is asked for. */
export function follow(event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
  const link = event.currentTarget
  if (!(link instanceof HTMLAnchorElement)) return
  event.preventDefault()
  const wanted = placeOf(new URL(link.href).pathname)
  go(wanted.page, wanted.id)
}
