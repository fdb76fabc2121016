/**
 * Seeded simulations of many phones and one server, with everything that goes wrong between them.
 *
 * usage: run.ts FIRST LAST DEVICES EVENTS SEALED_EVERY; talks to the real store on stdin and stdout,
 * and prints a line per seed to stderr.
 */
import { argv, exit, stderr } from 'node:process'
import { publicJwk, named, type NamedKey } from '../core/seal.ts'
import { CALM, Device, type Faults, type World } from './device.ts'
import { Dice } from './dice.ts'
import { StoreServer } from './server.ts'

const MOST_ROUNDS = 3
const BEGIN = Date.UTC(2024, 10, 28, 14)

interface Night {
  devices: number
  events: number
  sealed: boolean
}

async function simulate(seed: number, night: Night, server: StoreServer): Promise<void> {
  const dice = new Dice(seed)
  await must(server.ask(['begin', String(seed), String(BEGIN)]))
  const world: World = {
    dice,
    server,
    faults: faultsOf(dice),
    late: [],
    now: BEGIN,
    keys: night.sealed ? await keysOf(server) : null,
    tally: {},
  }
  const names = Array.from({ length: night.devices }, (_, n) => n)
  const devices = names.map((n) => new Device(`d-${n}`, `anggota-${n}`, world))
  for (const [n, device] of devices.entries()) await device.enrol(`anggota-${n}`)

  const plan = planOf(dice, night, devices)
  const busy = (): Device[] => devices.filter((device) => device.made.length < night.events)
  for (let made = 0; busy().length > 0; made = total(devices)) {
    const device = dice.pick(busy())
    world.now += dice.whole(500, 20_000)
    if (dice.hit(0.6)) for (let n = dice.whole(1, 120); n > 0 && device.made.length < night.events; n -= 1) await device.make()
    if (dice.hit(0.35)) await attempt(device, world)
    if (dice.hit(0.3)) await deliver(world)
    while (plan[0] && plan[0].at <= made) {
      await plan[0].act()
      plan.shift()
    }
  }
  while (world.late.length > 0) await deliver(world)
  for (const { act } of plan) await act()

  // The line is good from here on, and whoever was signed out scans a code.
  world.faults = CALM
  const rounds = await settle(devices, world)
  const made = JSON.stringify(devices.map(({ name, made }) => ({ device: name, made })))
  const found = await must(server.ask(['check'], made))
  const waiting = await Promise.all(devices.map(async ({ memory }) => (await memory.counts()).waiting))
  const left = waiting.reduce((sum, n) => sum + n, 0)
  const line = { seed, events: total(devices), rounds, left, sealed: night.sealed, ...world.tally, ...JSON.parse(found) }
  stderr.write(`${JSON.stringify(line)}\n`)
  if (left > 0 || rounds > MOST_ROUNDS || line.faults.length > 0) exit(1)
}

function faultsOf(dice: Dice): Faults {
  const upto = (most: number): number => dice.next() * most
  return { drop: upto(0.4), cut: upto(0.4), twice: upto(0.3), late: upto(0.2), trouble: upto(0.2), crash: upto(0.01) }
}

interface Act {
  /** Once so many events were made. */
  at: number
  act: () => Promise<void>
}

/** A backup and, later, its restore; a device that is revoked; users who change. */
function planOf(dice: Dice, night: Night, devices: readonly Device[]): Act[] {
  const all = night.devices * night.events
  const part = (from: number, to: number): number => all * (from + dice.next() * (to - from))
  const { server } = devices[0] ? { server: devices[0]['world'].server } : { server: null }
  if (!server) return []
  const ask = async (...words: string[]): Promise<void> => void (await must(server.ask(words)))
  const acts: Act[] = [
    { at: part(0.1, 0.5), act: () => ask('backup') },
    { at: part(0.5, 0.95), act: () => ask('restore') },
    { at: part(0.1, 0.9), act: () => ask('revoke', dice.pick(devices).name) },
  ]
  for (let n = 0; n < 3; n += 1) {
    acts.push({ at: part(0, 1), act: () => dice.pick(devices).enrol(`anggota-${dice.whole(0, night.devices - 1)}`) })
  }
  return acts.sort((a, b) => a.at - b.at)
}

async function attempt(device: Device, world: World): Promise<void> {
  const outcome = await device.sync()
  // Signed out by a restore or a revocation: somebody notices sooner or later.
  if (outcome === 'sign_in' && world.dice.hit(0.3)) await device.enrol(device.writer.author)
}

/** One of the requests that were under way arrives; nobody hears the answer. */
async function deliver({ dice, late, server, now }: World): Promise<void> {
  const [request] = late.splice(dice.whole(0, Math.max(0, late.length - 1)), 1)
  if (request) await server.ask(['push', request.token || '-', String(now)], request.body)
}

/** Rounds of sync, one of each device, until nothing waits anywhere. */
async function settle(devices: readonly Device[], world: World): Promise<number> {
  for (let round = 1; ; round += 1) {
    for (const device of devices) {
      world.now += 1_000
      if ((await device.sync()) === 'sign_in') {
        await device.enrol(device.writer.author)
        await device.sync()
      }
    }
    const counts = await Promise.all(devices.map((device) => device.memory.counts()))
    if (counts.every(({ waiting }) => waiting === 0) || round > MOST_ROUNDS) return round
  }
}

async function keysOf(server: StoreServer): Promise<NamedKey[]> {
  const theirs: NamedKey = JSON.parse(await must(server.ask(['key'])))
  const own = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  return [theirs, await named(publicJwk(await crypto.subtle.exportKey('jwk', own.publicKey)))]
}

async function must(asked: Promise<{ status: number; body: string }>): Promise<string> {
  const { status, body } = await asked
  if (status !== 200) throw new Error(body)
  return body
}

const total = (devices: readonly Device[]): number =>
  devices.reduce((sum, device) => sum + device.made.length, 0)

const [first = 1, last = 1, devices = 10, events = 1000, every = 10] = argv.slice(2).map(Number)
const server = new StoreServer()
for (let seed = first; seed <= last; seed += 1) {
  await simulate(seed, { devices, events, sealed: seed % every === 0 }, server)
}
exit(0)
