/** A box whose program may die before or after each of its transactions. */
import type { Box, Change, Counts, Kept, Lane, Peer, Photo, Range } from '../core/box.ts'

export class FragileBox implements Box {
  private readonly box: Box
  private readonly step: () => void
  private readonly note: (kept: Kept) => void

  /** `step` may throw; `note` hears of each event that was kept, whatever happens then. */
  constructor(box: Box, step: () => void, note: (kept: Kept) => void) {
    this.box = box
    this.step = step
    this.note = note
  }

  async add(kept: Kept, photos: readonly Photo[]): Promise<boolean> {
    return this.around(async () => {
      const added = await this.box.add(kept, photos)
      if (added) this.note(kept)
      return added
    })
  }

  last = (): Promise<number> => this.around(() => this.box.last())
  waiting = (after: number, limit: number): Promise<Kept[]> => this.around(() => this.box.waiting(after, limit))
  inLane = (lane: Lane, newest: boolean, limit: number): Promise<Kept[]> =>
    this.around(() => this.box.inLane(lane, newest, limit))
  settle = (changes: readonly Change[], lacking: readonly Range[], peer: Peer): Promise<void> =>
    this.around(() => this.box.settle(changes, lacking, peer))
  peer = (): Promise<Peer> => this.around(() => this.box.peer())
  find = (seq: number): Promise<Kept | undefined> => this.around(() => this.box.find(seq))
  list = (limit: number): Promise<Kept[]> => this.around(() => this.box.list(limit))
  quarantined = (): Promise<Kept[]> => this.around(() => this.box.quarantined())
  counts = (): Promise<Counts> => this.around(() => this.box.counts())
  unsentPhotos = (limit: number): Promise<Photo[]> => this.around(() => this.box.unsentPhotos(limit))
  photoSent = (sha256: string): Promise<void> => this.around(() => this.box.photoSent(sha256))
  setAside = (sha256: string, reason: string): Promise<void> => this.around(() => this.box.setAside(sha256, reason))
  photosAside = (): Promise<Photo[]> => this.around(() => this.box.photosAside())
  sendAgain = (): Promise<void> => this.around(() => this.box.sendAgain())
  reseal = (fresh: readonly { seq: number; raw: string }[]): Promise<void> =>
    this.around(() => this.box.reseal(fresh))
  expire = (before: number): Promise<number> => this.around(() => this.box.expire(before))

  private async around<T>(act: () => Promise<T>): Promise<T> {
    this.step()
    const result = await act()
    this.step()
    return result
  }
}
