/** Which concerns the list shows, in which order; what a public answer may not hold. */

import { expect, test } from 'vitest'
import { ANY, fitting, type Filter } from '../room/concerns/filter'
import { DOES } from '../room/concerns/does'
import { doubtsOf } from '../room/concerns/public'
import type { ConcernRow } from '../shared/wire/types'
import { SERVER_WORDS } from '../shared/wire/words'

const TODAY = '2024-12-09'

function row(number: number, more: Partial<ConcernRow> = {}): ConcernRow {
  return {
    concern: `k-${number}`, number, what: 'sampah', area: 'Melati', neighbourhood: '1', place: null, owner: 'kelurahan',
    pillar: 'pemda', due: '2024-12-12', overdue: false, source: 'crew', has_ticket: false, state: 'received',
    opened_at: `2024-12-0${number}T10:00:00Z`, escalated_at: null, institution: null, answer: null, merged_into: null,
    visit: null, note: null, steps: [], position: number, ...more,
  }
}

const ROWS = [
  row(1, { due: '2024-12-10' }),
  row(2, { due: '2024-12-08', overdue: true, owner: 'dishub', what: 'parkir' }),
  row(3, { state: 'answered' }),
  row(4, { state: 'merged' }),
  row(5, { neighbourhood: '1|2' }),
  row(6, { state: 'not_ours', neighbourhood: '2' }),
]

test.each<[Partial<Filter>, readonly number[]]>([
  [{}, [2, 1, 5]], // due first, first
  [{ shown: 'overdue' }, [2]],
  [{ shown: 'due' }, [2, 1]], // over already, or until tomorrow
  [{ shown: 'settled' }, [6, 3]], // the newest first
  [{ shown: 'all' }, [2, 1, 5, 6, 4, 3]],
  [{ kind: 'parkir' }, [2]],
  [{ area: '2', shown: 'all' }, [5, 6]], // a border is of both its sides
  [{ owner: 'dishub' }, [2]],
])('%o', (filter, numbers) => {
  expect(fitting(ROWS, { ...ANY, ...filter }, TODAY).map((one) => one.number)).toEqual(numbers)
})

test('every state and step is the server’s own', () => {
  const states = new Set(Object.keys(SERVER_WORDS.concern_state))
  expect(DOES.flatMap(({ from }) => [...from]).filter((state) => !states.has(state))).toEqual([])
  const steps = new Set([...Object.keys(SERVER_WORDS.concern_step), 'visit'])
  expect(DOES.filter(({ what }) => !steps.has(what))).toEqual([])
  // What people may do with a concern is on a button; only the program escalates.
  expect([...steps].filter((step) => !DOES.some(({ what }) => what === step))).toEqual(['escalate'])
})

test('a public answer holds no number, and threatens nobody', () => {
  expect(doubtsOf('Lampu di gang sudah menyala.')).toEqual({ taken: null, names: [], refused: [] })
  expect(doubtsOf('Hubungi 0812-3456-7890.').taken).toBe('Hubungi █.')
  expect(doubtsOf('Tanyakan kepada Pak Budi.').names).toEqual(['Pak Budi'])
  expect(doubtsOf('Penyebar kabar itu akan ditindak tegas.').refused.length).toBeGreaterThan(0)
})
