import { expect, test } from 'vitest'
import type { Answer, ClaimGrowth, ClaimRow, ClaimStep, Rubric } from '../shared/wire/types'
import { EMPTY, kindsFor, sourcesOf, textOf, typedOf } from '../room/rumours/answer'
import { deadlineWords, spanOf, withinWords } from '../room/rumours/deadline'
import { lengthOf, piecesOf, takenOut } from '../room/rumours/marks'
import { momentAt, timeOf } from '../room/rumours/moments'
import { paceLine, paceWords, trendWords } from '../room/rumours/pace'
import { byDay, classOf, sumOf } from '../room/rumours/spread'
import { judgedBy } from '../room/rumours/verdict'

const HOUR = 3_600_000
const NOW = new Date('2024-11-28T15:00:00Z')

test.each([
  [119 * 60_000, { unit: 'minutes', count: 119 }],
  [2 * HOUR, { unit: 'hours', count: 2 }],
  [-47.9 * HOUR, { unit: 'hours', count: 47 }],
  [48 * HOUR, { unit: 'days', count: 2 }],
  [6.9 * 24 * HOUR, { unit: 'days', count: 6 }],
])('a span of %d ms', (ms, span) => expect(spanOf(ms)).toEqual(span))

test.each([
  ['2024-11-28T16:30:00Z', 'sisa 90 menit'],
  ['2024-11-28T11:59:00Z', 'terlambat 3 jam'],
  ['2024-12-05T15:00:00Z', 'sisa 7 hari'],
])('the deadline %s in words', (deadline, words) => expect(deadlineWords(deadline, NOW)).toBe(words))

test('how long a harm leaves', () => {
  expect([2, 12, 48, 168].map(withinWords)).toEqual([
    '(putusan dalam 2 jam)',
    '(putusan dalam 12 jam)',
    '(putusan dalam 2 hari)',
    '(putusan dalam 7 hari)',
  ])
})

const GROWTH: ClaimGrowth = { probability: 0.99, trend: 'growing', doubles: true, days: 2, shortest: 1.4, longest: 5.25, thin: false, id: 'makin meluas: …', en: 'spreading: …' }

test('growth in one line is the server’s own', () => {
  expect([null, GROWTH].map(paceWords)).toEqual(['belum diukur', 'makin meluas: …'])
})

test('a list has it in a word', () => {
  expect([null, GROWTH, { ...GROWTH, thin: true }].map(trendWords)).toEqual(['', 'makin meluas', 'data tipis'])
})

test('the line of growth doubles in its days and has as many in all as were seen', () => {
  // Doubling every two days over five days: each is √2 of the one before; 3 + 0 + 2 + 4 + 6 were seen.
  const line = paceLine([3, 0, 2, 4, 6], GROWTH) ?? []
  expect(line.reduce((sum, one) => sum + one, 0)).toBeCloseTo(15)
  expect((line[2] ?? 0) / (line[0] ?? 1)).toBeCloseTo(2)
  expect((paceLine([5, 5, 5], { ...GROWTH, doubles: false }) ?? []).at(0)).toBeGreaterThan(5)
  for (const no of [null, { ...GROWTH, thin: true }, { ...GROWTH, trend: 'unclear' }, { ...GROWTH, days: null }])
    expect(paceLine([1, 2], no)).toBeNull()
})

test('classes of counts on the map', () => {
  expect([1, 2, 4, 5, 9, 10, 400].map(classOf)).toEqual([0, 1, 1, 2, 2, 3, 3])
})

test('sightings by day and by neighbourhood', () => {
  const areas = [
    { area: '1', counts: [1, 0, 2] },
    { area: '2', counts: [0, 4, 1] },
  ]
  expect(byDay({ days: ['a', 'b', 'c'], areas, channels: {}, earlier: 0 })).toEqual([1, 4, 3])
  expect(areas.map(sumOf)).toEqual([3, 5])
})

test('a text is cut at its marks', () => {
  const marks = [{ begin: 4, end: 9 }]
  expect(piecesOf('yang salah', marks).map(({ text }) => text)).toEqual(['yang', ' sala', 'h'])
  expect(piecesOf('█ dan ██', takenOut('█ dan ██', '█')).map(({ text, mark }) => [text, mark !== null])).toEqual([
    ['█', true],
    [' dan ', false],
    ['██', true],
  ])
  expect(piecesOf('', [])).toEqual([])
})

