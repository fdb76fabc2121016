/** The one way to ask the server. Types come from the server's own; see `wire/types.ts`. */

import { language } from './language.svelte'
import type { Endpoints, Problem } from './wire/types'

type Key = keyof Endpoints
type Empty<T> = keyof T extends never ? true : false

type PathPart<K extends Key> = Empty<Endpoints[K]['path']> extends true ? object : { path: Endpoints[K]['path'] }
type BodyPart<K extends Key> = Endpoints[K]['takes'] extends null ? object : { body: Endpoints[K]['takes'] }
export type Wish<K extends Key> = PathPart<K> & BodyPart<K> & { query?: Endpoints[K]['query']; signal?: AbortSignal }
type Wishes<K extends Key> = object extends Wish<K> ? [wish?: Wish<K>] : [wish: Wish<K>]

/** The server said no, and says why. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title)
  }
}

/** The server was not reached; nothing is known of what became of the request. */
export class Unreachable extends Error {}

/** What a request needs besides its wish: who signs it, and where it goes. */
export interface Line {
  /** For `X-Sejuk-Csrf`, as `GET /self` gave it. */
  csrf: string
  /** Called when the session has ended. */
  signedOut: () => void
  send: typeof fetch
}

export const line: Line = { csrf: '', signedOut: () => undefined, send: (...words) => fetch(...words) }

interface Loose {
  path?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string | number | boolean | undefined>>
  body?: unknown
  signal?: AbortSignal
}

/** Raises `Refusal` and `Unreachable`. */
export function ask<K extends Key>(key: K, ...wishes: Wishes<K>): Promise<Endpoints[K]['gives']> {
  return request<Endpoints[K]['gives']>(key, wishes[0] ?? {})
}

/** The same for documents whose form is another standard's, such as GeoJSON. */
export async function request<T>(key: string, loose: Loose): Promise<T> {
  const { method, url } = address(key, loose)
  const headers: Record<string, string> = { 'accept-language': language() }
  if (method !== 'GET') headers['x-sejuk-csrf'] = line.csrf
  const init: RequestInit = { method, headers, credentials: 'same-origin', signal: loose.signal ?? null }
  if (loose.body !== undefined) {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(loose.body)
  }
  let answer: Response
  let text: string
  try {
    answer = await line.send(url, init)
    text = await answer.text()
  } catch (error) {
    if (loose.signal?.aborted) throw error
    throw new Unreachable(String(error))
  }
  if (answer.ok) return parse<T>(text || 'null')
  throw refusal(answer.status, text)
}

export function address(key: string, wish: Loose): { method: string; url: string } {
  const [method = 'GET', pattern = '/'] = key.split(' ')
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(wish.path?.[name] ?? ''))
  const pairs = Object.entries(wish.query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return { method, url: pairs.length ? `${path}?${new URLSearchParams(pairs)}` : path }
}

/** The one place where text becomes a type: the server's own types wrote both. */
export function parse<T>(text: string): T {
  return JSON.parse(text)
}

function refusal(status: number, text: string): Error {
  let problem: Problem
  try {
    problem = parse<Problem>(text)
  } catch {
    return new Unreachable(`HTTP ${status}`) // a proxy's own page: the server itself was not reached
  }
  if (!problem?.code) return new Unreachable(`HTTP ${status}`)
  if (problem.code === 'not_signed_in') line.signedOut()
  return new Refusal(problem)
}
