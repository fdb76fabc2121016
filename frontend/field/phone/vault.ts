/** The device's own key pair: its private half is locked under the PIN, its public half seals. */
import { toBytes } from '../core/base64.ts'
import { named, publicJwk, type NamedKey } from '../core/seal.ts'

/** OWASP's advice of 2023 for PBKDF2 with SHA-256. */
const ITERATIONS = 600_000
const CURVE = { name: 'ECDH', namedCurve: 'P-256' }

export interface Vault {
  public: NamedKey
  salt: Uint8Array<ArrayBuffer>
  iv: Uint8Array<ArrayBuffer>
  locked: Uint8Array<ArrayBuffer>
}

export class WrongPin extends Error {}

export async function makeVault(pin: string): Promise<{ vault: Vault; key: CryptoKey }> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['deriveBits'])
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const wrapping = await fromPin(pin, salt)
  const locked = await crypto.subtle.wrapKey('pkcs8', pair.privateKey, wrapping, { name: 'AES-GCM', iv })
  const own = await named(publicJwk(await crypto.subtle.exportKey('jwk', pair.publicKey)))
  const vault = { public: own, salt, iv, locked: new Uint8Array(locked) }
  return { vault, key: await unwrap(vault, wrapping) }
}

/** The private key, which cannot be taken out of the browser again. Throws `WrongPin`. */
export async function openVault(vault: Vault, pin: string): Promise<CryptoKey> {
  const wrapping = await fromPin(pin, vault.salt)
  try {
    return await unwrap(vault, wrapping)
  } catch (error) {
    throw new WrongPin('pin', { cause: error })
  }
}

function unwrap({ locked, iv }: Vault, wrapping: CryptoKey): Promise<CryptoKey> {
  const options = { name: 'AES-GCM', iv }
  return crypto.subtle.unwrapKey('pkcs8', locked, wrapping, options, CURVE, false, ['deriveBits'])
}

async function fromPin(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', toBytes(pin), 'PBKDF2', false, ['deriveKey'])
  const options = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS }
  return crypto.subtle.deriveKey(options, base, { name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey'])
}
