import { beforeEach, expect, test } from 'vitest'
import { dropDraft, keepDraft, readDraft } from '$shared/drafts'

const isText = (found: unknown): found is string => typeof found === 'string'

beforeEach(() => localStorage.clear())

test('what was typed is there again, and only for its account', () => {
  expect(keepDraft('padal', 'note', 'aman')).toBe(true)
  expect(readDraft('padal', 'note', isText)).toBe('aman')
  expect(readDraft('danramil', 'note', isText)).toBeNull()
  dropDraft('padal', 'note')
  expect(readDraft('padal', 'note', isText)).toBeNull()
})

test('what another version kept, or nobody can read, is no draft', () => {
  keepDraft('padal', 'note', { old: 1 })
  expect(readDraft('padal', 'note', isText)).toBeNull()
  localStorage.setItem('sejuk.draft.padal.note', '{')
  expect(readDraft('padal', 'note', isText)).toBeNull()
})

test('a full browser is told', () => {
  const original = localStorage.setItem
  localStorage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  expect(keepDraft('padal', 'note', 'x')).toBe(false)
  localStorage.setItem = original
})
