/**
 * Ticket codes, as `engagement/tickets.py` makes them: eight signs of Crockford's base 32 at random, and
 * his check sign. Made here, without a line; what is kept and sent is the digest alone.
 */
import { toHex } from './base64.ts'
import type { Chance } from './id.ts'

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8
const CHECK = 37
const ROUNDS = 100_000

export interface Ticket {
  code: string
  digest: string
}

export async function newTicket(chance: Chance): Promise<Ticket> {
  const code = ticketCode(chance)
  return { code, digest: await ticketDigest(code) }
}

/** A code whose check sign is one of the 32 that can be read aloud. */
export function ticketCode(chance: Chance): string {
  for (;;) {
    const values = [...chance(new Uint8Array(LENGTH))].map((byte) => byte % SIGNS.length)
    const check = values.reduce((sum, value) => (sum * SIGNS.length + value) % CHECK, 0)
    if (check < SIGNS.length) return [...values, check].map((value) => SIGNS[value]).join('')
  }
}

/** `7K3-MQ9-XDP`. */
export const shownCode = (code: string): string => code.replace(/(...)(?=.)/g, '$1-')

export async function ticketDigest(code: string): Promise<string> {
  const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
  const key = await crypto.subtle.importKey('raw', bytes(code), 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes('sejuk/tiket'), iterations: ROUNDS }
  return toHex(new Uint8Array(await crypto.subtle.deriveBits(how, key, 256)))
}
