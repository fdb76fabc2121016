/** The outbox's storage, in arrays and in IndexedDB, keeps one contract; and what is built on it. */

import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import type { Box, Kept } from '../field/core/box'
import { readFile, writeFile } from '../field/core/file'
import { IdbBox, openBox } from '../field/core/idb'
import {
  arrive,
  claim,
  closeRollCall,
  complete,
  concern,
  leave,
  NOBODY,
  observe,
  onDuty,
  openRollCall,
  talk,
  type Step,
} from '../field/core/journal'
import { MemoryBox } from '../field/core/memory'
import { Outbox } from '../field/core/outbox'
import { dwell, metres } from '../field/core/place'
import { activityReport } from '../field/core/report'
import { kdfInput, named, NotOpened, open, publicJwk, seal } from '../field/core/seal'
import { sync, type Pushed, type Reply } from '../field/core/sync'

const kept = (seq: number, more: Partial<Kept> = {}): Kept => ({
  seq,
  id: `id-${seq}`,
  lane: 2,
  made: seq,
  raw: '{}',
  state: 'waiting',
  ...more,
})
const peer = { cursor: 'life.1', upto: 0, offset: 0 }
let count = 0
const BOXES: [string, () => Promise<Box>][] = [
  ['arrays', async () => new MemoryBox()],
  ['IndexedDB', async () => new IdbBox(await openBox(`box-${(count += 1)}`))],
]

describe.each(BOXES)('a box in %s', (_name, make) => {
  test('gives each number once, without a gap', async () => {
    const box = await make()
    expect(await box.add(kept(1), [])).toBe(true)
    expect(await box.add(kept(1), [])).toBe(false)
    expect(await box.add(kept(3), [])).toBe(false)
    expect(await box.last()).toBe(1)
  })

  test('lets rest what was acknowledged, and asks for it again', async () => {
    const box = await make()
    const photo = { sha256: 'a', bytes: new Uint8Array(3), taken: 1, unsent: 1 }
    await box.add(kept(1, { photos: ['a'] }), [photo])
    await box.add(kept(2), [])
    await box.add(kept(3), [])
    await box.photoSent('a')
    await box.settle([1, 2].map((seq) => ({ seq, state: 'done' as const, done: 5 })), [], peer)
    expect(await box.counts()).toEqual({ waiting: 1, done: 2, quarantined: 0, photos: 0, refused: 0 })
    await box.settle([{ seq: 3, state: 'done', done: 6 }], [[1, 1]], peer)
    expect((await box.waiting(0, 9)).map(({ seq }) => seq)).toEqual([1])
    expect(await box.counts()).toEqual({ waiting: 1, done: 2, quarantined: 0, photos: 1, refused: 0 })
  })

  test('forgets what was acknowledged long ago, and nothing that waits', async () => {
    const box = await make()
    for (const seq of [1, 2, 3]) await box.add(kept(seq), [])
    await box.settle([{ seq: 1, state: 'done', done: 5 }, { seq: 2, state: 'done', done: 50 }], [], peer)
    await box.settle([], [[2, 2]], peer)
    expect(await box.expire(100)).toBe(1)
    expect((await box.list(9)).map(({ seq }) => seq)).toEqual([3, 2])
    expect(await box.last()).toBe(3)
  })

  test('knows an SOS and the newest position', async () => {
    const box = await make()
    await box.add(kept(1, { lane: 1 }), [])
    await box.add(kept(2, { lane: 0 }), [])
    await box.add(kept(3, { lane: 1 }), [])
    expect((await box.inLane(0, false, 9)).map(({ seq }) => seq)).toEqual([2])
    expect((await box.inLane(1, true, 1)).map(({ seq }) => seq)).toEqual([3])
  })
})

describe('syncing', () => {
  const listener = { pulled: async () => undefined, blank: async () => '{}', unopened: async () => undefined }
  const pushed = (acked: string[]): Pushed => ({
    acked,
    upto: 0,
    missing: [],
    discarded: [],
    held: [],
    unopened: [],
    quarantined: [],
    pull: [],
    cursor: 'life.1',
    more: false,
    server_ms: 0,
  })

  async function box(events: number): Promise<MemoryBox> {
    const made = new MemoryBox()
    for (let seq = 1; seq <= events; seq += 1) {
      await made.add(kept(seq, { raw: `{"n":${seq}}`, lane: seq === 2 ? 0 : seq > events - 2 ? 1 : 2 }), [])
    }
    return made
  }

  test('sends an SOS first, then the newest position, then the backlog', async () => {
    const sent: string[][] = []
    const link = {
      photo: async () => ({ kind: 'sent' as const }),
      push: async (events: readonly string[]): Promise<Reply> => {
        sent.push([...events])
        return { kind: 'no_answer' }
      },
    }
    expect(await sync(await box(5), link, listener, () => 0)).toBe('no_answer')
    expect(sent[0]?.map((raw) => JSON.parse(raw).n)).toEqual([2, 5, 1, 3, 4])
  })

  test.each(['no_answer', 'sign_in'] as const)('%s lets nothing rest', async (kind) => {
    const made = await box(3)
    const link = { photo: async () => ({ kind: 'sent' as const }), push: async (): Promise<Reply> => ({ kind }) }
    await sync(made, link, listener, () => 0)
    expect((await made.counts()).waiting).toBe(3)
  })

  test('one event that the server cannot read holds up no other', async () => {
    const made = await box(40)
    const link = {
      photo: async () => ({ kind: 'sent' as const }),
      push: async (events: readonly string[]): Promise<Reply> => {
        if (events.some((raw) => raw === '{"n":7}')) return { kind: 'refused', reason: 'bad' }
        return { kind: 'pushed', told: pushed(events.map((raw) => `id-${JSON.parse(raw).n}`)) }
      },
    }
    expect(await sync(made, link, listener, () => 0)).toBe('refused')
    expect((await made.waiting(0, 99)).map(({ seq, reason }) => [seq, reason])).toEqual([[7, 'bad']])
  })
})

