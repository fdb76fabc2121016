/**
 * A `Box` in IndexedDB, with strict durability: a transaction is told done when it is on the flash,
 * so that neither a killed browser nor an empty battery takes back what the crew was told is kept.
 */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb'
import { NO_PEER, NotKept, SET_ASIDE, type Box, type Change, type Counts } from './box.ts'
import type { Kept, Lane, Note, Peer, Photo, Range, State } from './box.ts'

const VERSION = 1

interface Schema extends DBSchema {
  event: {
    key: number
    value: Kept
    indexes: { state: [State, number]; lane: [State, Lane, number]; done: number }
  }
  photo: { key: string; value: Photo; indexes: { sent: number } }
  /** The last number, what is known of the server, and sealed notes of the app. */
  note: { key: string; value: unknown }
}

const toBeSent = (): IDBKeyRange => IDBKeyRange.upperBound(SET_ASIDE, true)

type Writing = IDBPTransaction<Schema, StoreNames<Schema>[], 'readwrite'>

/** Opens the outbox of this browser; a newer app's stores are left alone. */
export function openBox(name = 'sejuk-field'): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, VERSION, {
    upgrade(db, from) {
      if (from >= 1) return
      const events = db.createObjectStore('event', { keyPath: 'seq' })
      events.createIndex('state', ['state', 'seq'])
      events.createIndex('lane', ['state', 'lane', 'seq'])
      events.createIndex('done', 'done')
      db.createObjectStore('photo', { keyPath: 'sha256' }).createIndex('sent', 'unsent')
      db.createObjectStore('note')
    },
  })
}

export class IdbBox implements Box {
  private readonly db: IDBPDatabase<Schema>

  constructor(db: IDBPDatabase<Schema>) {
    this.db = db
  }

  async last(): Promise<number> {
    return numberOf(await this.db.get('note', 'last'))
  }

  async add(kept: Kept, photos: readonly Photo[], notes: readonly Note[] = []): Promise<boolean> {
    return this.write(async (tx) => {
      if (numberOf(await tx.objectStore('note').get('last')) !== kept.seq - 1) return false
      await tx.objectStore('note').put(kept.seq, 'last')
      await tx.objectStore('event').add(kept)
      for (const photo of photos) await tx.objectStore('photo').put(photo)
      for (const { key, value } of notes) await tx.objectStore('note').put(value, key)
      return true
    })
  }

  async waiting(after: number, limit: number): Promise<Kept[]> {
    const range = IDBKeyRange.bound(['waiting', after], ['waiting', Infinity], true)
    return this.db.getAllFromIndex('event', 'state', range, limit)
  }

  async inLane(lane: Lane, newest: boolean, limit: number): Promise<Kept[]> {
    const range = IDBKeyRange.bound(['waiting', lane, 0], ['waiting', lane, Infinity])
    if (!newest) return this.db.getAllFromIndex('event', 'lane', range, limit)
    const cursor = await this.db.transaction('event').store.index('lane').openCursor(range, 'prev')
    return cursor ? [cursor.value] : []
  }

  async settle(changes: readonly Change[], lacking: readonly Range[], peer: Peer): Promise<void> {
    await this.write(async (tx) => {
      const events = tx.objectStore('event')
      for (const [first, last] of lacking) {
        for (const kept of await events.getAll(IDBKeyRange.bound(first, last))) {
          if (kept.state === 'waiting') continue
          await events.put({ ...kept, state: 'waiting' })
          for (const sha256 of kept.photos ?? []) await this.mark(tx, sha256, false)
        }
      }
      for (const change of changes) {
        const kept = await events.get(change.seq)
        if (kept) await events.put({ ...kept, ...change })
      }
      await tx.objectStore('note').put(peer, 'peer')
    })
  }

  async peer(): Promise<Peer> {
    const found = await this.db.get('note', 'peer')
    return isPeer(found) ? found : NO_PEER
  }

  find(seq: number): Promise<Kept | undefined> {
    return this.db.get('event', seq)
  }

  async list(limit: number): Promise<Kept[]> {
    const found: Kept[] = []
    let cursor = await this.db.transaction('event').store.openCursor(null, 'prev')
    while (cursor && found.length < limit) {
      found.push(cursor.value)
      cursor = await cursor.continue()
    }
    return found
  }

