/** An answer as a form has it: flat, so that a draft of it is kept at each stroke. */

import { isoDay } from '$shared/time'
import type { Answer, AnswerKind, AnswerText, ClaimRow, Rubric, SourceCited, SourceKind, TemplateWish } from '$shared/wire/types'
import { momentAt, timeOf } from './moments'

export const MOST = { said: 200, fact: 500, short: 160, line: 120 } as const
export const KINDS = ['false', 'partly', 'handled', 'unknown'] as const
/** What anybody can read up; what residents say is no reference. */
export const SOURCES: ReadonlyArray<SourceKind> = [
  'election_body',
  'court',
  'fact_checker',
  'agency',
  'on_site',
  'document',
  'media',
]
export const SLOTS = [0, 1, 2, 3] as const
export type Slot = (typeof SLOTS)[number]
type SourceField = `${'source' | 'title' | 'url' | 'date'}_${Slot}`
type Field = 'kind' | 'said' | 'fact' | 'short' | 'issued_by' | 'objection' | 'language' | 'heard_day' | 'heard_time' | TemplateField
/** What a template asks for beside. */
type TemplateField = 'so' | 'so_short' | 'doing'
export type Typed = Record<Field | SourceField, string>

export const EMPTY: Typed = {
  ...{ kind: '', said: '', fact: '', short: '', issued_by: '', objection: '', language: 'id', heard_day: '', heard_time: '' },
  ...{ so: '', so_short: '', doing: '' },
  ...{ source_0: '', title_0: '', url_0: '', date_0: '' },
  ...{ source_1: '', title_1: '', url_1: '', date_1: '' },
  ...{ source_2: '', title_2: '', url_2: '', date_2: '' },
  ...{ source_3: '', title_3: '', url_3: '', date_3: '' },
}

/** Those with a title; what else is typed beside none is left out. */
export function sourcesOf(typed: Readonly<Typed>): ReadonlyArray<SourceCited> {
  return SLOTS.flatMap((slot) => {
    const kind = SOURCES.find((one) => one === typed[`source_${slot}`])
    const title = typed[`title_${slot}`].trim()
    if (!kind || !title) return []
    return [{ kind, title, url: typed[`url_${slot}`].trim(), published: typed[`date_${slot}`] || null }]
  })
}

/** As it is sent. */
export function textOf(typed: Readonly<Typed>, zone: string): AnswerText {
  return { ...besideOf(typed, zone), fact: typed.fact.trim(), short: typed.short.trim() }
}

/** For a template: sentences instead of the two texts. */
export function templateOf(typed: Readonly<Typed>, area: string, kind: AnswerKind, zone: string): TemplateWish {
  return { ...besideOf(typed, zone), area, kind, so: typed.so.trim(), so_short: typed.so_short.trim(), doing: typed.doing.trim() }
}

function besideOf(typed: Readonly<Typed>, zone: string): Omit<AnswerText, 'fact' | 'short'> {
  const heard = typed.heard_day && typed.heard_time ? momentAt(typed.heard_day, typed.heard_time, zone) : null
  return {
    said: typed.said.trim(),
    sources: sourcesOf(typed),
    heard_at: heard?.toISOString() ?? null,
    issued_by: typed.issued_by.trim(),
    objection: typed.objection.trim(),
    language: typed.language,
  }
}

/** To go on from an answer that is there. */
export function typedOf(answer: Answer, zone: string): Typed {
  const typed: Typed = {
    ...EMPTY,
    kind: answer.kind,
    said: answer.claim,
    fact: answer.fact,
    short: answer.short,
    issued_by: answer.issued_by,
    objection: answer.objection,
    language: answer.language,
    ...whenOf(answer.heard_at, zone),
  }
  for (const slot of SLOTS) {
    const source = answer.sources[slot]
    if (!source) continue
    typed[`source_${slot}`] = source.kind
    typed[`title_${slot}`] = source.title
    typed[`url_${slot}`] = source.url ?? ''
    typed[`date_${slot}`] = source.published ?? ''
  }
  return typed
}

/** To begin one to a claim. */
export function begun(claim: ClaimRow | null, kind: AnswerKind, zone: string): Typed {
  return { ...EMPTY, kind, said: (claim?.text ?? '').slice(0, MOST.said), ...whenOf(claim?.first_heard_at ?? null, zone) }
}

function whenOf(at: string | null, zone: string): { heard_day: string; heard_time: string } {
  if (at === null) return { heard_day: '', heard_time: '' }
  return { heard_day: isoDay(new Date(at), zone), heard_time: timeOf(new Date(at), zone) }
}

/** What may be said of a claim as it stands; none: it is too early. */
export function kindsFor(claim: ClaimRow, rubric: Rubric): ReadonlyArray<AnswerKind> {
  const { verdict, state } = claim
  const open = state === 'verifying' || state === 'proposed'
  const settled = verdict !== null && !open
  return KINDS.filter((kind) => (kind === 'unknown' && open) || (settled && rubric.fits[kind]?.includes(verdict)))
}
