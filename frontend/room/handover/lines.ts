/** The duty log's lines in words. */

import { say, type Words } from '$shared/language.svelte'
import type { Seen } from '$shared/wire/types'
import { topicWord } from '$shared/topics'
import { W } from '../words'
import { DONE } from '../words/steps'

const PLAIN: Readonly<Record<string, Words>> = {
  roll_call_opened: W.ev_roll_call_opened,
  roll_call_closed: W.ev_roll_call_closed,
  sos: W.ev_sos,
  arrived: W.ev_arrived,
  left: W.ev_left,
  observed: W.ev_observed,
  talked: W.ev_talked,
  reported: W.ev_reported,
  heard: W.ev_heard,
  noted: W.ev_noted,
  meeting_ended: W.ev_meeting_ended,
  break_begun: W.ev_break_begun,
  break_ended: W.ev_break_ended,
  crew_changed: W.ev_crew_changed,
  followed_up: W.ev_followed_up,
  message_given: W.ev_message_given,
  concern_opened: W.ev_concern_opened,
  concern_visit_planned: W.ev_concern_visit_planned,
  concern_visited: W.ev_concern_visited,
  order_drafted: W.ev_order_drafted,
  order_revised: W.ev_order_revised,
  alarm_raised: W.ev_alarm_raised,
  early_warning_raised: W.ev_early_warning_raised,
  task_opened: W.ev_task_opened,
  operation_opened: W.ev_operation_opened,
  directive_written: W.ev_directive_written,
  handover_offered: W.ev_handover_offered,
  duty_taken: W.ev_duty_taken,
  planning_begun: W.ev_planning_begun,
  sighting_linked: W.ev_sighting_linked,
  sighting_split: W.ev_sighting_split,
  sighting_dropped: W.ev_sighting_dropped,
  claim_opened: W.ev_claim_opened,
  claim_assessed: W.ev_claim_assessed,
  evidence_added: W.ev_evidence_added,
  evidence_withdrawn: W.ev_evidence_withdrawn,
  answer_drafted: W.ev_answer_drafted,
  answer_spread: W.ev_answer_spread,
  answer_feedback: W.ev_answer_feedback,
  objection_made: W.ev_objection_made,
  fact_checks_imported: W.ev_fact_checks_imported,
}
const STEPPED: Readonly<Record<string, { words: Words; table: string }>> = {
  order_stepped: { words: W.ev_order, table: 'order_step' },
  alarm_stepped: { words: W.ev_alarm, table: 'alarm_step' },
  early_warning_stepped: { words: W.ev_early_warning, table: 'early_warning_step' },
  concern_stepped: { words: W.ev_concern, table: 'concern_step' },
  concern_passed: { words: W.ev_concern, table: 'concern_step' },
  concern_answered: { words: W.ev_concern, table: 'concern_step' },
  concern_merged: { words: W.ev_concern, table: 'concern_step' },
  task_stepped: { words: W.ev_task, table: 'task_step' },
  operation_stepped: { words: W.ev_operation, table: 'operation_step' },
  directive_stepped: { words: W.ev_directive, table: 'directive_step' },
  handover_stepped: { words: W.ev_handover, table: 'handover_step' },
  planning_stepped: { words: W.ev_planning, table: 'planning_step' },
  claim_stepped: { words: W.ev_claim, table: 'claim_step' },
  answer_stepped: { words: W.ev_answer, table: 'answer_step' },
  objection_stepped: { words: W.ev_objection, table: 'objection_step' },
}

export interface LogLine {
  readonly position: number
  readonly at: string
  readonly kind: string
  readonly author: string
  readonly crew: string | null
  readonly place: string | null
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string | null
  /** Written into the log by somebody, not by an event. */
  readonly byHand: boolean
}

export function lineOf(seen: Seen): LogLine {
  const body = seen.body ?? {}
  const word = (name: string): string | null => {
    const value = body[name]
    return typeof value === 'string' ? value : null
  }
  return {
    position: seen.position,
    at: seen.corrected_at,
    kind: seen.kind,
    author: seen.author,
    crew: word('crew'),
    place: word('place'),
    body,
    text: Object.values(seen.texts).join(' · ') || null,
    byHand: seen.kind === 'noted',
  }
}

export function headline(line: LogLine): string {
  const stepped = STEPPED[line.kind]
  const step = line.body['step']
  if (stepped && typeof step === 'string')
    return say(stepped.words, { step: doneWord(stepped.table, step) })
  const plain = PLAIN[line.kind]
  const what = line.body['what']
  if (plain && typeof what === 'string') return `${say(plain)}: ${topicWord(what)}`
  return plain ? say(plain) : line.kind
}

export function doneWord(table: string, step: string): string {
  const words = DONE[`${table}.${step}`] ?? DONE[step]
  return words ? say(words) : step
}

/** By when it happened, not by when it was told: a phone without a line tells late. */
export function newestFirst(lines: ReadonlyArray<LogLine>): ReadonlyArray<LogLine> {
  return [...lines].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.position - a.position)
}

/** Lines that say no more than the one before: an alarm that sounds again and again. */
export function worthReading(lines: ReadonlyArray<LogLine>): ReadonlyArray<LogLine> {
  return lines.filter((line) => !(line.kind === 'alarm_stepped' && line.body['step'] === 'repeat'))
}
