/** A photo that the server does not take is set aside where it is seen, and stands in no other's way. */

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Box } from '../field/core/box'
import { NotKept } from '../field/core/box'
import { IdbBox, openBox } from '../field/core/idb'
import { MemoryBox } from '../field/core/memory'
import { sync, type PhotoReply, type Pushed } from '../field/core/sync'
import { linkOf, useToken } from '../field/phone/line'

let count = 0
const BOXES: [string, () => Promise<Box>][] = [
  ['arrays', async () => new MemoryBox()],
  ['IndexedDB', async () => new IdbBox(await openBox(`photos-${(count += 1)}`))],
]
const LISTENER = { pulled: async () => undefined, blank: async () => '{}', unopened: async () => undefined }
const LISTS = { missing: [], discarded: [], held: [], unopened: [], quarantined: [], pull: [] }

function pushed(acked: string[]): Pushed {
  return { ...LISTS, acked, upto: 0, cursor: 'life.1', more: false, server_ms: 0 }
}

/** With one event and its photos, the oldest first. */
async function boxWith(make: () => Promise<Box>, names: string): Promise<Box> {
  const box = await make()
  const photos = [...names].map((sha256, n) => ({ sha256, bytes: new Uint8Array(3), taken: n + 1, unsent: n + 1 }))
  await box.add({ seq: 1, id: 'id-1', lane: 2, made: 1, raw: '{}', state: 'waiting', photos: [...names] }, photos)
  return box
}

function linkWith(replies: Readonly<Record<string, PhotoReply>>, asked: string[] = []) {
  return {
    push: async (events: readonly string[]) => ({ kind: 'pushed' as const, told: pushed(events.map(() => 'id-1')) }),
    photo: async (sha256: string): Promise<PhotoReply> => {
      asked.push(sha256)
      return replies[sha256] ?? { kind: 'sent' }
    },
  }
}

describe.each(BOXES)('photos in %s', (_name, make) => {
  test('one that is refused is set aside with the reason, and the rest goes on', async () => {
    const box = await boxWith(make, 'abc')
    const link = linkWith({ a: { kind: 'refused', reason: 'photo_has_notes' } })
    expect(await sync(box, link, LISTENER, () => 5)).toBe('done')
    expect(await box.counts()).toMatchObject({ done: 1, photos: 0, refused: 1 })
    const [aside] = await box.photosAside()
    expect(aside).toMatchObject({ sha256: 'a', refused: 'photo_has_notes' })
    expect(aside?.bytes).toHaveLength(3)
  })

  test('it is sent again when somebody says so', async () => {
    const box = await boxWith(make, 'ab')
    await sync(box, linkWith({ a: { kind: 'refused', reason: 'x' } }), LISTENER, () => 5)
    const asked: string[] = []
    await sync(box, linkWith({}, asked), LISTENER, () => 6)
    expect(asked).toEqual([])
    await box.sendAgain()
    await sync(box, linkWith({}, asked), LISTENER, () => 7)
    expect(asked).toEqual(['a'])
    expect(await box.counts()).toMatchObject({ photos: 0, refused: 0 })
  })

  test('one that the server cannot take now waits, behind no other', async () => {
    const box = await boxWith(make, 'abc')
    expect(await sync(box, linkWith({ a: { kind: 'later' } }), LISTENER, () => 5)).toBe('no_answer')
    expect((await box.unsentPhotos(9)).map(({ sha256 }) => sha256)).toEqual(['a'])
  })

  test.each(['no_answer', 'sign_in'] as const)('%s ends the round, and all wait', async (kind) => {
    const box = await boxWith(make, 'abc')
    const asked: string[] = []
    expect(await sync(box, linkWith({ a: { kind } }, asked), LISTENER, () => 5)).toBe(kind)
    expect(asked).toEqual(['a'])
    expect((await box.counts()).photos).toBe(3)
  })
})

describe('what the server says to a photo', () => {
  afterEach(() => vi.unstubAllGlobals())

  test.each([
    [204, '', { kind: 'sent' }],
    [400, '{"code":"photo_has_notes"}', { kind: 'refused', reason: 'photo_has_notes' }],
    [413, '<html>', { kind: 'refused', reason: 'unreadable' }],
    [401, '{}', { kind: 'sign_in' }],
    [500, '{}', { kind: 'later' }],
    [429, '{}', { kind: 'later' }],
  ])('%i', async (status, body, reply) => {
    vi.stubGlobal('fetch', async () => new Response(status === 204 ? null : body, { status }))
    useToken('t')
    expect(await linkOf('d').photo('a', new Uint8Array(1), 0)).toEqual(reply)
  })

  test('nothing, without a line', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError()))
    useToken('t')
    expect(await linkOf('d').photo('a', new Uint8Array(1), 0)).toEqual({ kind: 'no_answer' })
  })
})

test('a store that does not even open a transaction has kept nothing, and says so', async () => {
  const db = await openBox('closed')
  db.close()
  await expect(new IdbBox(db).keepNotes([{ key: 'a', value: 1 }])).rejects.toThrow(NotKept)
})
