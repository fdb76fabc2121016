/** What concerns are called. */

import { say, type Words } from '$shared/language.svelte'
import { INSTITUTIONS, KINDS, OWNERS } from '$shared/wire/concerns'

type Table = Readonly<Record<string, Words>>

const named = (table: Table) => (code: string): string => {
  const words = table[code]
  return words ? say(words) : code
}

export const kindName = named(KINDS)
export const ownerName = named(OWNERS)
export const institutionName = named(INSTITUTIONS)

export const kindCodes = Object.keys(KINDS)
export const ownerCodes = Object.keys(OWNERS)
export const institutionCodes = Object.keys(INSTITUTIONS)

/** To whom such a concern is usually passed on; the first of all where nobody is named. */
export function usualInstitution(kind: string): string {
  const rows: Readonly<Record<string, { readonly institutions: readonly string[] }>> = KINDS
  return rows[kind]?.institutions[0] ?? ''
}
