/**
 * Syncing: what waits is sent, and only an id that the server names as acknowledged lets an event
 * rest. No status code, no time-out and no change of user ever does.
 */
import type { Box, Change, Kept, Peer, Range } from './box.ts'

export const MOST_EVENTS = 100
const MOST_BYTES = 1_000_000
/** So many single events that the server cannot read are no accident: it is tried again later. */
const MOST_REFUSALS = 8
export const KEPT_MS = 30 * 24 * 3600 * 1000

/** What the server says to a push; `web/routes/record.py`. */
export interface Pushed {
  acked: string[]
  upto: number
  missing: [number, number][]
  discarded: string[]
  held: string[]
  unopened: string[]
  quarantined: { id: string | null; seq: number | null; reason: string; detail: string }[]
  pull: unknown[]
  cursor: string
  more: boolean
  server_ms: number
}

export type Reply =
  | { kind: 'pushed'; told: Pushed }
  /** 401 or 403: whoever uses the phone has to sign in. Nothing else changes. */
  | { kind: 'sign_in' }
  /** 400, 413, 422: the server cannot read this batch. */
  | { kind: 'refused'; reason: string }
  /** No line, a time-out, 5xx, 429, an answer cut short, somebody else's page. */
  | { kind: 'no_answer' }

export type PhotoReply =
  /** The server has it. */
  | { kind: 'sent' }
  | { kind: 'sign_in' }
  /** The server will never take it. */
  | { kind: 'refused'; reason: string }
  /** The server answered, but could not take it now. */
  | { kind: 'later' }
  | { kind: 'no_answer' }

/** The way to the server. */
export interface Link {
  push(events: readonly string[], cursor: string | null): Promise<Reply>
  photo(sha256: string, bytes: Uint8Array<ArrayBuffer>, taken: number): Promise<PhotoReply>
}

export interface Listener {
  /** Entries of the record that this account is shown. */
  pulled(entries: readonly unknown[]): Promise<void>
  /** What is kept instead of a position from outside the roll-calls. */
  blank(kept: Kept): Promise<string>
  /** Sealed for a key that is no longer the server's: to be sealed again. */
  unopened(seqs: readonly number[]): Promise<void>
}

export type Outcome = 'done' | 'no_answer' | 'sign_in' | 'refused'

/** Pushes until nothing is left that the server would take now, then sends photos. */
export async function sync(
  box: Box,
  link: Link,
  listener: Listener,
  now: () => number,
): Promise<Outcome> {
  const held = new Set<number>()
  const tried = new Set<number>()
  let size = MOST_EVENTS
  let refusals = 0
  for (;;) {
    const batch = await choose(box, held, tried, size)
    const peer = await box.peer()
    const began = now()
    const reply = await link.push(batch.map((kept) => kept.raw), peer.cursor)
    if (reply.kind === 'refused') {
      // One of them is unreadable: smaller batches find it, and the others go on.
      if (batch.length <= 1) {
        const [one] = batch
        refusals += 1
        if (!one || refusals > MOST_REFUSALS) return 'refused'
        held.add(one.seq)
        await box.settle([{ seq: one.seq, reason: reply.reason }], [], peer)
      }
      size = Math.max(1, Math.floor(Math.min(size, batch.length) / 2))
      continue
    }
    if (reply.kind !== 'pushed') return reply.kind
    const { told } = reply
    await take(box, batch, told, peer, listener, [began, now()])
    await listener.pulled(told.pull)
    const unopened = batch.filter((kept) => told.unopened.includes(kept.id))
    if (unopened.length > 0) await listener.unopened(unopened.map((kept) => kept.seq))
    const acked = new Set(told.acked)
    for (const kept of batch) if (!acked.has(kept.id)) held.add(kept.seq)
    // What was held for a gap may be taken now that the gap is closed.
    if (acked.size > 0) for (const kept of batch) if (told.held.includes(kept.id)) held.delete(kept.seq)
    const progress = acked.size > 0 || told.more
    if (!progress || ((await idle(box, held)) && !told.more)) break
  }
  const sent = await sendPhotos(box, link)
  return sent === 'done' && refusals > 0 ? 'refused' : sent
}

