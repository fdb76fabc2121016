/** What stands in the way of a text's being public, while somebody writes it: the server's own rules. */

import { phraseCheckOf, type Phrase } from '$shared/phrases'
import { redactorOf } from '$shared/redact'
import phrases from '../../../src/sejuk/text/phrases.json'
import rules from '../../../src/sejuk/text/redaction.json'

const { redact, probableNames } = redactorOf(rules)
const check = phraseCheckOf(phrases)

export interface Doubts {
  /** The text with its marks where something identifies a person; null: nothing does. */
  readonly taken: string | null
  readonly names: ReadonlyArray<string>
  readonly refused: ReadonlyArray<Phrase>
}

export function doubtsOf(text: string): Doubts {
  const left = redact(text)
  return {
    taken: left === text ? null : left,
    names: probableNames(text).map(([begin, end]) => text.slice(begin, end)),
    refused: check(text, { sourced: true }).filter(({ level }) => level === 'refuse'),
  }
}
