/** The night that is being planned: its planning, its order, its plan. */

import { untrack } from 'svelte'
import { ask, request } from '$shared/api'
import type { OrderRow, Plan, PlanningRow } from '$shared/wire/types'
import { orderPaths, type Paths } from '../map/district'
import { district, orders, ordersHere } from '../state/house.svelte'
import { Loaded, Newest } from '../state/load.svelte'
import { account, may } from '../state/session.svelte'
import { listenFor } from '../state/tail.svelte'
import { cancelled, follow, isRunning } from './follow'

const OPEN = new Set(['draft', 'submitted', 'released', 'under_way'])

const plannings = new Loaded<ReadonlyArray<PlanningRow>>(() => ask('GET /plannings'))

let current = $state.raw<PlanningRow | null>(null)
/** Looked at by hand; null: the newest that is open. */
let chosenOrder = $state<string | null>(null)
/** Put away on this screen; others may still choose. */
const dismissed = new Set<string>()
let stop = new AbortController()

/** The planning that somebody waits for, or whose options are to be looked at. */
export function planning(): PlanningRow | null {
  return current
}

/** A planning has begun here, or was found under way: followed to its end. */
export function begun(found: PlanningRow): void {
  stop.abort()
  stop = new AbortController()
  // One that is gone, or not for us, is shown as it was last seen.
  void follow(found, (row) => (current = row), stop.signal).catch(() => undefined)
}

/** Raises `Refusal`, `Unreachable`; then it is still followed. */
export async function cancelPlanning(planning: PlanningRow): Promise<void> {
  begun(await cancelled(planning))
}

export function dismissPlanning(): void {
  stop.abort()
  if (current) dismissed.add(current.planning)
  current = null
}

/** After a reload: what was under way or waits to be chosen comes back. */
export async function findPlanning(): Promise<void> {
  if (!may('planning.list')) return
  await plannings.load()
  const here = district()?.name
  const [last] = (plannings.value ?? []).filter(
    (row) => row.kind === 'tonight' && row.district === here && !dismissed.has(row.planning),
  )
  if (last && (isRunning(last) || last.state === 'ready')) begun(last)
}

/** The order of the night in question. */
export function order(): OrderRow | null {
  const here = ordersHere()
  if (chosenOrder) return here.find((row) => row.order === chosenOrder) ?? null
  return here.find((row) => OPEN.has(row.state)) ?? null
}

export function lookAtOrder(id: string | null): void {
  chosenOrder = id
}

/** What this account asked for and has neither taken nor left: a change of this order. */
export async function pendingRevision(order: OrderRow): Promise<PlanningRow | null> {
  if (!may('planning.list')) return null
  await plannings.load()
  return (
    plannings.value?.find(
      (row) =>
        row.order === order.order &&
        row.based_on === order.plan &&
        row.asked_by === account() &&
        (isRunning(row) || row.state === 'ready'),
    ) ?? null
  )
}

/** A plan with its ways along the streets. */
export interface Drawn {
  readonly order: string
  readonly sha: string
  readonly plan: Plan
  readonly paths: Paths
}

const drawn = new Newest<Drawn>()

/** The plan of the order in question, once it is there. */
export function plan(): Drawn | null {
  return drawn.value?.order === order()?.order ? drawn.value : null
}

export function planError(): unknown {
  return drawn.error
}

/** Asks for the plan whenever the order has another one. */
export async function loadPlan({ order, plan }: OrderRow): Promise<void> {
  const shown = untrack(() => drawn.value)
  if (shown?.order === order && shown.sha === plan) return
  await drawn.show(() => drawPlan(order, plan))
}

/** One plan that an order has, or had. */
export async function drawPlan(order: string, sha: string): Promise<Drawn> {
  const [answer, paths] = await Promise.all([
    request<{ plan: Plan }>('GET /orders/{id}/versions/{plan}', { path: { id: order, plan: sha } }),
    orderPaths(order, sha).catch(() => ({ features: [] })),
  ])
  return { order, sha, plan: answer.plan, paths }
}

/** An order has changed: every list shows it as the server now has it. */
export async function took(): Promise<void> {
  await orders.load()
}

listenFor(/^planning_(begun|stepped)$/, () => {
  if (!isRunning(current)) void findPlanning()
})
