/** Every word is in both languages, is used, and stands in a words file: none in a template. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, type AST } from 'svelte/compiler'
import { describe, expect, test } from 'vitest'
import { W as FIELD } from '../field/words'
import { W as ROOM } from '../room/words'
import { RUMOURS } from '../room/words/rumours'
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
    if (isShown(node)) shown(node.expression).forEach(look)
    if (isAttribute(node)) {
      if (SHOWN.has(node.name)) visit(node.value)
      return
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'expression') visit(value)
  }
  visit(parse(source, { modern: true }).fragment)
  return found
}

/** The texts that an expression may come to by itself: `{open ? 'Buka' : name}` has one. */
function shown(expression: AST.ExpressionTag['expression']): string[] {
  switch (expression.type) {
    case 'Literal':
      return typeof expression.value === 'string' ? [expression.value] : []
    case 'ConditionalExpression':
      return [...shown(expression.consequent), ...shown(expression.alternate)]
    case 'LogicalExpression':
      return [...shown(expression.left), ...shown(expression.right)]
    case 'TemplateLiteral':
      return [...expression.quasis.map((part) => part.value.raw), ...expression.expressions.flatMap(shown)]
    default:
      return []
  }
}

/** Words that no source names: `W.key`, 'key', or what a key made on the way, `event_${kind}`, ends in. */
export function unused(words: readonly string[], variable: string, sources: string): string[] {
  const made = [...sources.matchAll(/`(\w+_)\$\{/g)].map((match) => match[1] ?? '')
  const quoted = (text: string): boolean => sources.includes(`'${text}'`) || sources.includes(`"${text}"`)
  return words.filter((key) => {
    if (new RegExp(`\\b${variable}\\.${key}\\b`).test(sources) || quoted(key)) return false
    return !made.some((begin) => key.startsWith(begin) && quoted(key.slice(begin.length).replace(/_short$/, '')))
  })
}

const isShown = (node: object): node is AST.ExpressionTag => 'type' in node && node.type === 'ExpressionTag'
const isText = (node: object): node is AST.Text => 'type' in node && node.type === 'Text' && 'data' in node
const isAttribute = (node: object): node is AST.Attribute => 'type' in node && node.type === 'Attribute'

describe('templates', () => {
  test.each([
    ['<p>Halo</p>', ['Halo']],
    ['<p title="Halo">{x}</p>', ['Halo']],
    ['<p class="halo">{say(W.halo)} · 3 m</p>', []],
    ['{#if a}<b>Ya</b>{/if}', ['Ya']],
    ["<p>{a ? 'Buka' : say(W.x)}</p>", ['Buka']],
    ['<p title={`${n} titik`}>{n}</p>', ['titik']],
    ["<p class={a ? 'late' : ''}>{a === 'late'}</p>", []],
  ])('%s', (source, found) => {
    expect(literals(source)).toEqual(found)
  })

  test.each(files('.svelte'))('%s has no word of its own', (file) => {
    expect(literals(readFileSync(file, 'utf-8'))).toEqual([])
  })
})

const SOME = ['save', 'kind_visit', 'kind_break']

test.each([
  ['say(W.save)', ['kind_visit', 'kind_break']],
  ["const TABS = ['save']", ['kind_visit', 'kind_break']],
  ["say(W[`kind_${kind}`]); kind = 'break'", ['save', 'kind_visit']],
  ['say(W[`kind_${kind}`])', SOME],
  ['say(W.saved)', SOME],
])('%s leaves words unused', (source, found) => {
  expect(unused(SOME, 'W', source)).toEqual(found)
})

describe.each([
  ['room', ROOM, ['room']],
  ['rumours', RUMOURS, ['room/rumours']],
  ['field', FIELD, ['field']],
  ['shared', SHARED, FOLDERS],
])('words of %s', (name, words, folders) => {
  const variable = { rumours: 'R', shared: 'SHARED' }[name] ?? 'W'

  test('are in both languages, with the same facts', () => {
    for (const [key, both] of Object.entries(words)) {
      expect(both.id.trim(), key).not.toBe('')
      expect(both.en.trim(), key).not.toBe('')
      const facts = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()
      expect(facts(both.id), key).toEqual(facts(both.en))
    }
  })

  test('are all used', () => {
    const wire = files('.ts').filter((file) => file === join(ROOT, 'shared', 'wire', 'types.ts'))
    const sources = [...files('.svelte'), ...files('.ts')]
      .filter((file) => !file.endsWith('words.ts') && folders.some((f) => file.startsWith(join(ROOT, f))))
    const text = [...wire, ...sources].map((file) => readFileSync(file, 'utf-8')).join('\n')
    expect(unused(Object.keys(words), variable, text)).toEqual([])
  })
})