test('characters are counted as the server counts them', () => {
  expect([lengthOf('kabar'), lengthOf('😀'), '😀'.length]).toEqual([5, 1, 2])
})

test('a moment at the clock of the district', () => {
  expect(momentAt('2024-11-28', '22:00', 'Asia/Jakarta')?.toISOString()).toBe('2024-11-28T15:00:00.000Z')
  expect(momentAt('2024-12-01', '00:30', 'Asia/Jayapura')?.toISOString()).toBe('2024-11-30T15:30:00.000Z')
  expect(momentAt('', '22:00', 'Asia/Jakarta')).toBeNull()
  expect(timeOf(NOW, 'Asia/Makassar')).toBe('23:00')
})

const ANSWER: Answer = {
  ...{ kind: 'false', about: 'i-1', language: 'id', claim: 'Kotak suara dibuka', version: 1, corrects: null },
  ...{ fact: 'Kotak suara tersegel.', short: 'Tersegel.', issued_by: 'Polsek Contoh', objection: 'Loket aduan' },
  sources: [{ kind: 'election_body', title: 'KPU Contoh, rekap', url: 'https://kpu.example/', published: '2024-11-28' }],
  heard_at: '2024-11-28T22:00:00+07:00',
  issued: '2024-11-28T22:30:00+07:00',
}

test('an answer goes into the form and comes out the same', () => {
  const text = textOf(typedOf(ANSWER, 'Asia/Jakarta'), 'Asia/Jakarta')
  expect(text).toMatchObject({ said: ANSWER.claim, fact: ANSWER.fact, short: ANSWER.short, sources: ANSWER.sources })
  expect(Date.parse(text.heard_at ?? '')).toBe(Date.parse(ANSWER.heard_at ?? ''))
})

test('a source without a title, or of no kind, is none', () => {
  const typed = { ...EMPTY, title_0: 'Rekap', source_1: 'court', source_2: 'court', title_2: ' Putusan ' }
  expect(sourcesOf(typed)).toEqual([{ kind: 'court', title: 'Putusan', url: '', published: null }])
})

const CLAIM: ClaimRow = {
  ...{ claim: 'i-1', area: 'Contoh', text: 'x', harm: 1, about: 'other', verifiability: null, proposed: null, approvals: 0, approvals_needed: null },
  ...{ sources: 0, independents: 0, opened_at: '', deadline: '', overdue: false, settled_at: null, answered_at: null },
  ...{ sightings: 0, areas: 0, first_heard_at: null, last_heard_at: null, answers: 0, growth: null, still_growing: false },
  ...{ triage: null, position: 1, state: 'screened', verdict: null },
}
const RUBRIC: Rubric = {
  ...{ harms: [], authorities: [], independent: [], approvers: {}, asides: [] },
  fits: { false: ['false', 'misleading'], partly: ['partly_true', 'misleading'], handled: ['true'], unknown: ['unsettled'], ahead: [] },
}

test.each([
  [{ state: 'screened' }, []],
  [{ state: 'verifying' }, ['unknown']],
  [{ state: 'proposed', verdict: 'false' }, ['unknown']], // opened again: its old verdict stands no longer
  [{ state: 'misleading', verdict: 'misleading' }, ['false', 'partly']],
  [{ state: 'watched', verdict: 'true' }, ['handled']],
] as const)('what may be said of a claim that is %o', (change, kinds) => {
  expect(kindsFor({ ...CLAIM, ...change }, RUBRIC)).toEqual(kinds)
})

const step = (name: string, author: string): ClaimStep => ({
  ...{ step: name, author, state: '', at: '', office: author, agency: null, verdict: null, name: null, reason: null, service: null },
})

test('who approved is counted from the last proposal on', () => {
  const first = [step('propose', 'a'), step('approve', 'b'), step('return', 'b')]
  expect(judgedBy([])).toBeNull()
  expect(judgedBy(first)).toBeNull()
  const judged = judgedBy([...first, step('propose', 'c'), step('approve', 'd'), step('settle_true', 'server')])
  expect([judged?.proposal.author, judged?.approvals.map(({ author }) => author)]).toEqual(['c', ['d']])
})
