/** The strength form: what is typed, before it is sent. */

import type { Agency, Line, Mode, Role } from '$shared/wire/types'
import type { PlanningWish } from '../wish'

export interface FormLine {
  agency: Agency
  role: Role
  people: number
  vehicle: Mode
  post: string | null
}

export interface StrengthForm {
  readonly form: 2
  date: string
  start: string
  end: string
  crews: number | null
  preset: string
  /** Extra visits of a fair rotation that begins tonight; null: none. */
  extra: number | null
  /** Places that take no part in it. */
  vetoed: string[]
  lines: FormLine[]
  tniNumber: string
  tniUntil: string
  tension: string
  tensionName: string
}

export function emptyForm(date: string): StrengthForm {
  return {
    form: 2,
    date,
    start: '22:00',
    end: '01:00',
    crews: null,
    preset: 'standard',
    extra: null,
    vetoed: [],
    lines: [],
    tniNumber: '',
    tniUntil: '',
    tension: '',
    tensionName: '',
  }
}

/** A draft of another version of this form is none. */
export function isForm(found: unknown): found is StrengthForm {
  return (
    typeof found === 'object' &&
    found !== null &&
    'form' in found &&
    found.form === 2 &&
    'lines' in found &&
    Array.isArray(found.lines)
  )
}

/** The form with these people in it; what else was typed stays. */
export function withLines(form: StrengthForm, lines: ReadonlyArray<Line>): StrengthForm {
  const soldiers = lines.find((line) => line.agency === 'tni' && line.request_number)
  return {
    ...form,
    lines: lines.map(({ agency, role = 'member', people, vehicle = 'foot', post = null }) => ({ agency, role, people, vehicle, post })),
    tniNumber: soldiers?.request_number ?? form.tniNumber,
    tniUntil: soldiers?.valid_until ?? form.tniUntil,
  }
}

export function linesOf(form: StrengthForm): Line[] {
  return form.lines
    .filter((line) => line.people > 0)
    .map((line) => ({
      ...line,
      request_number: (line.agency === 'tni' && form.tniNumber.trim()) || null,
      valid_until: (line.agency === 'tni' && form.tniUntil) || null,
    }))
}

export function wishOf(form: StrengthForm, district: string): PlanningWish {
  return {
    kind: 'tonight',
    district,
    date: form.date,
    start: form.start,
    end: form.end,
    strength: linesOf(form),
    tension: form.tension,
    crews: form.crews,
    seed: 0,
    preset: form.preset,
    pins: [],
    bans: [],
    extra: form.extra || null,
    vetoed: form.extra ? form.vetoed : [],
  }
}

/** Agency → people, in the order of first appearance. */
export function peopleByAgency(lines: ReadonlyArray<FormLine>): ReadonlyMap<Agency, number> {
  const counts = new Map<Agency, number>()
  for (const line of lines) counts.set(line.agency, (counts.get(line.agency) ?? 0) + (line.people || 0))
  return counts
}
