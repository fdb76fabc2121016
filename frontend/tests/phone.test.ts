/** What the field app keeps and sends when taps are quick, the phone is full or locked, the server says no. */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { NotKept } from '../field/core/box'
import { allWell, arrive, beginOnce, leave, NOBODY, observe, talk } from '../field/core/journal'
import type { Field } from '../field/phone/field.svelte'
import { enrolled, factoryNew, kinds, opened, PIN, type Server } from './phone'

let server: Server
let field: Field
const PASAR = { place: 'pasar', area: '1' }
const begin = beginOnce('o-1', 'A', NOBODY)

beforeEach(async () => {
  server = await factoryNew()
  field = await enrolled()
})
afterEach(async () => {
  await field.push() // what is still under way ends with its own server
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** From now on nothing can be written. */
function full(): void {
  for (const write of ['add', 'keepNotes'] as const) {
    vi.spyOn(field.box, write).mockRejectedValue(new NotKept('QuotaExceededError'))
  }
}

describe('quick taps', () => {
  test('each goes on from the journal that the one before has left', async () => {
    const taps = [
      field.act(begin),
      field.act(begin),
      field.act((journal, at) => arrive(journal, PASAR, 'hand', null, at)),
      field.act((journal, at) => arrive(journal, PASAR, 'hand', null, at)),
      field.act((journal, at) => observe(journal, 'sejuk', at)),
      field.act((journal, at) => talk(journal, 2, at)),
      field.act(leave),
      field.act(leave),
    ]
    expect(await Promise.all(taps)).toEqual(taps.map(() => true))
    expect(await kinds(field)).toEqual(['roll_call_opened', 'arrived', 'observed', 'talked', 'left'])
    expect(field.journal.visits).toMatchObject([{ place: 'pasar', mood: 'sejuk', residents: 2 }])
  })

  test('one that cannot be kept is refused, and the next is made without it', async () => {
    await field.act(begin)
    vi.spyOn(field.box, 'add').mockRejectedValueOnce(new NotKept('QuotaExceededError'))
    const lost = field.act((journal, at) => arrive(journal, PASAR, 'hand', null, at))
    const next = field.act(allWell)
    expect([await lost, await next]).toEqual([false, true])
    expect(field.journal.visit).toBeNull()
    expect(await kinds(field)).toEqual(['roll_call_opened', 'all_well'])
  })
})

describe('an SOS', () => {
  test('of a full phone goes out from memory, and into the outbox once there is room', async () => {
    await field.act(begin)
    full()
    await field.pressSos()
    await vi.waitFor(() => expect(field.sosArrived).toBe(true))
    expect(field).toMatchObject({ full: true, sos: { seq: 2, kept: false } })
    expect(server.had.map(({ seq }) => seq)).toEqual([1, 2])
    vi.restoreAllMocks()
    await field.act(allWell)
    expect(await kinds(field)).toEqual(['roll_call_opened', 'sos', 'all_well'])
    expect((await field.box.find(2))?.id).toBe(field.sos?.id)
  })

  test('of a full phone without a line is sent as soon as there is one, once', async () => {
    server.down = true
    full()
    await field.pressSos()
    expect(field.sosArrived).toBe(false)
    server.down = false
    await field.push()
    await vi.waitFor(() => expect(field.sosArrived).toBe(true))
    await field.push()
    expect(server.had).toHaveLength(1)
  })

  test('waits for no answer to the question whether the position may be used', async () => {
    vi.stubGlobal('navigator', { geolocation: { getCurrentPosition: () => undefined } })
    const pressed = Date.now()
    await field.pressSos()
    expect(Date.now() - pressed).toBeLessThan(2_000) // the guarantee: in the operations room within 2 s
    expect(await kinds(field)).toEqual(['sos'])
  })

  test('of a locked phone says of which crew it is', async () => {
    await field.act(begin)
    const locked = await opened()
    expect(locked.unlocked).toBe(false)
    await locked.pressSos()
    await locked.unlock(PIN)
    expect(await locked.readEvent(await locked.box.find(2))).toMatchObject({
      body: { kind: 'sos', crew: 'A' },
      patrol: 'o-1',
    })
  })
})

describe('a server that says no', () => {
  const directive = { directive: 'x', area: '', writer: '', written_at: '', text: 't', state: 'passed', withdrawn: false }
  const alarm = { alarm: 'y', cause: 'sos', crew: 'B', raised_name: '', raised_at: '', state: 'raised' }

  test('to one receipt is asked no more, and alarms are heard all the same', async () => {
    server.tell('GET /directives', [directive])
    server.tell('GET /alarms', [alarm])
    server.refuse('POST /directives/x/read', 409, 'step_not_allowed')
    await field.push()
    await field.acknowledge('x')
    await field.push()
    expect(field.ringing).toMatchObject([{ crew: 'B' }])
    expect(field.acknowledged).toEqual([])
    const times = (): number => server.asked.filter((one) => one === 'POST /directives/x/read').length
    const before = times()
    await field.push()
    expect([before, times()]).toEqual([1, 1])
  })

  test('to the order still tells directives and alarms', async () => {
    server.tell('GET /directives', [directive])
    server.tell('GET /alarms', [alarm])
    server.refuse('GET /patrol', 500, 'defect')
    await field.push()
    expect([field.directives.length, field.ringing.length]).toEqual([1, 1])
  })

  test('to what is sealed for a key it lost is sent the same, sealed anew, and nothing twice', async () => {
    server.down = true
    await field.act(begin)
    server.down = false
    await server.takeKey('second')
    await field.push()
    await field.act(allWell)
    await field.push()
    expect(server.had.map(({ seq }) => seq)).toEqual([1, 2])
    expect(await field.box.counts()).toMatchObject({ waiting: 0, done: 2 })
  })

  test('with half an answer does not end syncing', async () => {
    server.tell('GET /alarms', { not: 'a list' })
    const defect = vi.spyOn(console, 'error').mockReturnValue(undefined)
    await expect(field.push()).resolves.toBeUndefined()
    expect(defect).toHaveBeenCalled()
    server.tell('GET /alarms', [alarm])
    await field.push()
    expect(field).toMatchObject({ outcome: 'done', ringing: [{ crew: 'B' }] })
  })
})

describe('a code that is scanned while a patrol is under way', () => {
  beforeEach(async () => {
    await field.act(begin)
    await field.act((journal, at) => arrive(journal, PASAR, 'hand', null, at))
  })

  test('of another user, the phone unlocked: the patrol goes on, sealed anew', async () => {
    const { journal } = field
    await field.enrol('code', 'HP', '246802')
    expect(field.journal).toEqual(journal)
    const again = await opened()
    await again.unlock('246802')
    expect(again.journal).toEqual(journal)
    expect(again.device?.author).toBe('katim-2')
  })

  test('the PIN forgotten: the roll-call stays open', async () => {
    const locked = await opened()
    await locked.enrol('code', 'HP', '246802')
    expect(locked.onDuty).toBe(true)
    expect(locked.journal).toMatchObject({ crew: 'A', order: 'o-1', visits: [] })
    expect(await locked.act(allWell)).toBe(true)
    expect(await kinds(locked)).toEqual(['sealed', 'sealed', 'all_well'])
  })

  test('of the next place: the visit before is over', async () => {
    await field.act((journal, at) => arrive(journal, { place: 'sekolah', area: '2' }, 'code', 'c', at))
    expect(field.journal.visits.map(({ place }) => place)).toEqual(['pasar'])
    expect(field.journal.visit?.place).toBe('sekolah')
  })
})

test('the order of another district does not replace that of a patrol under way', async () => {
  const patrol = (district: string, order: string) => ({
    order: { order },
    district,
    zone: 'Asia/Jayapura',
    routes: [],
    places: [],
    rules: {},
  })
  const orderNow = (): string | undefined => field.patrol?.order.order
  server.tell('GET /patrol', { patrol: patrol('Melati', 'o-1') })
  await field.push()
  await field.act(begin)
  for (const [district, order, kept] of [['Melati', 'o-2', 'o-2'], ['Mawar', 'o-3', 'o-2']] as const) {
    server.tell('GET /patrol', { patrol: patrol(district, order) })
    await field.push()
    expect(orderNow()).toBe(kept)
  }
})

test('times are of the district: of the order, else as it was last told', async () => {
  expect(field.zone).toBe('Asia/Makassar')
  expect(field.hour('2024-11-28T14:00:00Z')).toBe('22.00') // WITA is eight hours ahead
  expect((await opened()).zone).toBe('Asia/Makassar')
})

test('the next word is due by what the crew said last, on a locked phone too', async () => {
  await field.act(begin)
  const heard = field.journal.heard
  const locked = await opened()
  for (const phone of [field, locked]) {
    phone.now = heard + 39 * 60_000
    expect(phone.due).toEqual({ at: heard + 45 * 60_000, soon: false })
    phone.now = heard + 41 * 60_000 // five minutes before 45, and one more
    expect(phone.due?.soon).toBe(true)
  }
})
