/** What the rumour desk has before it; asked anew when the record says that it changed. */

import { ask } from '$shared/api'
import type { ClaimRow } from '$shared/wire/types'
import { district } from '../state/house.svelte'
import { Loaded } from '../state/load.svelte'
import { may } from '../state/session.svelte'
import { listenFor } from '../state/tail.svelte'

/** Kinds by which anything on this page may be another. */
export const CHANGES = /^(heard|sighting_|claim_|evidence_|answer_|objection_)/

export const desk = new Loaded(() => ask('GET /claims'))
export const waiting = new Loaded(() => ask('GET /sightings/waiting'))
export const rubric = new Loaded(() => ask('GET /claims/rubric'))
export const answers = new Loaded(() => ask('GET /answers'))

/** As long as the page is there. */
export function openDesk(): () => void {
  void refresh()
  void rubric.load()
  return listenFor(CHANGES, refresh)
}

export async function refresh(): Promise<void> {
  await Promise.all([desk.load(), answers.load(), may('sighting.list') ? waiting.load() : null])
}

/** Claims of the district in use, the most urgent first. */
export function claimsHere(): ReadonlyArray<ClaimRow> {
  return (desk.value?.claims ?? []).filter((claim) => claim.area === district()?.name)
}

/** The address of answers to what nobody has claimed yet; no claim has such an id. */
export const AHEAD = 'awal'
