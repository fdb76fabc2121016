/** Times as officers write them: `22.00 WIB`, `Kamis, 28 November 2024`. */

import type { Language } from './language.svelte'

const ZONES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/** Of the reader's own device, as long as no district has said its own. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

function part(at: Date, zone: string, options: Intl.DateTimeFormatOptions, language: Language = 'en'): string {
  const locale = language === 'id' ? 'id-ID' : 'en-GB'
  return new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(at)
}

/** `22.00`. */
export function clock(at: Date, zone: string): string {
  return part(at, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).replace(':', '.')
}

/** `22.00 WIB`. */
export function clockIn(at: Date, zone: string): string {
  return `${clock(at, zone)} ${ZONES[zone] ?? ''}`.trim()
}

/** `Kamis, 28 November 2024`. */
export function day(at: Date, language: Language, zone: string): string {
  return part(at, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, language).replace(
    /^(\w+) (\d)/,
    '$1, $2',
  )
}

/** `28 Nov`. */
export function shortDay(at: Date, language: Language, zone: string): string {
  return part(at, zone, { day: 'numeric', month: 'short' }, language)
}

/** `Kam, 28 Nov 2024`, of a date as forms have it. */
export function dateInWords(date: string, language: Language): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const
  return part(new Date(`${date}T00:00:00Z`), 'UTC', options, language).replace(/^(\w+),? (\d)/, '$1, $2')
}

/** `2024-11-28`, as forms and the server want it. */
export function isoDay(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at)
}

/** A moment of a plan: seconds after the shift's start. */
export function momentOf(begins: string, seconds: number): Date {
  return new Date(Date.parse(begins) + seconds * 1000)
}

/** Minutes as a whole number, `0` and never `-0`. */
export function minutes(seconds: number): number {
  return Math.round(seconds / 60) + 0
}

/** The server's clock, which in a demonstration runs faster than the reader's. */
export class ServerClock {
  #server = Date.now()
  #own = Date.now()
  #speed = 1

  hear(serverMs: number, speed: number, ownMs: number = Date.now()): void {
    this.#server = serverMs
    this.#own = ownMs
    this.#speed = speed
  }

  now(ownMs: number = Date.now()): Date {
    return new Date(this.#server + (ownMs - this.#own) * this.#speed)
  }
}
