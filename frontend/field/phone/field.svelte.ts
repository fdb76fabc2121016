/** The app's state: what is enrolled, unlocked, carried along, and waiting. Screens only show it. */
import { ask, Refusal } from '$shared/api'
import type { Endpoints } from '$shared/wire/types'
import { NotKept, type Counts, type Kept, type Note, type Photo } from '../core/box.ts'
import { IdbBox, openBox } from '../core/idb.ts'
import { EMPTY, onDuty, type Journal, type Step } from '../core/journal.ts'
import { Outbox, type Fix, type WireEvent, type Writer } from '../core/outbox.ts'
import { dwell, type Dwell, type Seen } from '../core/place.ts'
import { open, seal, type Envelope, type NamedKey } from '../core/seal.ts'
import { KEPT_MS, sync, type Outcome } from '../core/sync.ts'
import { redact } from './text.ts'
import { orNull, linkOf, useToken } from './line.ts'
import { makeVault, openVault, type Vault } from './vault.ts'

export type Patrol = NonNullable<Endpoints['GET /patrol']['gives']['patrol']>
export type Place = Patrol['places'][number]
export type Route = Patrol['routes'][number]
export type Stop = Route['stops'][number]
export type Directive = Endpoints['GET /directives']['gives'][number]
export type Alarm = Endpoints['GET /alarms']['gives'][number]

/** Who this phone is; in the clear, because it has to send while it is locked. */
export interface Device {
  device: string
  author: string
  token: string
  links: { account: string; proof: string }[]
  server: NamedKey
  vault: Vault
}

/** What other crews did, as far as this one is shown it. */
export interface Other {
  id: string
  kind: string
  crew: string
  place: string
  at: number
}

export interface Sos {
  id: string
  seq: number
  at: number
}

const SYNC_MS = 15_000
const TRACK_MS = 60_000
const SEEN_MOST = 240
const OTHERS_MS = 12 * 3600_000

class Field {
  ready = $state(false)
  device = $state.raw<Device | null>(null)
  unlocked = $state(false)
  journal = $state.raw<Journal>(EMPTY)
  patrol = $state.raw<Patrol | null>(null)
  fetched = $state(0)
  directives = $state.raw<readonly Directive[]>([])
  others = $state.raw<readonly Other[]>([])
  counts = $state.raw<Counts>({ waiting: 0, done: 0, quarantined: 0, photos: 0 })
  outcome = $state<Outcome | 'busy' | 'idle'>('idle')
  full = $state(false)
  sos = $state.raw<Sos | null>(null)
  alarm = $state.raw<Alarm | null>(null)
  /** Alarms of others that nobody has taken. */
  ringing = $state.raw<readonly Alarm[]>([])
  here = $state.raw<Dwell<Place> | null>(null)
  position = $state<'off' | 'on' | 'none'>('off')
  now = $state(Date.now())
  /** Scanned before the app was open: place and code. */
  scanned = $state.raw<{ place: string; code: string } | null>(null)
  kept = $state(false)
  photosOn = $state(localStorage.getItem('sejuk.photos') === 'on')

  box!: IdbBox
  private key: CryptoKey | null = null
  private outbox!: Outbox
  private seen: Seen[] = []
  private tracked = 0
  private watching: number | null = null
  private syncing: Promise<void> | null = null
  private again = false

  async start(): Promise<void> {
    this.box = new IdbBox(await openBox())
    this.outbox = new Outbox(this.box, {
      now: () => Date.now(),
      chance: (bytes) => crypto.getRandomValues(bytes),
      seal: (content, about) => seal(content, about, this.recipients()),
    })
    const found = await this.box.note('device')
    if (isDevice(found)) {
      this.device = found
      useToken(found.token)
    }
    await this.count()
    this.kept = (await navigator.storage?.persisted?.()) ?? false
    setInterval(() => (this.now = Date.now()), 1000)
    setInterval(() => void this.push(), SYNC_MS)
    addEventListener('online', () => void this.push())
    document.addEventListener('visibilitychange', () => void this.push())
    await this.box.expire(Date.now() - KEPT_MS)
    this.ready = true
    void this.push()
  }

  // Enrolling and unlocking

