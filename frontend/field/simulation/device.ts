/** A simulated phone: the product's own outbox and sync, over a line that fails in every way. */
import { Outbox, type Draft, type Tools, type Writer } from '../core/outbox.ts'
import { MemoryBox } from '../core/memory.ts'
import type { Box, Kept } from '../core/box.ts'
import { seal, type NamedKey } from '../core/seal.ts'
import { sync, type Link, type Outcome, type Pushed, type Reply } from '../core/sync.ts'
import { FragileBox } from './fragile.ts'
import type { Dice } from './dice.ts'
import type { StoreServer } from './server.ts'

/** The program dies here; what was committed stays. */
export class Crash extends Error {}

export interface Faults {
  /** Of requests that never arrive. */
  drop: number
  /** Of answers that never arrive, or arrive in part. */
  cut: number
  /** Of requests that arrive twice. */
  twice: number
  /** Of requests that arrive later, among others. */
  late: number
  /** Of requests that meet a server in trouble. */
  trouble: number
  /** Of steps at which the program dies. */
  crash: number
}

export const CALM: Faults = { drop: 0, cut: 0, twice: 0, late: 0, trouble: 0, crash: 0 }

export interface Made {
  id: string
  seq: number
  kind: string
  good: boolean
  fixes: boolean
  text: string | null
}

export interface World {
  dice: Dice
  server: StoreServer
  faults: Faults
  /** Requests under way that nobody waits for any more. */
  late: { token: string; body: string }[]
  /** ms since 1970. */
  now: number
  /** Null: in the clear. */
  keys: NamedKey[] | null
  tally: Record<string, number>
}

export class Device {
  readonly made: Made[] = []
  readonly memory = new MemoryBox()
  token = ''
  private readonly links = new Map<string, string>()
  onDuty = false
  readonly name: string
  private author: string
  private readonly world: World
  /** By how much its clock is wrong. */
  private readonly skew: number

  constructor(name: string, author: string, world: World) {
    this.name = name
    this.author = author
    this.world = world
    this.skew = world.dice.pick([0, 0, 0, -86_400_000, 86_400_000, 1_500])
  }

  get writer(): Writer {
    return { device: this.name, author: this.author, patrol: null }
  }

  /** Makes an event; whether it was kept is decided by the box alone. */
  async make(): Promise<void> {
    const { draft, good } = this.draft()
    const box = this.fragile(draft, good)
    try {
      await new Outbox(box, this.tools()).add(draft, this.writer)
    } catch (error) {
      if (!(error instanceof Crash)) throw error
    }
  }

  async sync(): Promise<Outcome | 'crashed'> {
    const outbox = new Outbox(this.memory, this.tools())
    const listener = {
      pulled: async (): Promise<void> => this.step(),
      unopened: async (): Promise<void> => undefined,
      blank: (kept: Kept): Promise<string> => outbox.blank(kept, this.writer),
    }
    try {
      return await sync(this.fragile(null, true), this.link(), listener, () => this.clock())
    } catch (error) {
      if (!(error instanceof Crash)) throw error
      this.count('crashes')
      return 'crashed'
    }
  }

  /** Enrols (again) by a code that a person hands out; another user now and then. */
  async enrol(author: string): Promise<void> {
    const links = [...this.links].map(([account, proof]) => ({ account, proof }))
    const answer = await this.world.server.ask(['enrol', this.name, author], JSON.stringify(links))
    if (answer.status !== 200) throw new Error(answer.body)
    const told: { device: string; token: string; proof: string } = JSON.parse(answer.body)
    if (told.device !== this.name) throw new Error(`${this.name} became ${told.device}`)
    this.token = told.token
    this.links.set(author, told.proof)
    this.author = author
  }

  private clock(): number {
    return this.world.now + this.skew
  }

  private tools(): Tools {
    const { keys, dice } = this.world
    const sealing = keys && ((content: string, about: string) => seal(content, about, keys))
    return { now: () => this.clock(), chance: dice.fill, seal: sealing }
  }

  private draft(): { draft: Draft; good: boolean } {
    const { dice } = this.world
    const place = `titik-${dice.whole(1, 60)}`
    const throw_ = dice.next()
    if (throw_ < 0.04) {
      const kind = this.onDuty ? 'roll_call_closed' : 'roll_call_opened'
      return { draft: { body: { kind } }, good: true }
    }
    if (throw_ < 0.45) {
      const at = new Date(this.clock()).toISOString()
      const fix = { at, lon: 106.85 + dice.next() / 100, lat: -6.18, accuracy_m: dice.whole(3, 40) }
      return { draft: { body: { kind: 'tracked' }, fixes: [fix] }, good: true }
    }
    if (throw_ < 0.46) return { draft: { body: { kind: 'sos' } }, good: true }
    if (throw_ < 0.47) {
      const body = { kind: 'left', place, nama: 'bukan tempatnya' }
      return { draft: { body }, good: false }
    }
    if (throw_ < 0.48) {
      return { draft: { body: { kind: 'from_a_newer_app', colour: dice.whole(0, 9) } }, good: true }
    }
    if (throw_ < 0.7) {
      const body = { kind: 'talked', place, residents: dice.whole(0, 9) }
      return { draft: { body, texts: { note: `Catatan nomor ${dice.whole(0, 999)}.` } }, good: true }
    }
    return { draft: { body: { kind: dice.pick(['arrived', 'left']), place } }, good: true }
  }

  private step(): void {
    if (this.world.dice.hit(this.world.faults.crash)) throw new Crash()
  }

  private count(what: string): void {
    this.world.tally[what] = (this.world.tally[what] ?? 0) + 1
  }

  /** The box of a program that may die before or after each transaction. */
  private fragile(draft: Draft | null, good: boolean): Box {
    const note = (kept: Kept): void => {
      if (!draft) return
      const { kind } = draft.body
      if (kind === 'roll_call_opened') this.onDuty = true
      if (kind === 'roll_call_closed') this.onDuty = false
      const text = draft.texts?.['note'] ?? null
      const fixes = draft.fixes !== undefined
      this.made.push({ id: kept.id, seq: kept.seq, kind, good, fixes, text })
    }
    return new FragileBox(this.memory, () => this.step(), note)
  }

  private link(): Link {
    const { world } = this
    const { dice, faults, server, late } = world
    const lost: Reply = { kind: 'no_answer' }
    return {
      photo: async () => ({ kind: 'sent' }),
      push: async (events, cursor): Promise<Reply> => {
        world.now += dice.whole(20, 400)
        const body = `{"device":"${this.name}","events":[${events.join(',')}],"cursor":${JSON.stringify(cursor)}}`
        this.count('requests')
        if (dice.hit(faults.drop)) return this.count('dropped'), lost
        if (dice.hit(faults.trouble)) return this.count('5xx'), lost
        if (dice.hit(faults.late)) return this.count('late'), late.push({ token: this.token, body }), lost
        const answer = await server.ask(['push', this.token || '-', String(world.now)], body)
        if (dice.hit(faults.twice)) {
          this.count('duplicated')
          await server.ask(['push', this.token || '-', String(world.now)], body)
        }
        if (dice.hit(faults.cut)) return this.count('answers cut'), lost
        if (answer.status === 401) return this.count('401'), { kind: 'sign_in' }
        if (answer.status !== 200) return { kind: 'refused', reason: answer.body }
        const told: Pushed = JSON.parse(answer.body)
        return { kind: 'pushed', told }
      },
    }
  }
}
