/** Plans that are made anew: followed over a lost line, cancelled, and never put over another's unseen. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PlanningRow } from '$shared/wire/types'
import { cancelled, follow } from '../room/tonight/follow'
import { Revision } from '../room/tonight/revise.svelte'
import { Told } from './server'

const ROW: PlanningRow = {
  planning: 'r-1', kind: 'edit', district: 'Melati', order: 'o-1', based_on: 'sha-1', asked_by: 'padal',
  asked_at: '2024-11-28T12:00:00Z', state: 'working', stage: '', part: 0, options: [], problem: null, rotation: null,
  option: null, wish: null, position: 1,
} // prettier-ignore
const READY = { ...ROW, state: 'ready', options: [{ option: 'edited' }] }
const WISH = { kind: 'edit', order: 'o-1', based_on: 'sha-1', pins: [], bans: ['pasar'] } as const
const LOOK = 'GET /plannings/r-1'

let server: Told
beforeEach(() => {
  vi.useFakeTimers()
  server = new Told()
  server.tell('POST /plannings', ROW)
  server.tell(LOOK, ROW)
  server.tell('POST /plannings/r-1/cancel', { ...ROW, state: 'cancelled' })
  server.tell('GET /plannings/r-1/options/edited', { plan: { name: 'mine' } })
})
afterEach(() => {
  server.close()
  vi.useRealTimers()
})
const asked = (key: string): number => server.asked.filter((one) => one === key).length

test('a lost line does not end the waiting', async () => {
  const states: string[] = []
  const over = follow(ROW, ({ state }) => states.push(state), new AbortController().signal)
  server.down = true
  await vi.advanceTimersByTimeAsync(10_000)
  server.down = false
  server.tell(LOOK, READY)
  await vi.advanceTimersByTimeAsync(2_500)
  await over
  expect(states).toEqual(['working', 'ready'])
})

test('nor does a session that ended; a planning that is gone does', async () => {
  server.refuse(LOOK, 401, 'not_signed_in')
  const over = follow(ROW, () => undefined, new AbortController().signal).then(() => 'over', (error: Error) => error.message)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(asked(LOOK)).toBeGreaterThan(1)
  server.refuse(LOOK, 404, 'planning_unknown')
  await vi.advanceTimersByTimeAsync(2_500)
  expect(await over).toBe('planning_unknown')
})

test('nothing is told after it was stopped', async () => {
  const stop = new AbortController()
  const told = vi.fn()
  const over = follow(ROW, told, stop.signal)
  stop.abort()
  await vi.advanceTimersByTimeAsync(5_000)
  await over
  expect([told.mock.calls.length, asked(LOOK)]).toEqual([1, 0])
})

test('cancel is asked for while it is being worked out, and ends the waiting', async () => {
  const revision = new Revision()
  void revision.begin(WISH)
  await vi.advanceTimersByTimeAsync(1_200)
  expect(revision.busy).toBe(true)
  await revision.cancel()
  expect([asked('POST /plannings/r-1/cancel'), revision.busy, revision.planning]).toEqual([1, false, null])
  const looks = asked(LOOK)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(asked(LOOK)).toBe(looks)
})

test('a cancel that did not arrive is said, and what was asked for is still followed', async () => {
  const revision = new Revision()
  void revision.begin(WISH)
  await vi.advanceTimersByTimeAsync(1_200)
  server.down = true
  await revision.cancel()
  expect([revision.stopping.error !== null, revision.busy]).toEqual([true, true])
  server.down = false
  server.tell(LOOK, READY)
  await vi.advanceTimersByTimeAsync(2_500)
  expect(revision.offer?.plan).toEqual({ name: 'mine' })
})

test('a cancel of what was over by then gives how it ended', async () => {
  server.refuse('POST /plannings/r-1/cancel', 409, 'step_not_from_here')
  server.tell(LOOK, { ...ROW, state: 'failed' })
  expect((await cancelled(ROW)).state).toBe('failed')
})

async function offered(): Promise<Revision> {
  server.tell(LOOK, READY)
  const revision = new Revision()
  void revision.begin(WISH)
  await vi.advanceTimersByTimeAsync(600)
  expect(revision.offer).not.toBeNull()
  return revision
}
const basedOn = (): unknown[] =>
  server.sent.filter((_, index) => server.asked[index] === 'POST /orders/o-1/revise')

test('it takes the place of the plan it began from', async () => {
  const revision = await offered()
  expect(await revision.accept('o-1')).toBe(true)
  expect(basedOn()).toEqual([{ planning: 'r-1', based_on: 'sha-1' }])
})

test('another version in between is shown, and nothing is replaced before a person says so', async () => {
  const revision = await offered()
  server.refuse('POST /orders/o-1/revise', 409, 'changed_meanwhile')
  server.tell('GET /orders/o-1', { order: { order: 'o-1', plan: 'sha-2' } })
  expect(await revision.accept('o-1')).toBe(false)
  expect([revision.clash, revision.offer?.plan]).toEqual(['sha-2', { name: 'mine' }])
  // A third one came while she compared: she sees that one too.
  server.tell('GET /orders/o-1', { order: { order: 'o-1', plan: 'sha-3' } })
  expect(await revision.accept('o-1', 'sha-2')).toBe(false)
  expect(revision.clash).toBe('sha-3')
  server.tell('POST /orders/o-1/revise', {})
  expect(await revision.accept('o-1', revision.clash)).toBe(true)
  expect(basedOn()).toEqual(
    ['sha-1', 'sha-2', 'sha-3'].map((based_on) => ({ planning: 'r-1', based_on })),
  )
  expect(revision.clash).toBeNull()
})

test('her changes repeated on top of the other version begin from that version, without a clash', async () => {
  const revision = await offered()
  server.refuse('POST /orders/o-1/revise', 409, 'changed_meanwhile')
  server.tell('GET /orders/o-1', { order: { order: 'o-1', plan: 'sha-2' } })
  await revision.accept('o-1')
  server.tell('POST /plannings', { ...READY, based_on: 'sha-2' })
  server.tell('POST /orders/o-1/revise', {})
  await revision.begin({ ...WISH, based_on: 'sha-2' })
  expect(revision.clash).toBeNull()
  expect(await revision.accept('o-1')).toBe(true)
  expect(basedOn().at(-1)).toEqual({ planning: 'r-1', based_on: 'sha-2' })
})