  async enrol(code: string, name: string, pin: string): Promise<void> {
    const before = this.device
    const links = before?.links ?? []
    const told = await ask('POST /devices', {
      body: { code, name, ...(before && { device: before.device, links }) },
    })
    const { vault, key } = await makeVault(pin)
    useToken(told.token)
    const server = await ask('GET /sealing-key')
    const link = { account: told.account, proof: told.proof }
    const device: Device = {
      device: told.device,
      author: told.account,
      token: told.token,
      links: [...links.filter((one) => one.account !== told.account), link],
      server: { kid: server.kid, key: { kty: 'EC', crv: 'P-256', x: server.key.x, y: server.key.y } },
      vault,
    }
    await this.box.keepNotes([{ key: 'device', value: device }])
    this.device = device
    this.key = key
    this.unlocked = true
    // A new key: what was sealed for the old one is read no more on this phone, and sent all the same.
    await this.keep({ journal: this.journal, patrol: null, directives: [], others: [] })
    this.kept = (await navigator.storage?.persist?.()) ?? false
    await this.load()
    await this.push()
  }

  /** Throws `WrongPin`. */
  async unlock(pin: string): Promise<void> {
    if (!this.device) return
    this.key = await openVault(this.device.vault, pin)
    this.unlocked = true
    await this.load()
    this.follow()
    await this.push()
  }

  lock(): void {
    this.key = null
    this.unlocked = false
  }

  private async load(): Promise<void> {
    this.journal = (await this.read<Journal>('journal')) ?? EMPTY
    const kit = await this.read<{ patrol: Patrol | null; fetched: number }>('patrol')
    this.patrol = kit?.patrol ?? null
    this.fetched = kit?.fetched ?? 0
    this.directives = (await this.read<Directive[]>('directives')) ?? []
    this.others = (await this.read<Other[]>('others')) ?? []
    this.sos = (await this.read<Sos>('sos')) ?? null
    this.receipts = (await this.read<Record<string, 'read' | 'acknowledge'>>('receipts')) ?? {}
  }

  // Acting

  get onDuty(): boolean {
    return onDuty(this.journal)
  }

  private get writer(): Writer {
    const { device, author } = this.device ?? { device: '', author: '' }
    return { device, author, patrol: this.journal.order }
  }

  /** Keeps an act with its event; when this returns true, both are on the disk. */
  async act(step: Step, texts: Record<string, string> = {}, photos: Photo[] = []): Promise<boolean> {
    const clean = Object.fromEntries(
      Object.entries(texts).flatMap(([name, text]) => (text.trim() ? [[name, redact(text.trim())]] : [])),
    )
    const notes = [await this.note('journal', step.journal)]
    const done = await this.room(async () => {
      if (!step.body) return this.box.keepNotes(notes)
      const beside = Object.keys(clean).length > 0 ? { texts: clean } : {}
      await this.outbox.add({ body: step.body, ...beside, photos, notes }, this.writer)
    })
    if (!done) return false
    this.journal = step.journal
    this.follow()
    await this.count()
    void this.push()
    return true
  }

  /** An SOS works while the app is locked too. */
  async pressSos(): Promise<void> {
    const fixes = await this.lastFix()
    const crew = this.journal.crew
    await this.room(async () => {
      const body = { kind: 'sos', ...(crew && { crew }) }
      const made = await this.outbox.add({ body, ...(fixes && { fixes }) }, this.writer)
      const sos: Sos = { id: made.id, seq: made.seq, at: Date.now() }
      await this.box.keepNotes([await this.note('sos', sos)])
      this.sos = sos
      this.alarm = null
    })
    await this.count()
    await this.push()
  }

  async endSos(): Promise<void> {
    this.sos = null
    this.alarm = null
    await this.box.keepNotes([await this.note('sos', null)])
  }

  /** False, and a visible refusal, when the phone has no room. */
  private async room(write: () => Promise<unknown>): Promise<boolean> {
    try {
      await write()
      this.full = false
      return true
    } catch (error) {
      if (!(error instanceof NotKept)) throw error
      this.full = true
      return false
    }
  }

  // Positions: between the roll-calls, and by a visible sign

