/**
 * What the phone keeps of its own events, and the one interface to it: IndexedDB on a phone, arrays
 * in simulations. Each method is one transaction: done whole, on the disk, or not at all.
 */

/** 0 an SOS, 1 a position, 2 all else. */
export type Lane = 0 | 1 | 2

export type State =
  | 'waiting'
  /** The server acknowledged its id; kept for 30 days more. */
  | 'done'
  /** Acknowledged as kept, but as no part of the log: to be looked at. */
  | 'quarantined'

export interface Kept {
  /** 1, 2, 3 … on this device, without a gap. */
  seq: number
  id: string
  lane: Lane
  /** By the device's clock, ms since 1970. */
  made: number
  /** The JSON that is sent: a sealed event. */
  raw: string
  state: State
  /** When it was acknowledged. */
  done?: number
  /** Why it is in quarantine, or was refused last. */
  reason?: string
  /** SHA-256 of photos that go with it. */
  photos?: string[]
}

export interface Photo {
  sha256: string
  bytes: Uint8Array<ArrayBuffer>
  /** When it was taken, ms since 1970. */
  taken: number
  /** When it was taken, again, as long as the server does not have it; `SET_ASIDE` once it refused it. */
  unsent?: number
  /** Why the server refused it. */
  refused?: string
}

/** A small thing of the app that changes together with an event; sealed by the app. */
export interface Note {
  key: string
  value: unknown
}

/** What is known of the server: one row. */
export interface Peer {
  /** Where the next pull begins. */
  cursor: string | null
  /** All numbers up to this one are with the server. */
  upto: number
  /** To be added to this clock to get the server's; null: not known. */
  offset: number | null
}

export interface Counts {
  waiting: number
  done: number
  quarantined: number
  photos: number
  /** Photos that the server refused. */
  refused: number
}

export interface Change {
  seq: number
  state?: State
  done?: number
  reason?: string
  /** What is sent instead, if it is asked for again. */
  raw?: string
}

/** Numbers from the first to the last, both included. */
export type Range = readonly [number, number]

/** The phone could not write, for want of room or otherwise: nothing was kept. */
export class NotKept extends Error {}

export interface Box {
  /** The last number given; 0 for none. Outlives what it was given to. */
  last(): Promise<number>
  /** Keeps an event with its photos and notes; false when its number was taken meanwhile. Throws `NotKept`. */
  add(kept: Kept, photos: readonly Photo[], notes?: readonly Note[]): Promise<boolean>
  /** Waiting events after a number, by number. */
  waiting(after: number, limit: number): Promise<Kept[]>
  /** Waiting events of a lane: an SOS by number, or the newest first. */
  inLane(lane: Lane, newest: boolean, limit: number): Promise<Kept[]>
  /**
   * An answer of the server: what is acknowledged, what it lacks (acknowledged events in these
   * ranges wait again, with their photos), and what is known of it.
   */
  settle(changes: readonly Change[], lacking: readonly Range[], peer: Peer): Promise<void>
  peer(): Promise<Peer>
  find(seq: number): Promise<Kept | undefined>
  /** The newest first. */
  list(limit: number): Promise<Kept[]>
  quarantined(): Promise<Kept[]>
  counts(): Promise<Counts>
  /** Photos to be sent, oldest first. */
  unsentPhotos(limit: number): Promise<Photo[]>
  photoSent(sha256: string): Promise<void>
  /** The photo is kept, and not sent again of itself. */
  setAside(sha256: string, reason: string): Promise<void>
  photosAside(): Promise<Photo[]>
  /** Those that were set aside are sent once more. */
  sendAgain(): Promise<void>
  /** Replaces what is sent of waiting events, e.g. sealed for another key. */
  reseal(fresh: readonly { seq: number; raw: string }[]): Promise<void>
  /** Forgets what was acknowledged before a moment; how many. Nothing that waits is ever forgotten. */
  expire(before: number): Promise<number>
}

/** After everything that is to be sent. */
export const SET_ASIDE = Number.POSITIVE_INFINITY

export const NO_PEER: Peer = { cursor: null, upto: 0, offset: null }
