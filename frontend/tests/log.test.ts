/** The duty log: in the order of what happened, in words that say that it has. */

import { expect, test } from 'vitest'
import { doneWord, newestFirst, type LogLine } from '../room/handover/lines'
import { DONE } from '../room/words/steps'
import { SERVER_WORDS } from '../shared/wire/words'

const line = (position: number, at: string): LogLine => ({
  position,
  at: `2024-11-28T${at}:00Z`,
  kind: 'arrived',
  author: 'katim-a',
  crew: 'A',
  place: null,
  body: {},
  text: null,
  byHand: false,
})

test('a phone that had no line tells late what was earlier', () => {
  const known = [line(1, '15:00'), line(2, '16:00'), line(3, '15:30'), line(4, '16:00')]
  expect(newestFirst(known).map(({ position }) => position)).toEqual([4, 2, 3, 1])
})

test('every step of every life cycle', () => {
  const steps = Object.entries(SERVER_WORDS)
    .filter(([table]) => table.endsWith('_step'))
    .flatMap(([table, words]) => Object.keys(words).map((step) => ({ table, step })))
  expect(steps.length).toBeGreaterThan(20)
  expect(steps.filter(({ table, step }) => doneWord(table, step) === step)).toEqual([])
  expect(doneWord('alarm_step', 'acknowledge')).not.toBe(doneWord('directive_step', 'acknowledge'))
  expect(Object.keys(DONE).length).toBeGreaterThan(20)
})
