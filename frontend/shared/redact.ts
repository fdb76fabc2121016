/**
 * Takes out of free text what identifies a person by its pattern, before it is kept; the server does
 * it again, by the same rules (`src/sejuk/text/redaction.json`).
 */
import type { Rules } from './redaction_rules'

export interface Redactor {
  redact: (text: string) => string
  /** Where the text may name somebody: begin and end of each. */
  probableNames: (text: string) => [number, number][]
}

export function redactorOf(rules: Rules): Redactor {
  const invisible = new RegExp(rules.invisible, 'g')
  const patterns = rules.rules.map(({ pattern, unless, ignore_case }) => ({
    pattern: new RegExp(pattern, ignore_case ? 'gi' : 'g'),
    unless: unless ? new RegExp(unless) : null,
  }))
  const titles = new Set(rules.names.titles)
  const places = new Set(rules.names.places)

  const redact = (text: string): string =>
    patterns.reduce(
      (left, { pattern, unless }) =>
        left.replace(pattern, (found) => (unless?.test(found) ? found : rules.mark)),
      text.replace(invisible, ''),
    )

  const probableNames = (text: string): [number, number][] => {
    const found = [
      ...spans(text, rules.names.after_honorific, (first) => !titles.has(first.toLowerCase())),
      ...spans(text, rules.names.two_capitals, (first) => !places.has(first)),
    ]
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1])
    const kept: [number, number][] = []
    for (const span of found) if (span[0] >= (kept.at(-1)?.[1] ?? 0)) kept.push(span)
    return kept
  }
  return { redact, probableNames }
}

function spans(text: string, pattern: string, wanted: (first: string) => boolean): [number, number][] {
  const found: [number, number][] = []
  for (const match of text.matchAll(new RegExp(pattern, 'dg'))) {
    const span = match.indices?.[1]
    const first = match[1]?.split(' ', 1)[0]
    if (span && first && wanted(first)) found.push([span[0], span[1]])
  }
  return found
}
