/** Words for codes that come with the data; the code itself where there are none. */

import { say, type Facts, type Words } from '$shared/language.svelte'
import { PLAN_WORDS } from '$shared/wire/plan_words'
import { SERVER_WORDS } from '$shared/wire/words'

type Table = Readonly<Record<string, Words>>

const PLAN: Readonly<Record<string, Table>> = PLAN_WORDS
const SERVER: Readonly<Record<string, Table>> = SERVER_WORDS

function coded(table: Table | undefined, code: string, facts: Facts): string {
  const words = table?.[code]
  return words ? say(words, facts) : code
}

export function planWord(section: keyof typeof PLAN_WORDS, code: string, facts: Facts = {}): string {
  return coded(PLAN[section], code, facts)
}

export function serverWord(section: keyof typeof SERVER_WORDS, code: string): string {
  return coded(SERVER[section], code, {})
}

export function hasPlanWord(section: keyof typeof PLAN_WORDS, code: string): boolean {
  return PLAN[section]?.[code] !== undefined
}