describe('sealing', () => {
  test('both recipients open it, nobody else, and nothing changed', async () => {
    const pairs = await Promise.all(
      [1, 2, 3].map(() => crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])),
    )
    const keys = await Promise.all(
      pairs.map(async (pair) => named(publicJwk(await crypto.subtle.exportKey('jwk', pair.publicKey)))),
    )
    const [server, own, stranger] = keys
    const [, ownPair, strangerPair] = pairs
    if (!server || !own || !stranger || !ownPair || !strangerPair) throw new Error('keys')
    const envelope = await seal('isi 😀', 'about', [server, own])
    expect(await open(envelope, own.kid, ownPair.privateKey)).toBe('isi 😀')
    await expect(open(envelope, stranger.kid, strangerPair.privateKey)).rejects.toThrow(NotOpened)
    await expect(open(envelope, own.kid, strangerPair.privateKey)).rejects.toThrow(NotOpened)
    await expect(open({ ...envelope, aad: 'YWJvdXU' }, own.kid, ownPair.privateKey)).rejects.toThrow(NotOpened)
  })

  test('the key derivation of RFC 7518, appendix C', async () => {
    const secret = Uint8Array.from(
      '9e56d91d817135d372834283bf84269cfb316ea3da806a48f6daa7798cfe90c4'.match(/../g) ?? [],
      (hex) => parseInt(hex, 16),
    )
    const digest = await crypto.subtle.digest('SHA-256', kdfInput(secret, 'A128GCM', 128, 'Alice', 'Bob'))
    const derived = [86, 170, 141, 234, 248, 35, 109, 32, 92, 34, 40, 205, 113, 167, 16, 26]
    expect([...new Uint8Array(digest).slice(0, 16)]).toEqual(derived)
  })
})

describe('an outbox', () => {
  test('counts on over two windows', async () => {
    const box = new MemoryBox()
    const tools = { now: () => 1, chance: (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(7), seal: null }
    const writer = { device: 'd', author: 'a', patrol: null }
    const [one, two] = [new Outbox(box, tools), new Outbox(box, tools)]
    const made = await Promise.all([one, two, one, two].map((box) => box.add({ body: { kind: 'all_well' } }, writer)))
    expect(made.map(({ seq }) => seq).sort()).toEqual([1, 2, 3, 4])
  })

  test('as a file', () => {
    const file = writeFile('d', [kept(1)])
    expect(readFile(file)).toEqual({ sejuk: 1, device: 'd', events: [{ id: 'id-1', raw: '{}' }] })
    for (const text of ['', '{}', '[]', 'null', '{"sejuk":1,"device":"d","events":[1]}']) expect(readFile(text)).toBeNull()
  })
})

describe('a journal', () => {
  test('of one stop: its events in order, off duty at the end, and its report', () => {
    let journal = openRollCall('o-1', 'A', { ...NOBODY, polri: 2, tni: 1 }, 0).journal
    const kinds: string[] = []
    const tap = (step: Step): void => {
      journal = step.journal
      if (step.body) kinds.push(step.body.kind)
    }
    tap(arrive(journal, { place: 'pasar', area: '1' }, 'hand', null, 60_000))
    tap(observe(journal, 'perhatian', 61_000))
    tap(talk(journal, 2, 62_000))
    tap(concern(journal, 'lampu-jalan', 63_000))
    tap(claim(journal, null, 64_000))
    expect(journal.visit && complete(journal.visit)).toBe(true)
    const more = { place_kind: 'market', repeated: 3 }
    expect(claim(journal, 'obrolan', 64_500, more).body).toEqual({ kind: 'heard', area: '1', channel: 'obrolan', ...more })
    expect(claim(journal, 'obrolan', 64_500).body).toEqual({ kind: 'heard', area: '1', channel: 'obrolan' })
    tap(leave(journal, 120_000))
    tap(closeRollCall(journal, 180_000))
    expect(kinds).toEqual(['arrived', 'observed', 'talked', 'reported', 'left', 'roll_call_closed'])
    expect(onDuty(journal)).toBe(false)
    const facts = { order: 'o-1', district: 'Melati', day: 'Kamis', clock: String, zone: 'WIB', placeName: () => 'Pasar' }
    const report = activityReport(journal, facts)
    expect(report).toContain('Polri 2, TNI 1; jumlah 3')
    expect(report).toContain('titik 1; dialog 1 (warga ±2);')
    expect(report).toContain('perlu perhatian di Pasar')
  })
})

describe('a place', () => {
  const pasar = { id: 'pasar', lon: 106.85, lat: -6.18 }
  const seen = (minute: number, east: number) => ({
    at: minute * 60_000,
    lon: 106.85 + east / 110_674, // metres in a degree of longitude at 6.18° S: 111,319.5 × cos 6.18°
    lat: -6.18,
    accuracy_m: 8,
  })

  test('is a hundred metres from a hundred metres away', () => {
    expect(metres(pasar, seen(0, 100))).toBeCloseTo(100, 0)
  })

  test.each([
    ['stays', [seen(0, 0), seen(2, 10), seen(4, 0)], 0],
    ['came in', [seen(0, 200), seen(2, 10), seen(4, 0)], 2],
    ['passes', [seen(0, 0), seen(2, 200)], null],
    ['a silence', [seen(0, 0), seen(9, 0)], 9],
  ])('%s', (_name, track, since) => {
    expect(dwell(track, [pasar], 40)?.since ?? null).toBe(since === null ? null : since * 60_000)
  })
})
