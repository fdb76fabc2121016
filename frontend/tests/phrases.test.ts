/** The phrase check in the browser, by the rows that the server's own test has too. */

import { expect, test } from 'vitest'
import rules from '../../src/sejuk/text/phrases.json'
import cases from '../../tests/text/phrase_cases.json'
import { phraseCheckOf } from '../shared/phrases'

const check = phraseCheckOf(rules)
const codes = (text: string, level: string): string[] =>
  check(text)
    .filter((one) => one.level === level)
    .map(({ code }) => code)

test.each(cases.refuse.map(([text, wanted]) => ({ text: String(text), wanted })))(
  'refuses $text',
  ({ text, wanted }) => expect(codes(text, 'refuse')).toEqual(wanted),
)

test.each(cases.warn.map(([text, wanted]) => ({ text: String(text), wanted })))(
  'points out $text',
  ({ text, wanted }) => expect(codes(text, 'warn')).toEqual(wanted),
)

test.each(cases.fine)('lets be %s', (text) => expect(check(text)).toEqual([]))

test('the claim in the first sentence is seen, and a source lets certainty be', () => {
  const claim = 'Kotak suara dibawa pulang ketua'
  expect(check('Kotak suara tidak dibawa pulang ketua.', { claim }).map(({ code }) => code)).toEqual(['claim_first'])
  expect(check('Dijamin sama dengan C1.', { sourced: true })).toEqual([])
})
