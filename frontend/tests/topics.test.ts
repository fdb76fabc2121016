/** Every kind of report that weighs something, and that a phone sends, has a word in both languages. */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { CHANNELS, OWNERS } from '../field/phone/content'
import { TOPIC, topicWord } from '../shared/topics'

const table = readFileSync(fileURLToPath(new URL('../../src/sejuk/files/data/incidents.toml', import.meta.url)), 'utf-8')
const kinds = [...table.matchAll(/^([a-z-]+) = \d/gm)].map(([, code]) => code ?? '')

test('none is missing', () => {
  const wanted = [...kinds, ...OWNERS.map((one) => one.topic), ...CHANNELS.map((one) => one.channel)]
  expect(kinds.length).toBeGreaterThan(10)
  expect(wanted.filter((code) => !TOPIC[code])).toEqual([])
})

test('a code of the district’s own is read as it is', () => {
  expect([topicWord('parkir'), topicWord('pohon-tumbang')]).toEqual(['parkir, lalu lintas', 'pohon tumbang'])
})
