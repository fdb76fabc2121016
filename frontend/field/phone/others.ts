/** What other crews did, as far as this one is shown it. */
import type { Words } from '$shared/language.svelte'
import { W } from '../words'

export interface Other {
  id: string
  kind: string
  crew: string
  place: string
  at: number
}

/** What matters of somebody else's entry; nothing of one's own. */
export function otherOf(entry: unknown, own: string): Other[] {
  if (typeof entry !== 'object' || entry === null) return []
  const has = new Map<string, unknown>(Object.entries(entry))
  const body = has.get('body')
  const [id, kind, at] = [has.get('id'), has.get('kind'), has.get('corrected_at')]
  if (has.get('device') === own || typeof body !== 'object' || body === null) return []
  if (typeof id !== 'string' || typeof kind !== 'string' || typeof at !== 'string') return []
  if (!['heading', 'arrived', 'left'].includes(kind) || !('crew' in body) || !('place' in body)) return []
  return [{ id, kind, crew: String(body.crew), place: String(body.place), at: Date.parse(at) }]
}

const KINDS: Readonly<Record<string, Words>> = {
  heading: W.other_heading,
  arrived: W.other_arrived,
  left: W.other_left,
}

/** What is known of another crew at a place: words that take `crew` and `at`, and when it was. */
export function otherWords(others: readonly Other[], crew: string, place: string): { words: Words; at: number | null } {
  const last = others.filter((one) => one.crew === crew && one.place === place).at(-1)
  return { words: (last && KINDS[last.kind]) ?? W.other_unknown, at: last?.at ?? null }
}