  async quarantined(): Promise<Kept[]> {
    const range = IDBKeyRange.bound(['quarantined', 0], ['quarantined', Infinity])
    return this.db.getAllFromIndex('event', 'state', range)
  }

  async counts(): Promise<Counts> {
    const tx = this.db.transaction(['event', 'photo'])
    const of = (state: State): Promise<number> =>
      tx.objectStore('event').index('state').count(IDBKeyRange.bound([state, 0], [state, Infinity]))
    const photo = tx.objectStore('photo').index('sent')
    const [waiting, done, quarantined, photos, refused] = await Promise.all([
      of('waiting'),
      of('done'),
      of('quarantined'),
      photo.count(toBeSent()),
      photo.count(SET_ASIDE),
    ])
    return { waiting, done, quarantined, photos, refused }
  }

  async unsentPhotos(limit: number): Promise<Photo[]> {
    return this.db.getAllFromIndex('photo', 'sent', toBeSent(), limit)
  }

  async photoSent(sha256: string): Promise<void> {
    await this.write((tx) => this.mark(tx, sha256, true))
  }

  async setAside(sha256: string, reason: string): Promise<void> {
    await this.write(async (tx) => {
      const photo = await tx.objectStore('photo').get(sha256)
      if (photo) await tx.objectStore('photo').put({ ...photo, unsent: SET_ASIDE, refused: reason })
    })
  }

  async photosAside(): Promise<Photo[]> {
    return this.db.getAllFromIndex('photo', 'sent', SET_ASIDE)
  }

  async sendAgain(): Promise<void> {
    await this.write(async (tx) => {
      const aside = await tx.objectStore('photo').index('sent').getAll(SET_ASIDE)
      for (const { sha256 } of aside) await this.mark(tx, sha256, false)
    })
  }

  async reseal(fresh: readonly { seq: number; raw: string }[]): Promise<void> {
    await this.write(async (tx) => {
      for (const { seq, raw } of fresh) {
        const kept = await tx.objectStore('event').get(seq)
        if (kept?.state === 'waiting') await tx.objectStore('event').put({ ...kept, raw })
      }
    })
  }

  async expire(before: number): Promise<number> {
    return this.write(async (tx) => {
      const old = await tx.objectStore('event').index('done').getAll(IDBKeyRange.upperBound(before, true))
      // What waits again after a refill was acknowledged once: it stays.
      const ended = old.filter((kept) => kept.state !== 'waiting')
      for (const kept of ended) {
        await tx.objectStore('event').delete(kept.seq)
        for (const sha256 of kept.photos ?? []) await tx.objectStore('photo').delete(sha256)
      }
      return ended.length
    })
  }

  /** Small things of the app, sealed by it. */
  async note(key: string): Promise<unknown> {
    return this.db.get('note', key)
  }

  async keepNotes(notes: readonly Note[]): Promise<void> {
    await this.write(async (tx) => {
      for (const { key, value } of notes) await tx.objectStore('note').put(value, key)
    })
  }

  private async mark(tx: Writing, sha256: string, sent: boolean): Promise<void> {
    const found = await tx.objectStore('photo').get(sha256)
    if (!found) return
    const { unsent: _, refused: __, ...photo } = found
    await tx.objectStore('photo').put(sent ? photo : { ...photo, unsent: photo.taken })
  }

  /** One transaction, on the disk when it returns. Throws `NotKept`. */
  private async write<T>(act: (tx: Writing) => Promise<T>): Promise<T> {
    let tx: Writing | null = null
    try {
      tx = this.db.transaction(['event', 'photo', 'note'], 'readwrite', { durability: 'strict' })
      const result = await act(tx)
      await tx.done
      return result
    } catch (error) {
      await tx?.done.catch(() => undefined)
      // No room, a worn-out flash, a damaged store: whatever it was, the crew must be told.
      if (error instanceof DOMException) throw new NotKept(error.name, { cause: error })
      throw error
    }
  }
}

const numberOf = (found: unknown): number => (typeof found === 'number' ? found : 0)

function isPeer(found: unknown): found is Peer {
  return typeof found === 'object' && found !== null && 'cursor' in found && 'upto' in found
}
