/**
 * The device's own outbox. An event gets the next number and is sealed and kept before anyone is
 * told that it was; it belongs to the device, whoever is signed in.
 */
import type { Box, Kept, Lane, Note, Photo } from './box.ts'
import { salt, uuid7, type Chance } from './id.ts'

export interface Fix {
  at: string
  lon: number
  lat: number
  accuracy_m: number | null
}

export interface Body {
  readonly kind: string
  readonly [field: string]: unknown
}

/** The wire form of an event in the clear; see `model/event.py`. */
export interface WireEvent {
  id: string
  device: string
  seq: number
  occurred_at: string
  clock_offset_ms: number | null
  author: string
  patrol: string | null
  body: Body
  texts?: Record<string, string>
  fixes?: Fix[]
  photos?: string[]
  salt?: string
}

/** What the app has to say: all else is the outbox's business. */
export interface Draft {
  body: Body
  texts?: Record<string, string>
  fixes?: Fix[]
  photos?: readonly Photo[]
  /** Kept in the same transaction. */
  notes?: readonly Note[]
}

export interface Writer {
  device: string
  /** The account that is signed in, or was last. */
  author: string
  patrol: string | null
}

/** Seals an event's JSON; `about` is what the seal is bound to. */
export type Sealing = (content: string, about: string) => Promise<unknown>

export interface Tools {
  now: () => number
  chance: Chance
  /** Null: sent and kept in the clear (simulations only). */
  seal: Sealing | null
}

export class Outbox {
  private readonly box: Box
  private readonly tools: Tools

  constructor(box: Box, tools: Tools) {
    this.box = box
    this.tools = tools
  }

  /** Keeps an event; when this returns it is on the disk. Throws `NotKept`: then it is not. */
  async add(draft: Draft, writer: Writer): Promise<WireEvent> {
    const made = this.tools.now()
    for (;;) {
      const { event, kept } = await this.make(draft, writer, (await this.box.last()) + 1, made)
      if (await this.box.add(kept, draft.photos ?? [], draft.notes)) return event // else another window was first
    }
  }

  /** An event under a number, kept nowhere yet. */
  async make(
    draft: Draft,
    writer: Writer,
    seq: number,
    made: number = this.tools.now(),
  ): Promise<{ event: WireEvent; kept: Kept }> {
    const { offset } = await this.box.peer()
    const photos = (draft.photos ?? []).map((photo) => photo.sha256)
    const sealed = draft.texts || draft.fixes || photos.length > 0
    const event: WireEvent = {
      id: uuid7(made, this.tools.chance),
      device: writer.device,
      seq,
      occurred_at: new Date(made).toISOString(),
      clock_offset_ms: offset,
      author: writer.author,
      patrol: writer.patrol,
      body: draft.body,
      ...(draft.texts && { texts: draft.texts }),
      ...(draft.fixes && { fixes: draft.fixes }),
      ...(photos.length > 0 && { photos }),
      ...(sealed && { salt: salt(this.tools.chance) }),
    }
    const kept: Kept = {
      seq,
      id: event.id,
      lane: laneOf(draft.body.kind),
      made,
      raw: await this.write(event),
      state: 'waiting',
      ...(photos.length > 0 && { photos }),
    }
    return { event, kept }
  }

  /**
   * A position without its position, under the same number: for one that may be kept nowhere. A
   * server that was restored would otherwise miss that number for good.
   */
  blank(kept: Kept, writer: Writer): Promise<string> {
    return this.write({
      id: kept.id,
      device: writer.device,
      seq: kept.seq,
      occurred_at: new Date(kept.made).toISOString(),
      clock_offset_ms: null,
      author: writer.author,
      patrol: null,
      body: { kind: 'tracked' },
    })
  }

  /** The JSON under which an event is sent. */
  async write(event: WireEvent): Promise<string> {
    const content = JSON.stringify(event)
    if (!this.tools.seal) return content
    const { id, device, seq } = event
    const sealed = await this.tools.seal(content, aboutOf(id, device, seq))
    return JSON.stringify({ id, device, seq, sealed })
  }
}

/** What a seal is bound to; the same words in `app/sync/opening.py`. */
export const aboutOf = (id: string, device: string, seq: number): string =>
  `${id} ${device} ${seq}`

function laneOf(kind: string): Lane {
  if (kind === 'sos') return 0
  return kind === 'tracked' ? 1 : 2
}
