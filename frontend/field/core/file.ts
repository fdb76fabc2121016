/** The outbox as a file: what a phone that cannot send any more gives to one that can. */
import type { Kept } from './box.ts'

export interface OutboxFile {
  sejuk: 1
  device: string
  events: { id: string; raw: string }[]
}

/** Sealed as it lies; whoever finds the file can read no more than numbers. */
export function writeFile(device: string, kept: readonly Kept[]): string {
  const file: OutboxFile = { sejuk: 1, device, events: kept.map(({ id, raw }) => ({ id, raw })) }
  return JSON.stringify(file)
}

/** Null for what is no such file. */
export function readFile(text: string): OutboxFile | null {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof found !== 'object' || found === null) return null
  if (!('sejuk' in found) || found.sejuk !== 1) return null
  if (!('device' in found) || typeof found.device !== 'string') return null
  if (!('events' in found) || !Array.isArray(found.events)) return null
  const events: { id: string; raw: string }[] = []
  for (const one of found.events) {
    const whole: unknown = one
    if (typeof whole !== 'object' || whole === null || !('id' in whole) || !('raw' in whole)) return null
    events.push({ id: String(whole.id), raw: String(whole.raw) })
  }
  return { sejuk: 1, device: found.device, events }
}
