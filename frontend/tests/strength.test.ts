import { expect, test } from 'vitest'
import { emptyForm, isForm, linesOf, peopleByAgency, wishOf, withLines } from '../room/tonight/strength'

const form = withLines(emptyForm('2024-11-28'), [
  { agency: 'polri', role: 'leader', people: 2, vehicle: 'motorbike' },
  { agency: 'polri', role: 'member', people: 2, vehicle: 'motorbike' },
  { agency: 'tni', role: 'member', people: 3, vehicle: 'foot', request_number: 'B/12/XI/2024', valid_until: '2024-11-30' },
  { agency: 'dishub', role: 'member', people: 0, vehicle: 'car' },
])

test('people are counted by agency', () => {
  expect([...peopleByAgency(form.lines)]).toEqual([
    ['polri', 4],
    ['tni', 3],
    ['dishub', 0],
  ])
})

test("the request of soldiers comes with a roster and goes with soldiers' lines alone", () => {
  expect([form.tniNumber, form.tniUntil]).toEqual(['B/12/XI/2024', '2024-11-30'])
  expect(linesOf(form).map((line) => [line.agency, line.request_number])).toEqual([
    ['polri', null],
    ['polri', null],
    ['tni', 'B/12/XI/2024'],
  ])
})

test('lines without people are not sent', () => {
  const wish = wishOf(form, 'Melati')
  expect(wish).toMatchObject({ kind: 'tonight', district: 'Melati', date: '2024-11-28', start: '22:00' })
  expect('strength' in wish && wish.strength.length).toBe(3)
})

test('a veto goes with a rotation alone', () => {
  const vetoed = ['poi-1']
  expect(wishOf({ ...form, vetoed }, 'Melati')).toMatchObject({ extra: null, vetoed: [] })
  expect(wishOf({ ...form, extra: 4, vetoed }, 'Melati')).toMatchObject({ extra: 4, vetoed })
})

test('a draft of another form is none', () => {
  expect(isForm(form)).toBe(true)
  expect(isForm({ form: 1, lines: [] })).toBe(false)
  expect(isForm(null)).toBe(false)
})
