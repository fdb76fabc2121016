/** The night as it runs: a snapshot, then what the record adds. */

import { ask, request } from '$shared/api'
import type { Live, LiveCrew, OrderRow, Plan } from '$shared/wire/types'
import { orderPaths, type Paths } from '../map/district'
import { hearTime } from '../state/clock.svelte'
import { Loaded } from '../state/load.svelte'
import { listen, type Heard } from '../state/tail.svelte'

/** At most this often is the whole asked for again, however much happens. */
const AGAIN_MS = 1000
/** And at least this often: lateness grows without any event. */
const BREATH_MS = 30_000

let watched: string | null = null
const loaded = new Loaded<Live>(snapshot)
let crews = $state.raw<ReadonlyArray<LiveCrew>>([])
let drawn = $state.raw<{ sha: string; plan: Plan; paths: Paths } | null>(null)
let due: ReturnType<typeof setTimeout> | null = null

export function live(): Live | null {
  return loaded.value?.order.order === watched ? loaded.value : null
}

export function liveError(): unknown {
  return loaded.error
}

/** Crews with their newest positions. */
export function liveCrews(): ReadonlyArray<LiveCrew> {
  return live() ? crews : []
}

export function livePlan(): { sha: string; plan: Plan; paths: Paths } | null {
  return drawn?.sha === live()?.order.plan ? drawn : null
}

async function snapshot(): Promise<Live> {
  const found = await ask('GET /live/{order}', { path: { order: watched ?? '' } })
  hearTime(found.server_ms, found.speed)
  crews = found.crews
  if (drawn?.sha !== found.order.plan) void draw(found.order)
  return found
}

async function draw(order: OrderRow): Promise<void> {
  const [answer, paths] = await Promise.all([
    request<{ plan: Plan }>('GET /orders/{id}', { path: { id: order.order } }),
    orderPaths(order.order, order.plan).catch(() => ({ features: [] })),
  ])
  drawn = { sha: order.plan, plan: answer.plan, paths }
}

/** Follows this order while the returned function has not been called. */
export function watch(order: string): () => void {
  watched = order
  void loaded.load()
  const breath = setInterval(() => void loaded.load(), BREATH_MS)
  const deaf = listen(hear)
  return () => {
    clearInterval(breath)
    deaf()
  }
}

function hear(heard: Heard): void {
  if (heard.kind === 'tracked') move(heard)
  else due ??= setTimeout(again, AGAIN_MS)
}

function again(): void {
  due = null
  void loaded.load()
}

/** A position, shown at once: nothing is asked for it. */
function move(heard: Heard): void {
  const crew = heard.body?.['crew']
  const fix = heard.fixes.at(-1)
  if (typeof crew !== 'string' || !fix) return
  crews = crews.map((known) => {
    if (known.crew !== crew || (known.fix && known.fix.at >= fix.at)) return known
    return { ...known, fix: { ...fix, accuracy_m: null }, seen_at: heard.corrected_at }
  })
}
