/** The record as it grows, from the server's stream; whoever listens hears of each entry once. */

import { parse } from '$shared/api'

export interface Heard {
  readonly position: number
  readonly kind: string
  readonly body: Readonly<Record<string, unknown>> | null
  readonly author: string
  readonly corrected_at: string
  readonly fixes: ReadonlyArray<{ readonly at: string; readonly lon: number; readonly lat: number }>
}

type Listener = (heard: Heard) => void

const listeners = new Set<Listener>()
const state = $state<{ open: boolean; since: Date | null }>({ open: false, since: null })
let source: EventSource | null = null

export function connected(): boolean {
  return state.open
}

/** When the line was lost; null while it is there or has never been. */
export function lostSince(): Date | null {
  return state.since
}

export function listen(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Opens the stream, and again whenever it ends; the browser sends the last entry it saw. */
export function openTail(): void {
  source?.close()
  const stream = new EventSource('/tail')
  source = stream
  stream.onopen = () => {
    const again = state.since !== null
    state.open = true
    state.since = null
    if (again) for (const listener of listeners) listener(RECONNECTED)
  }
  stream.onerror = () => {
    state.open = false
    state.since ??= new Date()
    // A stream that was refused does not come back by itself.
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => source === stream && openTail(), 3000)
  }
  stream.addEventListener('entry', (event) => {
    const heard = parse<Heard>(event.data)
    for (const listener of listeners) listener(heard)
  })
}

/** Told when the line is there again: what was missed may be anything. */
export const RECONNECTED: Heard = {
  position: -1,
  kind: 'reconnected',
  body: null,
  author: '',
  corrected_at: '',
  fixes: [],
}
