/** How long a claim has until it should have its verdict, in words that a glance takes in. */

import { say } from '$shared/language.svelte'
import { RUMOURS as R } from '../words/rumours'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export interface Span {
  readonly unit: 'minutes' | 'hours' | 'days'
  readonly count: number
}

/** Whole minutes below two hours, whole hours below two days, else days; never more than there are. */
export function spanOf(ms: number): Span {
  const length = Math.abs(ms)
  if (length < 2 * HOUR) return { unit: 'minutes', count: Math.floor(length / MINUTE) }
  if (length < 2 * DAY) return { unit: 'hours', count: Math.floor(length / HOUR) }
  return { unit: 'days', count: Math.floor(length / DAY) }
}

/** `sisa 90 menit`, `lewat 3 jam`. */
export function deadlineWords(deadline: string, now: Date): string {
  const left = Date.parse(deadline) - now.getTime()
  const { unit, count } = spanOf(left)
  const words = {
    minutes: left < 0 ? R.late_minutes : R.left_minutes,
    hours: left < 0 ? R.late_hours : R.left_hours,
    days: left < 0 ? R.late_days : R.left_days,
  }
  return say(words[unit], { count })
}

/** `(putusan dalam 12 jam)`. */
export function withinWords(hours: number): string {
  const { unit, count } = spanOf(hours * HOUR)
  return say(unit === 'days' ? R.within_days : R.within_hours, { count })
}

const WAITING = new Set(['received', 'screened', 'verifying', 'proposed'])

/** True while the clock of the deadline runs. */
export function isWaiting(state: string): boolean {
  return WAITING.has(state)
}

const OVER = new Set(['closed', 'handed_over', 'out_of_scope'])

/** True when the desk has nothing left to do with it. */
export function isOver(state: string): boolean {
  return OVER.has(state)
}
