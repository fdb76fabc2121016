/** The stream's watchdog: a line that went dead is noticed, said, and opened again. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

class Line extends EventTarget {
  static readonly CLOSED = 2
  static readonly OPEN = 1
  static readonly all: Line[] = []
  readyState = 0
  onopen = (): void => undefined
  onerror = (): void => undefined
  constructor() {
    super()
    Line.all.push(this)
  }
  open(): void {
    this.readyState = Line.OPEN
    this.onopen()
  }
  breathe(): void {
    this.dispatchEvent(new MessageEvent('breath', { data: '{}' }))
  }
  close(): void {
    this.readyState = Line.CLOSED
  }
}
const newest = (): Line => {
  const line = Line.all.at(-1)
  if (!line) throw new Error('no line was opened')
  return line
}

let tail: typeof import('../room/state/tail.svelte')
let world: EventTarget
beforeEach(async () => {
  vi.useFakeTimers({ now: new Date('2024-11-28T15:00:00Z') })
  world = new EventTarget()
  vi.stubGlobal('EventSource', Line)
  vi.stubGlobal('addEventListener', world.addEventListener.bind(world))
  vi.resetModules()
  Line.all.length = 0
  tail = await import('../room/state/tail.svelte')
  tail.openTail()
  newest().open()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('as long as the server breathes the line stands', async () => {
  for (let i = 0; i < 10; i++) {
    await vi.advanceTimersByTimeAsync(15_000)
    newest().breathe()
  }
  expect([Line.all.length, tail.connected(), tail.lostSince()]).toEqual([1, true, null])
})

test('a line without a breath is dead, since it was last heard, and is opened again', async () => {
  await vi.advanceTimersByTimeAsync(15_000)
  newest().breathe()
  const heard = vi.fn()
  tail.listenFor(/^order_/, heard)
  await vi.advanceTimersByTimeAsync(46_000)
  expect(tail.connected()).toBe(false)
  expect(tail.lostSince()).toEqual(new Date('2024-11-28T15:00:15Z'))
  expect([Line.all.length, Line.all[0]?.readyState]).toEqual([2, Line.CLOSED])
  expect(heard).not.toHaveBeenCalled()
  newest().open()
  expect([tail.connected(), tail.lostSince()]).toEqual([true, null])
  expect(heard).toHaveBeenCalledOnce() // whatever was missed is asked for
})

test('a line that was refused is tried again', async () => {
  newest().close()
  newest().onerror()
  expect(tail.connected()).toBe(false)
  await vi.advanceTimersByTimeAsync(3_500)
  expect(Line.all.length).toBe(2)
})

test('a network that goes is said at once, and one that comes back is used at once', () => {
  world.dispatchEvent(new Event('offline'))
  expect(tail.connected()).toBe(false)
  world.dispatchEvent(new Event('online'))
  newest().open()
  expect([Line.all.length, tail.connected()]).toEqual([2, true])
})
