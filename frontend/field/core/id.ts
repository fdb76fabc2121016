import { toHex } from './base64.ts'

/** Fills an array with chance; `crypto.getRandomValues`, or seeded dice in simulations. */
export type Chance = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>

/** A UUID of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, 74 of chance. */
export function uuid7(ms: number, chance: Chance): string {
  const bytes = chance(new Uint8Array(16))
  const clock = Math.max(0, Math.floor(ms))
  for (let n = 0; n < 6; n += 1) bytes[n] = Math.floor(clock / 2 ** (8 * (5 - n))) % 256
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = toHex(bytes)
  const cuts = [0, 8, 12, 16, 20, 32]
  return cuts.slice(1).map((end, n) => hex.slice(cuts[n], end)).join('-')
}

/** Sixteen random bytes for the digests of an event's sealed parts. */
export const salt = (chance: Chance): string => toHex(chance(new Uint8Array(16)))
