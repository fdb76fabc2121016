/**
 * Seals what the phone keeps: a JWE (RFC 7516) in general JSON serialisation for two recipients, the
 * server and this device, by `ECDH-ES+A256KW` on P-256 (RFC 7518, section 4.6) and `A256GCM`.
 *
 * Sealing needs public keys only, so it works while the app is locked; opening needs the device's
 * private key, which the PIN unlocks. The server opens its own copy: a forgotten PIN loses nothing.
 */
import { fromBase64, toBase64, toBytes, toText } from './base64.ts'

const ALG = 'ECDH-ES+A256KW'
const CURVE = { name: 'ECDH', namedCurve: 'P-256' }

export interface PublicJwk {
  kty: 'EC'
  crv: 'P-256'
  x: string
  y: string
}

export interface NamedKey {
  kid: string
  key: PublicJwk
}

export interface Envelope {
  protected: string
  recipients: { header: { alg: string; kid: string }; encrypted_key: string }[]
  aad: string
  iv: string
  ciphertext: string
  tag: string
}

/** The envelope is not what was sealed, or not for this key. */
export class NotOpened extends Error {}

/** Seals for all recipients; `about` is bound to the envelope and can be read by anyone. */
export async function seal(
  content: string,
  about: string,
  recipients: readonly NamedKey[],
): Promise<Envelope> {
  const subtle = crypto.subtle
  const own = await subtle.generateKey(CURVE, false, ['deriveBits'])
  const epk = publicJwk(await subtle.exportKey('jwk', own.publicKey))
  const header = toBase64(toBytes(JSON.stringify({ enc: 'A256GCM', epk })))
  const aad = toBase64(toBytes(about))
  const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const options = { name: 'AES-GCM', iv, additionalData: toBytes(`${header}.${aad}`) }
  const sealed = new Uint8Array(await subtle.encrypt(options, key, toBytes(content)))
  const wrapped = await Promise.all(
    recipients.map(async (recipient) => {
      const kek = await agree(own.privateKey, await importPublic(recipient.key), 'wrapKey')
      const bytes = await subtle.wrapKey('raw', key, kek, 'AES-KW')
      const named = { alg: ALG, kid: recipient.kid }
      return { header: named, encrypted_key: toBase64(new Uint8Array(bytes)) }
    }),
  )
  return {
    protected: header,
    recipients: wrapped,
    aad,
    iv: toBase64(iv),
    ciphertext: toBase64(sealed.subarray(0, -16)),
    tag: toBase64(sealed.subarray(-16)),
  }
}

/** The content. Throws `NotOpened`. */
export async function open(envelope: Envelope, kid: string, key: CryptoKey): Promise<string> {
  const mine = envelope.recipients.find((recipient) => recipient.header.kid === kid)
  if (!mine) throw new NotOpened(kid)
  try {
    const epk = epkOf(envelope.protected)
    const kek = await agree(key, await importPublic(epk), 'unwrapKey')
    const subtle = crypto.subtle
    const wrapped = fromBase64(mine.encrypted_key)
    const gcm = { name: 'AES-GCM', length: 256 }
    const inner = await subtle.unwrapKey('raw', wrapped, kek, 'AES-KW', gcm, false, ['decrypt'])
    const bytes = new Uint8Array([...fromBase64(envelope.ciphertext), ...fromBase64(envelope.tag)])
    const additionalData = toBytes(`${envelope.protected}.${envelope.aad}`)
    const options = { name: 'AES-GCM', iv: fromBase64(envelope.iv), additionalData }
    return toText(await subtle.decrypt(options, inner, bytes))
  } catch (error) {
    throw new NotOpened(kid, { cause: error })
  }
}

/** Its name is its thumbprint (RFC 7638). */
export async function named(key: PublicJwk): Promise<NamedKey> {
  const canonical = JSON.stringify({ crv: key.crv, kty: key.kty, x: key.x, y: key.y })
  const digest = await crypto.subtle.digest('SHA-256', toBytes(canonical))
  return { kid: toBase64(new Uint8Array(digest)), key }
}

/** The public members of a key of P-256. Throws `NotOpened` for another. */
export function publicJwk(jwk: JsonWebKey): PublicJwk {
  if (jwk.x === undefined || jwk.y === undefined) throw new NotOpened('jwk')
  return { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y }
}

function importPublic(key: PublicJwk): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', { ...key }, CURVE, false, [])
}

/** Concat KDF (NIST SP 800-56A): one round of SHA-256 gives the 256 bits that wrap. */
async function agree(
  own: CryptoKey,
  other: CryptoKey,
  use: 'wrapKey' | 'unwrapKey',
): Promise<CryptoKey> {
  const subtle = crypto.subtle
  const secret = await subtle.deriveBits({ name: 'ECDH', public: other }, own, 256)
  const digest = await subtle.digest('SHA-256', kdfInput(new Uint8Array(secret), ALG, 256))
  return subtle.importKey('raw', digest, 'AES-KW', false, [use])
}

/** What one round of the KDF hashes (RFC 7518, section 4.6.2). */
export function kdfInput(
  secret: Uint8Array,
  algorithm: string,
  bits: number,
  u = '',
  v = '',
): Uint8Array<ArrayBuffer> {
  const parts = [algorithm, u, v].flatMap((part) => [...big(part.length), ...toBytes(part)])
  return new Uint8Array([...big(1), ...secret, ...parts, ...big(bits)])
}

function big(n: number): number[] {
  return [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]
}

function epkOf(header: string): PublicJwk {
  const parsed: unknown = JSON.parse(toText(fromBase64(header)))
  if (typeof parsed !== 'object' || parsed === null || !('epk' in parsed)) {
    throw new NotOpened('epk')
  }
  const { epk } = parsed
  if (typeof epk !== 'object' || epk === null || !('x' in epk) || !('y' in epk)) {
    throw new NotOpened('epk')
  }
  return { kty: 'EC', crv: 'P-256', x: String(epk.x), y: String(epk.y) }
}
