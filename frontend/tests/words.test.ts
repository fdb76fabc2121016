/** Every word is in both languages, is used, and stands in a words file: none in a template. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, type AST } from 'svelte/compiler'
import { describe, expect, test } from 'vitest'
import { W as FIELD } from '../field/words'
import { W as ROOM } from '../room/words'
import { SHARED } from '../shared/words'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDERS = ['room', 'field', 'shared']
const SHOWN = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label'])
const NAMES = new Set(['sejuk', 'WIB', 'OpenStreetMap', 'SOS', 'RW', 'Esc'])

function files(ending: string): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf-8' })
      .filter((name) => name.endsWith(ending))
      .map((name) => join(ROOT, folder, name)),
  )
}

/** Words that a reader would see and that stand in the template itself. */
export function literals(source: string): string[] {
  const found: string[] = []
  const look = (text: string): void => {
    for (const word of text.match(/\p{L}{2,}/gu) ?? []) if (!NAMES.has(word)) found.push(word)
  }
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null || !('type' in node)) return
    if (isText(node)) look(node.data)
    if (isAttribute(node)) {
      if (SHOWN.has(node.name)) visit(node.value)
      return
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'expression') visit(value)
  }
  visit(parse(source, { modern: true }).fragment)
  return found
}

const isText = (node: object): node is AST.Text => 'type' in node && node.type === 'Text' && 'data' in node
const isAttribute = (node: object): node is AST.Attribute => 'type' in node && node.type === 'Attribute'

describe('templates', () => {
  test.each([
    ['<p>Halo</p>', ['Halo']],
    ['<p title="Halo">{x}</p>', ['Halo']],
    ['<p class="halo">{say(W.halo)} · 3 m</p>', []],
    ['{#if a}<b>Ya</b>{/if}', ['Ya']],
  ])('%s', (source, found) => {
    expect(literals(source)).toEqual(found)
  })

  test.each(files('.svelte'))('%s has no word of its own', (file) => {
    expect(literals(readFileSync(file, 'utf-8'))).toEqual([])
  })
})

describe.each([
  ['room', ROOM, ['room']],
  ['field', FIELD, ['field']],
  ['shared', SHARED, FOLDERS],
])('words of %s', (name, words, folders) => {
  test('are in both languages, with the same facts', () => {
    for (const [key, both] of Object.entries(words)) {
      expect(both.id.trim(), key).not.toBe('')
      expect(both.en.trim(), key).not.toBe('')
      const facts = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()
      expect(facts(both.id), key).toEqual(facts(both.en))
    }
  })

  test('are all used', () => {
    const sources = [...files('.svelte'), ...files('.ts')]
      .filter((file) => !file.endsWith('words.ts') && folders.some((f) => file.startsWith(join(ROOT, f))))
      .map((file) => readFileSync(file, 'utf-8'))
      .join('\n')
    const variable = name === 'shared' ? 'SHARED' : 'W'
    // `W[`kind_${stop.kind}`]` uses every word that begins so.
    const begun = [...sources.matchAll(/`(\w+_)\$\{/g)].map((match) => match[1] ?? '')
    const unused = Object.keys(words).filter(
      (key) =>
        !begun.some((prefix) => key.startsWith(prefix)) &&
        !new RegExp(`\\b${variable}(\\.${key}\\b|\\[\`?'?${key}'?)`).test(sources) && !sources.includes(`'${key}'`),
    )
    expect(unused).toEqual([])
  })
})
