/** Words that are typed and not saved stay under their heading, at their stop. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { arrive, type Visit } from '../field/core/journal'
import { EMPTY } from '../field/core/journal'
import { DraftOf } from '../field/phone/draft.svelte'
import { field } from '../field/phone/field.svelte'
import { factoryNew, PIN } from './phone'

const visitAt = (arrived: number): Visit | null =>
  arrive(EMPTY, { place: 'pasar', area: '1' }, 'hand', null, arrived).journal.visit

beforeEach(async () => {
  await factoryNew()
  await field.start()
  await field.enrol('code', 'HP', PIN)
})
afterEach(async () => {
  await field.push()
  vi.unstubAllGlobals()
})

test('typed words are under their heading and at their stop only', () => {
  let visit = visitAt(1)
  const draft = new DraftOf(() => visit)
  draft.set('concern', 'lampu mati')
  expect(draft.words).toEqual({ concern: 'lampu mati', claim: '' })
  visit = visitAt(2)
  expect(draft.words).toEqual({ concern: '', claim: '' })
  draft.set('claim', 'katanya ditunda')
  expect(draft.words).toEqual({ concern: '', claim: 'katanya ditunda' })
})

test('they outlive the app, without numbers', async () => {
  const visit = visitAt(7)
  new DraftOf(() => visit).set('claim', 'hubungi 0812 3456 7890')
  await vi.waitFor(async () => expect(await field.read('draft')).not.toBeNull())
  const again = new DraftOf(() => visit)
  await vi.waitFor(() => expect(again.words.claim).toMatch(/^hubungi /))
  expect(again.words.claim).not.toContain('3456')
  const elsewhere = new DraftOf(() => visitAt(8))
  await vi.waitFor(async () => expect(await field.read('draft')).not.toBeNull())
  expect(elsewhere.words.claim).toBe('')
})
