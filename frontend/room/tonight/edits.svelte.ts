/** Pins and bans that somebody has set and not yet planned with: kept in this browser. */

import { dropDraft, keepDraft, readDraft } from '$shared/drafts'
import type { Pin } from '$shared/wire/types'
import { account } from '../state/session.svelte'

export interface Edits {
  readonly pins: ReadonlyArray<Pin>
  readonly bans: ReadonlyArray<string>
}

const NONE: Edits = { pins: [], bans: [] }

export function isEdits(found: unknown): found is Edits {
  return (
    typeof found === 'object' &&
    found !== null &&
    'pins' in found &&
    Array.isArray(found.pins) &&
    'bans' in found &&
    Array.isArray(found.bans)
  )
}

let order = $state('')
let edits = $state.raw<Edits>(NONE)

/** Those of this order, as they were left. */
export function openEdits(of: string): void {
  if (of === order) return
  order = of
  edits = readDraft(account(), `edits.${of}`, isEdits) ?? NONE
}

export function currentEdits(): Edits {
  return edits
}

export function editCount(): number {
  return edits.pins.length + edits.bans.length
}

export function dropEdits(): void {
  edits = NONE
  dropDraft(account(), `edits.${order}`)
}

export function pinOf(place: string): Pin | null {
  return edits.pins.find((pin) => pin.place === place) ?? null
}

export function isBanned(place: string): boolean {
  return edits.bans.includes(place)
}

export function pin(wanted: Pin): void {
  keep({
    pins: [...edits.pins.filter((known) => known.place !== wanted.place), wanted],
    bans: edits.bans.filter((known) => known !== wanted.place),
  })
}

export function unpin(place: string): void {
  keep({ ...edits, pins: edits.pins.filter((known) => known.place !== place) })
}

export function ban(place: string): void {
  keep({ pins: edits.pins.filter((known) => known.place !== place), bans: [...edits.bans, place] })
}

export function unban(place: string): void {
  keep({ ...edits, bans: edits.bans.filter((known) => known !== place) })
}

function keep(wanted: Edits): void {
  edits = wanted
  keepDraft(account(), `edits.${order}`, wanted)
}
