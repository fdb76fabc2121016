/** The two languages of the interface; Indonesian unless the reader chose English before. */

export type Language = 'id' | 'en'
export type Words = { readonly [key in Language]: string }
export type Facts = Readonly<Record<string, string | number>>

const KEY = 'sejuk.language'

let current = $state<Language>(localStorage.getItem(KEY) === 'en' ? 'en' : 'id')

export function language(): Language {
  return current
}

export function setLanguage(wanted: Language): void {
  current = wanted
  localStorage.setItem(KEY, wanted)
  document.documentElement.lang = wanted
}

/** The words in the reader's language; `{name}` is filled from the facts. */
export function say(words: Words, facts: Facts = {}): string {
  return fill(words[current], facts)
}

export function fill(text: string, facts: Facts): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const fact = facts[name]
    return fact === undefined ? whole : String(fact)
  })
}