  follow(): void {
    const wanted = this.onDuty && this.unlocked
    if (wanted && this.watching === null && navigator.geolocation) {
      const options = { enableHighAccuracy: true, maximumAge: 10_000 }
      this.watching = navigator.geolocation.watchPosition(
        (found) => void this.take(found),
        () => (this.position = 'none'),
        options,
      )
    } else if (!wanted && this.watching !== null) {
      navigator.geolocation.clearWatch(this.watching)
      this.watching = null
      this.position = 'off'
      this.here = null
      this.seen = []
    }
  }

  private async take(found: GeolocationPosition): Promise<void> {
    if (!this.onDuty) return
    this.position = 'on'
    const { longitude, latitude, accuracy } = found.coords
    const one: Seen = { at: found.timestamp, lon: longitude, lat: latitude, accuracy_m: Math.round(accuracy) }
    this.seen = [...this.seen.slice(-SEEN_MOST), one]
    const rules = this.patrol?.rules
    if (rules && this.patrol) this.here = dwell(this.seen, this.patrol.places, rules.fence_m)
    if (one.at - this.tracked < TRACK_MS) return
    this.tracked = one.at
    const crew = this.journal.crew
    await this.room(() =>
      this.outbox.add({ body: { kind: 'tracked', ...(crew && { crew }) }, fixes: [fixOf(one)] }, this.writer),
    )
    await this.count()
    void this.push()
  }

  private async lastFix(): Promise<Fix[] | null> {
    const last = this.seen.at(-1)
    if (last && Date.now() - last.at < 2 * 60_000) return [fixOf(last)]
    if (!navigator.geolocation) return null
    return new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        ({ coords, timestamp }) =>
          resolve([
            fixOf({ at: timestamp, lon: coords.longitude, lat: coords.latitude, accuracy_m: Math.round(coords.accuracy) }),
          ]),
        () => resolve(null),
        { timeout: 2_000, maximumAge: 60_000 },
      )
    })
  }

  // Syncing

  push(): Promise<void> {
    if (!this.device) return Promise.resolve()
    this.again = true
    this.syncing ??= this.drain().finally(() => (this.syncing = null))
    return this.syncing
  }

  private async drain(): Promise<void> {
    while (this.again && this.device) {
      this.again = false
      const { device } = this.device
      this.outcome = 'busy'
      const listener = {
        pulled: (entries: readonly unknown[]) => this.pulled(entries),
        blank: (kept: Kept) => this.outbox.blank(kept, this.writer),
        unopened: (seqs: readonly number[]) => this.reseal(seqs),
      }
      this.outcome = await sync(this.box, linkOf(device), listener, () => Date.now())
      await this.count()
      if (this.outcome === 'done' || this.outcome === 'refused') await this.fetch()
    }
  }

  /** Tonight's order, directives, and who has taken the alarm. */
  private async fetch(): Promise<void> {
    if (!this.unlocked) return
    try {
      const told = await orNull(() => ask('GET /patrol'))
      // A patrol under way keeps its paper until the closing roll-call, whatever the server says.
      if (told && (told.patrol || !this.onDuty)) {
        this.patrol = told.patrol
        this.fetched = Date.now()
        await this.keep({ patrol: { patrol: told.patrol, fetched: this.fetched } })
      }
      const directives = await orNull(() => ask('GET /directives'))
      if (directives) {
        this.directives = directives
        await this.keep({ directives })
        await this.answerDirectives()
      }
      const alarms = await orNull(() => ask('GET /alarms'))
      if (alarms) {
        const own = this.sos?.id
        this.alarm = alarms.find((found) => found.alarm === own) ?? this.alarm
        this.ringing = alarms.filter((found) => found.state === 'raised' && found.alarm !== own)
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.problem.status === 401) this.outcome = 'sign_in'
    }
  }

  // Directives are read and acknowledged offline; the server hears of it when there is a line.

  receipts = $state.raw<Readonly<Record<string, 'read' | 'acknowledge'>>>({})

  async receipt(directive: string, step: 'read' | 'acknowledge'): Promise<void> {
    if (this.receipts[directive] === 'acknowledge') return
    this.receipts = { ...this.receipts, [directive]: step }
    await this.keep({ receipts: this.receipts })
    void this.push()
  }

  private async answerDirectives(): Promise<void> {
    for (const [id, wanted] of Object.entries(this.receipts)) {
      const found = this.directives.find((one) => one.directive === id)
      if (!found || found.state === 'acknowledged') continue
      if (found.state === 'passed') await ask('POST /directives/{id}/read', { path: { id }, body: {} })
      if (wanted === 'acknowledge') await ask('POST /directives/{id}/acknowledge', { path: { id }, body: {} })
    }
  }

  private async pulled(entries: readonly unknown[]): Promise<void> {
    const found = entries.flatMap((entry) => otherOf(entry, this.device?.device ?? ''))
    if (found.length === 0 || !this.unlocked) return
    const since = Date.now() - OTHERS_MS
    const known = new Set(found.map((one) => one.id))
    this.others = [...this.others.filter((one) => one.at > since && !known.has(one.id)), ...found]
    await this.keep({ others: this.others })
  }

  /** The server has another key than before: what waits is sealed for it, once the app is unlocked. */
  private async reseal(seqs: readonly number[]): Promise<void> {
    const server = await orNull(() => ask('GET /sealing-key'))
    if (!server || !this.device || !this.key) return
    const { kid, key } = server
    this.device = { ...this.device, server: { kid, key: { kty: 'EC', crv: 'P-256', x: key.x, y: key.y } } }
    await this.box.keepNotes([{ key: 'device', value: this.device }])
    const fresh: { seq: number; raw: string }[] = []
    for (const seq of seqs) {
      const event = await this.readEvent(await this.box.find(seq))
      if (event) fresh.push({ seq, raw: await this.outbox.write(event) })
    }
    await this.box.reseal(fresh)
    this.again = fresh.length > 0
  }

  /** An event of the outbox in the clear; null for one that this phone cannot open (any more). */
  async readEvent(kept: Kept | undefined): Promise<WireEvent | null> {
    if (!kept || !this.key || !this.device) return null
    try {
      const { sealed } = parse<{ sealed: Envelope }>(kept.raw)
      return parse<WireEvent>(await open(sealed, this.device.vault.public.kid, this.key))
    } catch {
      return null
    }
  }

  async count(): Promise<void> {
    this.counts = await this.box.counts()
  }

  // Sealed notes

  private recipients(): NamedKey[] {
    if (!this.device) throw new Error('not enrolled')
    return [this.device.server, this.device.vault.public]
  }

  private async note(key: string, value: unknown): Promise<Note> {
    const own = this.device ? [this.device.vault.public] : []
    return { key, value: await seal(JSON.stringify(value), key, own) }
  }

  async keep(values: Readonly<Record<string, unknown>>): Promise<void> {
    const notes = await Promise.all(Object.entries(values).map(([key, value]) => this.note(key, value)))
    await this.room(() => this.box.keepNotes(notes))
  }

  async read<T>(key: string): Promise<T | null> {
    const found = await this.box.note(key)
    if (!this.key || !this.device || !isEnvelope(found)) return null
    try {
      return parse<T>(await open(found, this.device.vault.public.kid, this.key))
    } catch {
      return null // sealed for a key whose PIN was forgotten
    }
  }
}

