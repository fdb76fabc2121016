/** The record as it grows, from the server's stream; whoever listens hears of each entry once.

The server breathes every fifteen seconds. A line on which nothing is heard for longer is dead,
whatever the browser thinks of it: it is opened again, and the screen says since when it is old. */

import { parse } from '$shared/api'
import { now } from './clock.svelte'

export interface Heard {
  readonly position: number
  readonly kind: string
  readonly body: Readonly<Record<string, unknown>> | null
  readonly author: string
  readonly corrected_at: string
  readonly fixes: ReadonlyArray<{ readonly at: string; readonly lon: number; readonly lat: number }>
}

type Listener = (heard: Heard) => void

/** Two breaths missed, and some patience. */
const DEAD_MS = 40_000
const LOOK_MS = 5_000
const AGAIN_MS = 3_000
/** Told whenever the line stands: what was missed may be anything. */
const RECONNECTED: Heard = { position: -1, kind: 'reconnected', body: null, author: '', corrected_at: '', fixes: [] }

const listeners = new Set<Listener>()
const state = $state<{ open: boolean; since: Date | null }>({ open: false, since: null })
let source: EventSource | null = null
let heardAt = { own: 0, told: new Date(0) }

export function connected(): boolean {
  return state.open
}

/** When the line was last alive, by the server's clock; null while it is, or has never been. */
export function lostSince(): Date | null {
  return state.since
}

export function listen(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Runs when something of these kinds happened, or may have happened while the line was lost. */
export function listenFor(kinds: RegExp, run: () => unknown): () => void {
  return listen(({ kind }) => {
    if (kind === RECONNECTED.kind || kinds.test(kind)) void run()
  })
}

/** Opens the stream, and again whenever it ends or dies. */
export function openTail(): void {
  connect()
  setInterval(look, LOOK_MS)
  // A lid that is open again, a network that went or is back: no need to wait for the next look.
  addEventListener('visibilitychange', look)
  addEventListener('offline', lose)
  addEventListener('online', connect)
}

function look(): void {
  if (source?.readyState === EventSource.OPEN && Date.now() - heardAt.own > DEAD_MS) {
    lose()
    connect()
  }
}

function connect(): void {
  source?.close()
  const stream = new EventSource('/tail')
  source = stream
  stream.onopen = alive
  stream.onerror = () => {
    lose()
    // A stream that was refused does not come back by itself.
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => source === stream && connect(), AGAIN_MS)
  }
  stream.addEventListener('breath', alive)
  stream.addEventListener('entry', (event) => {
    alive()
    tell(parse<Heard>(event.data))
  })
}

function alive(): void {
  heardAt = { own: Date.now(), told: now() }
  if (state.open) return
  state.open = true
  state.since = null
  // Also at first: what was asked before the line stood may have changed until it did.
  tell(RECONNECTED)
}

function lose(): void {
  state.open = false
  state.since ??= heardAt.own ? heardAt.told : now()
}

function tell(heard: Heard): void {
  for (const listener of listeners) listener(heard)
}
