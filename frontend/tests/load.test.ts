/** Loads that overlap: none is dropped, and a late answer never stands in place of a newer one. */

import { expect, test, vi } from 'vitest'
import { Unreachable } from '$shared/api'
import { Deed, Loaded, Newest } from '../room/state/load.svelte'

/** Answers that are given by hand. */
class ByHand<T> {
  private readonly waiting: Array<{ give: (value: T) => void; fail: (error: Error) => void }> = []
  readonly ask = (): Promise<T> => new Promise((give, fail) => void this.waiting.push({ give, fail }))
  give(index: number, value: T): void {
    this.waiting[index]?.give(value)
  }
  fail(index: number): void {
    this.waiting[index]?.fail(new Error('no line'))
  }
  get count(): number {
    return this.waiting.length
  }
}
const turn = (): Promise<void> => new Promise((done) => setTimeout(done))

test('who asks while a load runs gets what is loaded after', async () => {
  const server = new ByHand<string>()
  const loaded = new Loaded(server.ask)
  const first = loaded.load()
  let over = false
  const second = loaded.load().then(() => (over = true))
  const third = loaded.load()
  server.give(0, 'old')
  await first
  await turn()
  expect([over, server.count]).toEqual([false, 2]) // the second and the third are one
  server.give(1, 'new')
  await Promise.all([second, third])
  expect([loaded.value, loaded.busy]).toEqual(['new', false])
})

test('a load that fails does not swallow the one that was asked for meanwhile', async () => {
  const server = new ByHand<string>()
  const loaded = new Loaded(server.ask)
  void loaded.load()
  const second = loaded.load()
  server.fail(0)
  await turn()
  server.give(1, 'there')
  await second
  expect([loaded.value, loaded.error]).toEqual(['there', null])
})

test('a request that is never answered holds nobody up', async () => {
  vi.useFakeTimers()
  const server = new ByHand<string>()
  const loaded = new Loaded(server.ask)
  void loaded.load()
  const second = loaded.load()
  await vi.advanceTimersByTimeAsync(31_000)
  expect([loaded.error instanceof Unreachable, server.count]).toEqual([true, 2])
  server.give(1, 'there')
  await second
  server.give(0, 'late')
  await vi.advanceTimersByTimeAsync(10)
  expect(loaded.value).toBe('there')
  vi.useRealTimers()
})

test('of two questions the answer to the last one stays, whichever comes last', async () => {
  const server = new ByHand<string>()
  const map = new Newest<string>()
  const first = map.show(server.ask)
  const second = map.show(server.ask)
  server.give(1, 'Johar Baru')
  await second
  server.give(0, 'Senen')
  await first
  expect([map.value, map.busy]).toEqual(['Johar Baru', false])
})

test('what was put away does not come back with a late answer', async () => {
  const server = new ByHand<string>()
  const map = new Newest<string>()
  const asked = map.show(server.ask)
  map.clear()
  server.give(0, 'late')
  await asked
  expect(map.value).toBeNull()
})

test('a second press while the first runs does nothing', async () => {
  const server = new ByHand<void>()
  const deed = new Deed()
  const first = deed.run(server.ask)
  expect(await deed.run(server.ask)).toBe(false)
  server.give(0, undefined)
  expect([await first, server.count]).toEqual([true, 1])
})
