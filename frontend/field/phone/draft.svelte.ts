/** What is being typed at a stop, and not saved yet: kept at each stroke, and of this visit only. */
import type { Visit } from '../core/journal.ts'
import { field } from './field.svelte.ts'
import { redact } from './text.ts'

export const HEADINGS = ['concern', 'claim'] as const
export type Heading = (typeof HEADINGS)[number]
type Typed = Readonly<Record<Heading, string>>

interface Kept {
  /** Of which visit. */
  arrived: number
  typed: Typed
}

const NOTHING: Typed = { concern: '', claim: '' }

export class DraftOf {
  private kept = $state.raw<Kept>({ arrived: 0, typed: NOTHING })
  private saving: Promise<void> | null = null
  private unsaved = false
  private readonly visit: () => Visit | null

  constructor(visit: () => Visit | null) {
    this.visit = visit
    void this.load()
  }

  /** Under each heading. */
  get words(): Typed {
    return this.kept.arrived === this.visit()?.arrived ? this.kept.typed : NOTHING
  }

  set(heading: Heading, text: string): void {
    this.kept = { arrived: this.visit()?.arrived ?? 0, typed: { ...this.words, [heading]: text } }
    this.unsaved = true
    this.saving ??= this.save().finally(() => (this.saving = null))
  }

  private async load(): Promise<void> {
    const found = await field.read<Kept>('draft')
    if (found?.typed && !this.unsaved && this.kept.typed === NOTHING) this.kept = found
  }

  /** While one stroke is being written the next waits. */
  private async save(): Promise<void> {
    while (this.unsaved) {
      this.unsaved = false
      const { arrived, typed } = this.kept
      await field.keep({ draft: { arrived, typed: { concern: redact(typed.concern), claim: redact(typed.claim) } } })
    }
  }
}
