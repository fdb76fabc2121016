/** Steps of a claim's life that a person takes by a button, and what each asks for. */

/** At once. */
export const PLAIN = { screen: true, verify: true, close: true } as const
export type PlainStep = keyof typeof PLAIN

export interface Asks {
  readonly verdict?: true
  readonly aside?: true
  readonly service?: true
  readonly name?: true
  /** `needed`, or may be left out. */
  readonly reason?: 'needed' | 'maybe'
}

/** In a dialog. */
export const ASKS = {
  propose: { verdict: true, reason: 'maybe' },
  approve: { name: true, reason: 'maybe' },
  return: { name: true, reason: 'needed' },
  watch: { reason: 'maybe' },
  resume: { reason: 'maybe' },
  reopen: { name: true, reason: 'needed' },
  set_aside: { aside: true },
  hand_over: { service: true },
} as const satisfies Readonly<Record<string, Asks>>
export type AskedStep = keyof typeof ASKS

export function isAsked(step: string): step is AskedStep {
  return step in ASKS
}

export function asksOf(step: AskedStep): Asks {
  return ASKS[step]
}
