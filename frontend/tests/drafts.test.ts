import { beforeEach, expect, test } from 'vitest'
import { dropDraft, keepDraft, readDraft } from '$shared/drafts'
import { Draft } from '$shared/drafts.svelte'

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

const EMPTY = { to: '', note: '', minutes: 20 }
const form = (name = 'handover'): Draft<typeof EMPTY> => new Draft('padal', name, EMPTY)

test('a form is kept at each stroke, and each form for itself', () => {
  form().typed.note = 'dua tim'
  form('pass.d-1').typed.to = 'danramil'
  expect(form().typed).toMatchObject({ to: '', note: 'dua tim', minutes: 20 })
  expect(form('pass.d-1').typed.to).toBe('danramil')
  expect(form('pass.d-2').typed.to).toBe('')
})

test('a form that was sent is empty, now and after a reload', () => {
  const draft = form()
  draft.typed.note = 'dua tim'
  draft.drop()
  expect([draft.typed.note, form().typed.note]).toEqual(['', ''])
})

test('of what another version kept, the fields that fit are there', () => {
  keepDraft('padal', 'handover', { note: 'dua tim', minutes: null, gone: 'x' })
  expect(form().typed).toMatchObject({ to: '', note: 'dua tim', minutes: 20 })
})

test('a form in a full browser says so, and goes on', () => {
  const original = localStorage.setItem
  localStorage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const draft = form()
  draft.typed.note = 'dua tim'
  expect([draft.kept, draft.typed.note]).toEqual([false, 'dua tim'])
  localStorage.setItem = original
})
