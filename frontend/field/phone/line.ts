/** The way to the server, with the device's token. */
import { line } from '$shared/api'
import type { Link, PhotoReply, Pushed, Reply } from '../core/sync.ts'

const PATIENCE_MS = 30_000
/** What a server says of what it cannot read; all else may pass. */
const UNREADABLE = new Set([400, 413, 415, 422])

/** From now on all requests carry the token, and no cookie. */
export function useToken(token: string): void {
  line.send = (url, init = {}) => {
    const headers = { ...Object.fromEntries(new Headers(init.headers)), authorization: `Bearer ${token}` }
    const signal = init.signal ?? AbortSignal.timeout(PATIENCE_MS)
    return fetch(url, { ...init, headers, signal, credentials: 'omit', cache: 'no-store' })
  }
}

export function linkOf(device: string): Link {
  return {
    push: async (events, cursor): Promise<Reply> => {
      const body = `{"device":${JSON.stringify(device)},"events":[${events.join(',')}],"cursor":${JSON.stringify(cursor)}}`
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
      try {
        const answer = await line.send('/sync', init)
        const text = await answer.text()
        if (answer.status === 401 || answer.status === 403) return { kind: 'sign_in' }
        if (UNREADABLE.has(answer.status)) return { kind: 'refused', reason: codeOf(text) }
        if (answer.status !== 200) return { kind: 'no_answer' }
        const told: unknown = JSON.parse(text)
        return isPushed(told) ? { kind: 'pushed', told } : { kind: 'no_answer' }
      } catch {
        return { kind: 'no_answer' }
      }
    },
    photo: async (sha256, bytes, taken): Promise<PhotoReply> => {
      const headers = { 'content-type': 'application/octet-stream', 'taken-at': new Date(taken).toISOString() }
      try {
        const answer = await line.send(`/blobs/${sha256}`, { method: 'PUT', headers, body: bytes })
        if (answer.status === 204) return { kind: 'sent' }
        if (answer.status === 401 || answer.status === 403) return { kind: 'sign_in' }
        if (UNREADABLE.has(answer.status)) return { kind: 'refused', reason: codeOf(await answer.text()) }
        return { kind: 'later' }
      } catch {
        return { kind: 'no_answer' }
      }
    },
  }
}

function codeOf(text: string): string {
  try {
    const found: unknown = JSON.parse(text)
    if (typeof found === 'object' && found !== null && 'code' in found) return String(found.code)
  } catch {
    // no problem of the server's own
  }
  return 'unreadable'
}

/** Somebody else's page, or half an answer, acknowledges nothing. */
function isPushed(told: unknown): told is Pushed {
  if (typeof told !== 'object' || told === null) return false
  const lists = ['acked', 'missing', 'discarded', 'held', 'unopened', 'quarantined', 'pull']
  const has = new Map<string, unknown>(Object.entries(told))
  return (
    lists.every((name) => Array.isArray(has.get(name))) &&
    typeof has.get('upto') === 'number' &&
    typeof has.get('server_ms') === 'number' &&
    typeof has.get('cursor') === 'string'
  )
}
