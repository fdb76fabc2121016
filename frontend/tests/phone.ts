/** A phone without a browser: the field app's own state over a server of a few lines. */

import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { vi } from 'vitest'
import { parse } from '$shared/api'
import { Field } from '../field/phone/field.svelte'
import type { Pushed } from '../field/core/sync'

interface Sent {
  id: string
  seq: number
}

/** Takes everything in, until it is told to answer otherwise. */
export class Server {
  readonly had: Sent[] = []
  readonly asked: string[] = []
  private readonly told = new Map<string, () => Response>()
  private key: JsonWebKey = {}
  private kid = ''
  private phones = 0
  down = false

  /** From now on it opens what is sealed for this key only. */
  async takeKey(kid: string): Promise<void> {
    this.kid = kid
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
    this.key = await crypto.subtle.exportKey('jwk', pair.publicKey)
  }

  /** `GET /patrol`, or `PUT` for all that begins so. */
  tell(request: string, answer: unknown, status = 200): void {
    this.told.set(request, () => new Response(JSON.stringify(answer), { status }))
  }

  refuse(request: string, status: number, code: string): void {
    this.tell(request, { type: '', status, code, title: code, detail: '' }, status)
  }

  readonly fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const request = `${init.method ?? 'GET'} ${url}`
    this.asked.push(request)
    if (this.down) throw new TypeError('no line')
    const own = [...this.told].find(([begin]) => request.startsWith(begin))
    if (own) return own[1]()
    if (request === 'POST /sync') return this.push(String(init.body))
    if (request.startsWith('PUT /blobs/')) return new Response(null, { status: 204 })
    if (request === 'POST /devices') this.phones += 1
    const answers: Record<string, unknown> = {
      'POST /devices': { device: 'd-1', token: 't', account: `katim-${this.phones}`, proof: 'p' },
      'GET /sealing-key': { kid: this.kid, key: this.key },
      'GET /patrol': { patrol: null, server_ms: 0 },
      'GET /districts': [{ zone: 'Asia/Makassar' }],
    }
    return new Response(JSON.stringify(answers[request] ?? []))
  }

  private push(body: string): Response {
    const { events: sent } = parse<{ events: Sent[] }>(body)
    const opens = (event: Sent): boolean => JSON.stringify(event).includes(`"kid":"${this.kid}"`)
    const events = sent.filter(opens)
    const unopened = sent.filter((event) => !opens(event)).map(({ id }) => id)
    for (const event of events) if (!this.had.some(({ id }) => id === event.id)) this.had.push(event)
    const lists = { missing: [], discarded: [], held: [], quarantined: [], pull: [] }
    const told: Pushed = {
      ...lists,
      unopened,
      acked: events.map(({ id }) => id),
      upto: 0,
      cursor: 'life.1',
      more: false,
      server_ms: Date.now(),
    }
    return new Response(JSON.stringify(told))
  }
}

export const PIN = '135790'

/** What a browser has and Node has not; a new phone, with nothing on it. */
export async function factoryNew(): Promise<Server> {
  const server = new Server()
  await server.takeKey('first')
  localStorage.clear()
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('fetch', server.fetch)
  vi.stubGlobal('document', { addEventListener: () => undefined, documentElement: {} })
  vi.stubGlobal('addEventListener', () => undefined)
  vi.stubGlobal('setInterval', () => 0)
  return server
}

/** The app as it is opened: locked, if it was enrolled before. */
export async function opened(): Promise<Field> {
  const field = new Field()
  await field.start()
  return field
}

export async function enrolled(): Promise<Field> {
  const field = await opened()
  await field.enrol('code', 'HP', PIN)
  return field
}

/** Kinds of all events on the phone, oldest first; 'sealed' for what it cannot read. */
export async function kinds(field: Field): Promise<string[]> {
  const kept = (await field.box.list(100)).reverse()
  return Promise.all(kept.map(async (one) => (await field.readEvent(one))?.body.kind ?? 'sealed'))
}
