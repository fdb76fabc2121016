/** The night as it runs: a snapshot, then what the record adds. */

import { ask } from '$shared/api'
import type { Live, LiveCrew } from '$shared/wire/types'
import { hearTime } from '../state/clock.svelte'
import { Loaded, Newest } from '../state/load.svelte'
import { listen, type Heard } from '../state/tail.svelte'
import { drawPlan, type Drawn } from '../tonight/tonight.svelte'
import { moved, newest } from './moving'

/** At most this often is the whole asked for again, however much happens. */
const AGAIN_MS = 1000
/** And at least this often: lateness grows without any event. */
const BREATH_MS = 30_000

let watched: string | null = null
const loaded = new Loaded<Live>(snapshot)
let crews = $state.raw<ReadonlyArray<LiveCrew>>([])
const drawn = new Newest<Drawn>()
let due: ReturnType<typeof setTimeout> | null = null

export function live(): Live | null {
  return loaded.value?.order.order === watched ? loaded.value : null
}

export function liveError(): unknown {
  return loaded.error ?? drawn.error
}

/** Crews with their newest positions. */
export function liveCrews(): ReadonlyArray<LiveCrew> {
  return live() ? crews : []
}

export function livePlan(): Drawn | null {
  return drawn.value?.sha === live()?.order.plan ? drawn.value : null
}

async function snapshot(): Promise<Live> {
  const found = await ask('GET /live/{order}', { path: { order: watched ?? '' } })
  hearTime(found.server_ms, found.speed)
  crews = newest(crews, found.crews)
  const { order, plan } = found.order
  if (drawn.value?.sha !== plan) void drawn.show(() => drawPlan(order, plan))
  return found
}

/** Follows this order while the returned function has not been called. */
export function watch(order: string): () => void {
  if (watched !== order) crews = []
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
  crews = crews.map((known) => (known.crew === crew ? moved(known, { ...fix, accuracy_m: null }, heard.corrected_at) : known))
}
