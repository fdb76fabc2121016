/**
 * SOS that the phone could not keep: they go out from memory, again and again, until the server has
 * them; and into the outbox, under the numbers they were sent with, as soon as there is room.
 */
import { NotKept, type Box, type Kept } from '../core/box.ts'
import type { Link } from '../core/sync.ts'

export class Unkept {
  private held: readonly Kept[] = []
  private sending = false
  private readonly box: Box

  constructor(box: Box) {
    this.box = box
  }

  /** The last number that is taken here; 0 for none. */
  get last(): number {
    return this.held.at(-1)?.seq ?? 0
  }

  hold(kept: Kept): void {
    this.held = [...this.held, kept]
  }

  /** Before anything else is kept, which would take their numbers. Throws `NotKept`. */
  async store(): Promise<void> {
    for (const { id } of this.held) {
      const kept = this.held.find((one) => one.id === id)
      if (kept) await this.box.add(kept, [])
      this.held = this.held.filter((one) => one.id !== id)
    }
  }

  /** Sends what the server does not have; the ids that it now has. */
  async send(link: Link): Promise<ReadonlySet<string>> {
    const waiting = this.held.filter((kept) => kept.state === 'waiting')
    if (waiting.length === 0 || this.sending) return new Set()
    this.sending = true
    try {
      const { cursor } = await this.box.peer()
      const reply = await link.push(waiting.map((kept) => kept.raw), cursor)
      const acked = new Set(reply.kind === 'pushed' ? reply.told.acked : [])
      this.held = this.held.map((kept) => (acked.has(kept.id) ? { ...kept, state: 'done', done: Date.now() } : kept))
      return acked
    } finally {
      this.sending = false
    }
  }

  /** Keeps them if there is room by now. */
  async tryToStore(): Promise<void> {
    try {
      await this.store()
    } catch (error) {
      if (!(error instanceof NotKept)) throw error
    }
  }
}
