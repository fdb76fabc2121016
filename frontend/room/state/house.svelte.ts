/** What every page needs: districts, the map of the one in use, orders, people, alarms, early warnings.

Asked once after signing in, and again when the record says that they changed. */

import { ask } from '$shared/api'
import { ownZone } from '$shared/time'
import type { AlarmRow, DistrictRow, EarlyWarningRow, OrderRow, PersonRow } from '$shared/wire/types'
import { loadGround, type Ground } from '../map/district'
import { Loaded, Newest } from './load.svelte'
import { may } from './session.svelte'
import { listenFor, openTail } from './tail.svelte'

const KEY = 'sejuk.district'

export const districts = new Loaded<ReadonlyArray<DistrictRow>>(() => ask('GET /districts'))
export const orders = new Loaded<ReadonlyArray<OrderRow>>(() => ask('GET /orders'))
export const alarms = new Loaded<ReadonlyArray<AlarmRow>>(() => ask('GET /alarms'))
export const warnings = new Loaded<ReadonlyArray<EarlyWarningRow>>(() => ask('GET /early-warnings'))
export const people = new Loaded<ReadonlyArray<PersonRow>>(() => ask('GET /people'))

let chosen = $state<string | null>(localStorage.getItem(KEY))
const grounds = new Map<string, Ground>()
const shown = new Newest<Ground>()
let begun = false

/** The district in use: the one chosen before, else the first. */
export function district(): DistrictRow | null {
  const known = districts.value ?? []
  return known.find((row) => row.id === chosen) ?? known[0] ?? null
}

export function chooseDistrict(id: string): void {
  chosen = id
  localStorage.setItem(KEY, id)
  void loadMap()
}

/** The map of the district in use; null until it is there. */
export function ground(): Ground | null {
  return shown.value && shown.value.map.id === district()?.id ? shown.value : null
}

export function zone(): string {
  return district()?.zone ?? ownZone()
}

async function loadMap(): Promise<void> {
  const id = district()?.id
  if (!id) return
  await shown.show(async () => {
    const found = grounds.get(id) ?? (await loadGround(id))
    grounds.set(id, found)
    return found
  })
}

/** Once, after signing in. */
export function begin(): void {
  if (begun) return
  begun = true
  void districts.load().then(loadMap)
  if (may('order.list')) void orders.load()
  if (may('alarm.list')) void alarms.load()
  if (may('early_warning.list')) void warnings.load()
  if (may('people.list')) void people.load()
  listenFor(/^order_(drafted|stepped|revised)$/, () => may('order.list') && orders.load())
  listenFor(/^(alarm_raised|alarm_stepped|sos)$/, () => may('alarm.list') && alarms.load())
  listenFor(/^early_warning_/, () => may('early_warning.list') && warnings.load())
  listenFor(/^account_/, () => may('people.list') && people.load())
  // None of a map's own: only a lost line can have kept it away.
  listenFor(/^$/, async () => {
    if (!districts.value) await districts.load()
    if (!ground()) await loadMap()
  })
  if (may('record.tail')) openTail()
}

/** Orders of the district in use, the newest first. */
export function ordersHere(): ReadonlyArray<OrderRow> {
  const here = district()
  return (orders.value ?? []).filter((row) => !here || row.area === here.name)
}

const OUT = new Set(['released', 'under_way'])

/** The order that is out tonight: the one under way, else the next released. */
export function orderOut(): OrderRow | null {
  const out = ordersHere().filter((row) => OUT.has(row.state))
  return out.find((row) => row.state === 'under_way') ?? out.at(-1) ?? null
}

export function personName(account: string): string {
  return people.value?.find((row) => row.account === account)?.name ?? account
}
