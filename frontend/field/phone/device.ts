/** Who this phone is. */
import { EMPTY, onDuty, type Journal } from '../core/journal.ts'
import type { NamedKey } from '../core/seal.ts'
import type { Vault } from './vault.ts'

/** The roll-call that is open, as far as a locked phone has to know of it. */
export interface Running {
  crew: string | null
  order: string | null
  opened: number
  /** When the crew last said something itself. */
  heard: number
}

/** In the clear, because it has to send while it is locked. */
export interface Device {
  device: string
  author: string
  token: string
  links: { account: string; proof: string }[]
  server: NamedKey
  vault: Vault
  /** So that an SOS of a locked phone says of which crew it is, and the phone reminds of the next word. */
  running?: Running | null
}

export function runningOf(journal: Journal): Running | null {
  const { crew, order, opened, heard } = journal
  return onDuty(journal) && opened !== null ? { crew, order, opened, heard } : null
}

/** What is left of a patrol whose journal cannot be read any more: it goes on, with what the phone knows. */
export function journalOf(running: Running | null | undefined): Journal {
  return running ? { ...EMPTY, ...running } : EMPTY
}

export function isDevice(found: unknown): found is Device {
  return typeof found === 'object' && found !== null && 'vault' in found && 'token' in found
}
