/** Numbers as each language writes them. */

import type { Language } from './language.svelte'

export function number(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value + 0)
}

export function percent(value: number, language: Language, digits = 0): string {
  return `${number(value, language, digits)}%`
}

/** `+3`, `−3`, `0`. */
export function signed(value: number, language: Language, digits = 0): string {
  const text = number(Math.abs(value), language, digits)
  const shown = Number(value.toFixed(digits))
  return shown > 0 ? `+${text}` : shown < 0 ? `−${text}` : text
}
