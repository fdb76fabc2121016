/** What every page needs: districts, the map of the one in use, orders, people, alarms.

Asked once after signing in, and again when the record says that they changed. */

import { ask } from '$shared/api'
import { ownZone } from '$shared/time'
import type { AlarmRow, DistrictRow, OrderRow, PersonRow } from '$shared/wire/types'
import { loadGround, type Ground } from '../map/district'
import { Loaded } from './load.svelte'
import { may } from './session.svelte'
import { listen, openTail, type Heard } from './tail.svelte'

const KEY = 'sejuk.district'

export const districts = new Loaded<ReadonlyArray<DistrictRow>>(() => ask('GET /districts'))
export const orders = new Loaded<ReadonlyArray<OrderRow>>(() => ask('GET /orders'))
export const alarms = new Loaded<ReadonlyArray<AlarmRow>>(() => ask('GET /alarms'))
export const people = new Loaded<ReadonlyArray<PersonRow>>(() => ask('GET /people'))

let chosen = $state<string | null>(localStorage.getItem(KEY))
const grounds = new Map<string, Promise<Ground>>()
let shown = $state.raw<Ground | null>(null)
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
  return shown
}

export function zone(): string {
  return district()?.zone ?? ownZone()
}

async function loadMap(): Promise<void> {
  const wanted = district()
  if (!wanted) return
  const found = grounds.get(wanted.id) ?? loadGround(wanted.id)
  grounds.set(wanted.id, found)
  try {
    shown = await found
  } catch {
    grounds.delete(wanted.id)
  }
}

/** Once, after signing in. */
export function begin(): void {
  if (begun) return
  begun = true
  void districts.load().then(loadMap)
  if (may('order.list')) void orders.load()
  if (may('alarm.list')) void alarms.load()
  if (may('people.list')) void people.load()
  if (may('record.tail')) openTail()
  listen(hear)
}

const ORDER_KINDS = new Set(['order_drafted', 'order_stepped', 'order_revised', 'reconnected'])
const ALARM_KINDS = new Set(['alarm_raised', 'alarm_stepped', 'sos', 'reconnected'])

function hear(heard: Heard): void {
  if (ORDER_KINDS.has(heard.kind)) void orders.load()
  if (ALARM_KINDS.has(heard.kind) && may('alarm.list')) void alarms.load()
  if (heard.kind === 'reconnected' && !districts.value) void districts.load().then(loadMap)
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
