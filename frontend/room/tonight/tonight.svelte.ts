/** The night that is being planned: its planning, its order, its plan. */

import { ask, request } from '$shared/api'
import type { OrderRow, Plan, PlanningRow } from '$shared/wire/types'
import { orderPaths, type Paths } from '../map/district'
import { district, orders, ordersHere } from '../state/house.svelte'
import { Loaded } from '../state/load.svelte'
import { may } from '../state/session.svelte'
import { listen } from '../state/tail.svelte'

const POLL_MS = 500
const RUNNING = new Set(['waiting', 'working'])
const OPEN = new Set(['draft', 'submitted', 'released', 'under_way'])

export const plannings = new Loaded<ReadonlyArray<PlanningRow>>(() => ask('GET /plannings'))

let current = $state.raw<PlanningRow | null>(null)
/** Looked at by hand; null: the newest that is open. */
let chosenOrder = $state<string | null>(null)
let timer: ReturnType<typeof setTimeout> | null = null

export function isRunning(planning: PlanningRow | null): boolean {
  return planning !== null && RUNNING.has(planning.state)
}

/** The planning that somebody waits for, or whose options are to be looked at. */
export function planning(): PlanningRow | null {
  return current
}

/** A planning has begun here, or was found under way. */
export function begun(found: PlanningRow): void {
  current = found
  if (timer) clearTimeout(timer)
  if (isRunning(found)) timer = setTimeout(() => void poll(found.planning), POLL_MS)
}

async function poll(id: string): Promise<void> {
  try {
    begun(await ask('GET /plannings/{id}', { path: { id } }))
  } catch {
    timer = setTimeout(() => void poll(id), 2000) // no line: again, until there is one
  }
}

export function dismissPlanning(): void {
  current = null
}

/** After a reload: what was under way or waits to be chosen comes back. */
export async function findPlanning(): Promise<void> {
  if (!may('planning.list')) return
  await plannings.load()
  const here = district()?.name
  const [last] = (plannings.value ?? []).filter((row) => row.district === here)
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

interface Drawn {
  readonly order: string
  readonly sha: string
  readonly plan: Plan
  readonly paths: Paths
}

let drawn = $state.raw<Drawn | null>(null)

/** The plan of the order in question, once it is there. */
export function plan(): Drawn | null {
  return drawn?.order === order()?.order ? drawn : null
}

/** Asks for the plan whenever the order has another one. */
export async function loadPlan(wanted: OrderRow): Promise<void> {
  if (drawn?.order === wanted.order && drawn.sha === wanted.plan) return
  const [answer, paths] = await Promise.all([
    request<{ order: OrderRow; plan: Plan }>('GET /orders/{id}', { path: { id: wanted.order } }),
    orderPaths(wanted.order, wanted.plan).catch(() => ({ features: [] })),
  ])
  drawn = { order: wanted.order, sha: answer.order.plan, plan: answer.plan, paths }
}

/** An order has changed: every list shows it as the server now has it. */
export async function took(): Promise<void> {
  await orders.load()
}

listen((heard) => {
  if (heard.kind !== 'planning_begun' && heard.kind !== 'planning_stepped') return
  if (!isRunning(current)) void findPlanning()
})