/** SOS first, then the newest position, then the backlog by number. */
async function choose(
  box: Box,
  held: ReadonlySet<number>,
  tried: Set<number>,
  most: number,
): Promise<Kept[]> {
  const chosen = new Map<number, Kept>()
  let bytes = 0
  const take = (kept: Kept): void => {
    const size = kept.raw.length
    const fits = chosen.size < most && (chosen.size === 0 || bytes + size <= MOST_BYTES)
    if (!fits || held.has(kept.seq) || chosen.has(kept.seq)) return
    chosen.set(kept.seq, kept)
    bytes += size
  }
  const sos = await box.inLane(0, false, most)
  sos.forEach(take)
  for (const newest of await box.inLane(1, true, 1)) {
    // Held once for a gap before it, it waits its turn.
    if (!tried.has(newest.seq)) take(newest)
    tried.add(newest.seq)
  }
  const backlog = await box.waiting(0, most + held.size)
  backlog.forEach(take)
  return [...chosen.values()]
}

async function idle(box: Box, held: ReadonlySet<number>): Promise<boolean> {
  const waiting = await box.waiting(0, held.size + 1)
  return waiting.every((kept) => held.has(kept.seq))
}

/** Takes in an answer: acknowledgements, what the server has lost, its clock. */
async function take(
  box: Box,
  batch: readonly Kept[],
  told: Pushed,
  peer: Peer,
  listener: Listener,
  [began, ended]: readonly [number, number],
): Promise<void> {
  const acked = new Set(told.acked)
  const discarded = new Set(told.discarded)
  const reasons = new Map(told.quarantined.map((found) => [found.id, found]))
  const changes: Change[] = []
  for (const kept of batch) {
    if (!acked.has(kept.id)) continue
    const found = reasons.get(kept.id)
    const state = found ? 'quarantined' : 'done'
    const reason = found && [found.reason, found.detail].filter(Boolean).join(': ')
    changes.push({
      seq: kept.seq,
      state,
      done: ended,
      ...(reason && { reason }),
      // Positions from outside the roll-calls are kept nowhere.
      ...(discarded.has(kept.id) && { raw: await listener.blank(kept) }),
    })
  }
  // Half of the way there and back is the best guess at when the server looked at its clock.
  const offset = Math.round(told.server_ms - (began + ended) / 2)
  const lacking: Range[] = [...told.missing]
  if (fellBack(peer, told)) lacking.push([told.upto + 1, Number.MAX_SAFE_INTEGER])
  // What this very answer acknowledges is there: the box takes the changes in last.
  await box.settle(changes, lacking, { cursor: told.cursor, upto: told.upto, offset })
}

/** The record goes on from an older backup: in another life, or with less than it had. */
function fellBack(peer: Peer, told: Pushed): boolean {
  const life = (cursor: string | null): string => cursor?.split('.').slice(0, -1).join('.') ?? ''
  return told.upto < peer.upto || (peer.cursor !== null && life(peer.cursor) !== life(told.cursor))
}

/** One photo that the server does not take stands in no other's way. */
async function sendPhotos(box: Box, link: Link): Promise<Outcome> {
  const later = new Set<string>()
  while (later.size < MOST_REFUSALS) {
    const found = await box.unsentPhotos(later.size + 1)
    const photo = found.find(({ sha256 }) => !later.has(sha256))
    if (!photo) break
    const reply = await link.photo(photo.sha256, photo.bytes, photo.taken)
    if (reply.kind === 'sent') await box.photoSent(photo.sha256)
    else if (reply.kind === 'refused') await box.setAside(photo.sha256, reply.reason)
    else if (reply.kind === 'later') later.add(photo.sha256)
    else return reply.kind
  }
  return later.size > 0 ? 'no_answer' : 'done'
}
