/** A `Box` in arrays, for simulations: what a transaction keeps survives, all else does not. */
import {
  NO_PEER,
  NotKept,
  SET_ASIDE,
  type Box,
  type Change,
  type Counts,
  type Kept,
  type Lane,
  type Peer,
  type Photo,
  type Range,
} from './box.ts'

const toBeSent = ({ unsent }: Photo): boolean => unsent !== undefined && unsent !== SET_ASIDE

export class MemoryBox implements Box {
  private kept = new Map<number, Kept>()
  private open = new Set<number>()
  private photos = new Map<string, Photo>()
  private known: Peer = NO_PEER
  private given = 0

  /** How many events fit. */
  room = Number.POSITIVE_INFINITY

  async last(): Promise<number> {
    return this.given
  }

  async add(kept: Kept, photos: readonly Photo[]): Promise<boolean> {
    if (kept.seq !== this.given + 1) return false
    if (this.kept.size >= this.room) throw new NotKept()
    this.given = kept.seq
    this.put({ ...kept })
    for (const photo of photos) this.photos.set(photo.sha256, { ...photo })
    return true
  }

  async waiting(after: number, limit: number): Promise<Kept[]> {
    const found: Kept[] = []
    for (const seq of [...this.open].sort((a, b) => a - b)) {
      if (seq > after) found.push(this.copy(seq))
      if (found.length === limit) break
    }
    return found
  }

  async inLane(lane: Lane, newest: boolean, limit: number): Promise<Kept[]> {
    const found = [...this.open].filter((seq) => this.kept.get(seq)?.lane === lane)
    found.sort((a, b) => (newest ? b - a : a - b))
    return found.slice(0, limit).map((seq) => this.copy(seq))
  }

  async settle(changes: readonly Change[], lacking: readonly Range[], peer: Peer): Promise<void> {
    for (const kept of this.kept.values()) {
      const asked = lacking.some(([first, last]) => first <= kept.seq && kept.seq <= last)
      if (!asked || kept.state === 'waiting') continue
      this.put({ ...kept, state: 'waiting' })
      for (const sha256 of kept.photos ?? []) {
        const photo = this.photos.get(sha256)
        if (photo) this.photos.set(sha256, { ...photo, unsent: photo.taken })
      }
    }
    for (const change of changes) {
      const kept = this.kept.get(change.seq)
      if (kept) this.put({ ...kept, ...change })
    }
    this.known = peer
  }

  async peer(): Promise<Peer> {
    return this.known
  }

  async find(seq: number): Promise<Kept | undefined> {
    const kept = this.kept.get(seq)
    return kept && { ...kept }
  }

  async list(limit: number): Promise<Kept[]> {
    const newest = [...this.kept.keys()].sort((a, b) => b - a).slice(0, limit)
    return newest.map((seq) => this.copy(seq))
  }

  async quarantined(): Promise<Kept[]> {
    return [...this.kept.values()].filter((kept) => kept.state === 'quarantined')
  }

  async counts(): Promise<Counts> {
    const states = [...this.kept.values()].map((kept) => kept.state)
    const of = (state: string): number => states.filter((found) => found === state).length
    const photos = [...this.photos.values()].filter(toBeSent).length
    const refused = (await this.photosAside()).length
    return { waiting: of('waiting'), done: of('done'), quarantined: of('quarantined'), photos, refused }
  }

  async unsentPhotos(limit: number): Promise<Photo[]> {
    const unsent = [...this.photos.values()].filter(toBeSent)
    return unsent.sort((a, b) => a.taken - b.taken).slice(0, limit)
  }

  async photoSent(sha256: string): Promise<void> {
    const photo = this.photos.get(sha256)
    if (photo) delete photo.unsent
  }

  async setAside(sha256: string, reason: string): Promise<void> {
    const photo = this.photos.get(sha256)
    if (photo) this.photos.set(sha256, { ...photo, unsent: SET_ASIDE, refused: reason })
  }

  async photosAside(): Promise<Photo[]> {
    return [...this.photos.values()].filter((photo) => photo.unsent === SET_ASIDE)
  }

  async sendAgain(): Promise<void> {
    for (const { refused: _, ...photo } of await this.photosAside()) {
      this.photos.set(photo.sha256, { ...photo, unsent: photo.taken })
    }
  }

  async reseal(fresh: readonly { seq: number; raw: string }[]): Promise<void> {
    for (const { seq, raw } of fresh) {
      const kept = this.kept.get(seq)
      if (kept?.state === 'waiting') this.put({ ...kept, raw })
    }
  }

  async expire(before: number): Promise<number> {
    let count = 0
    for (const kept of [...this.kept.values()]) {
      if (kept.state === 'waiting' || (kept.done ?? 0) >= before) continue
      this.kept.delete(kept.seq)
      for (const sha256 of kept.photos ?? []) this.photos.delete(sha256)
      count += 1
    }
    return count
  }

  private put(kept: Kept): void {
    this.kept.set(kept.seq, kept)
    if (kept.state === 'waiting') this.open.add(kept.seq)
    else this.open.delete(kept.seq)
  }

  private copy(seq: number): Kept {
    const kept = this.kept.get(seq)
    if (!kept) throw new Error(`no event ${seq}`)
    return { ...kept }
  }
}