const fixOf = (seen: Seen): Fix => ({
  at: new Date(seen.at).toISOString(),
  lon: seen.lon,
  lat: seen.lat,
  accuracy_m: seen.accuracy_m,
})

function parse<T>(text: string): T {
  return JSON.parse(text)
}

function isEnvelope(found: unknown): found is Envelope {
  return typeof found === 'object' && found !== null && 'recipients' in found
}

function isDevice(found: unknown): found is Device {
  return typeof found === 'object' && found !== null && 'vault' in found && 'token' in found
}

/** What matters of somebody else's entry; nothing of one's own. */
function otherOf(entry: unknown, own: string): Other[] {
  if (typeof entry !== 'object' || entry === null) return []
  const has = new Map<string, unknown>(Object.entries(entry))
  const body = has.get('body')
  const [id, kind, at] = [has.get('id'), has.get('kind'), has.get('corrected_at')]
  if (has.get('device') === own || typeof body !== 'object' || body === null) return []
  if (typeof id !== 'string' || typeof kind !== 'string' || typeof at !== 'string') return []
  if (!['heading', 'arrived', 'left'].includes(kind) || !('crew' in body) || !('place' in body)) return []
  return [{ id, kind, crew: String(body.crew), place: String(body.place), at: Date.parse(at) }]
}

export const field = new Field()
