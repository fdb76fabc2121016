/**
 * The crew's own log of tonight: what its acts mean together. Pure: an act gives the next journal and
 * the event that says so. The journal is kept in the same transaction as the event.
 */
import type { Body } from './outbox.ts'

export type Mood = 'sejuk' | 'hangat' | 'perhatian' | 'panas'
export type By = 'dwell' | 'code' | 'hand'
export type Sign = 'stalls_open' | 'people_outside' | 'traffic_usual'
export type Signs = Readonly<Record<Sign, boolean | null>>
export type People = Readonly<Record<'polri' | 'tni' | 'satpol_pp' | 'dishub', number>>

export const MOODS: readonly Mood[] = ['sejuk', 'hangat', 'perhatian', 'panas']
export const SIGNS: readonly Sign[] = ['stalls_open', 'people_outside', 'traffic_usual']
export const NOBODY: People = { polri: 0, tni: 0, satpol_pp: 0, dishub: 0 }

export interface Visit {
  readonly place: string
  readonly area: string
  readonly by: By
  /** ms since 1970, as all times here. */
  readonly arrived: number
  readonly left: number | null
  readonly mood: Mood | null
  readonly signs: Signs
  /** Null: not asked yet; 0: nobody wanted to talk. */
  readonly residents: number | null
  readonly concerns: number | null
  readonly claims: number | null
  /** Null: no meeting here, or it is not over. */
  readonly met: boolean | null
  /** Ids of calm messages that were passed on here; journals of older apps have none. */
  readonly given?: readonly string[]
  /** What became of follow-ups here, by their task. */
  readonly followed?: Readonly<Record<string, boolean>>
}

export interface Journal {
  readonly order: string | null
  readonly crew: string | null
  readonly people: People
  readonly opened: number | null
  readonly closed: number | null
  readonly pause: number | null
  readonly heading: string | null
  readonly visit: Visit | null
  readonly visits: readonly Visit[]
  /** When the crew last said something itself. */
  readonly heard: number
}

export const EMPTY: Journal = {
  order: null,
  crew: null,
  people: NOBODY,
  opened: null,
  closed: null,
  pause: null,
  heading: null,
  visit: null,
  visits: [],
  heard: 0,
}

export interface Step {
  journal: Journal
  body: Body | null
}

/** Between the two roll-calls. */
export const onDuty = (journal: Journal): boolean => journal.opened !== null && journal.closed === null

/** Tapped twice it begins once: nothing wipes a patrol that is under way. */
export const beginOnce =
  (order: string | null, crew: string, people: People) =>
  (journal: Journal, at: number): Step =>
    onDuty(journal) ? { journal, body: null } : openRollCall(order, crew, people, at)

export function openRollCall(order: string | null, crew: string, people: People, at: number): Step {
  const journal: Journal = { ...EMPTY, order, crew, people, opened: at, heard: at }
  return { journal, body: { kind: 'roll_call_opened', crew } }
}

export function closeRollCall(journal: Journal, at: number): Step {
  if (!onDuty(journal)) return { journal, body: null }
  const visits = visitsUntil(journal, at)
  const closed: Journal = { ...journal, visit: null, visits, pause: null, heading: null, closed: at, heard: at }
  return said(closed, { kind: 'roll_call_closed' }, at)
}

export function pause(journal: Journal, at: number): Step {
  const begins = journal.pause === null
  const kind = begins ? 'break_begun' : 'break_ended'
  return said({ ...journal, pause: begins ? at : null }, { kind }, at)
}

export function changeCrew(journal: Journal, people: People, at: number): Step {
  return said({ ...journal, people }, { kind: 'crew_changed', ...people }, at)
}

export function head(journal: Journal, place: string, at: number): Step {
  return said({ ...journal, heading: place }, { kind: 'heading', place }, at)
}

export function arrive(
  journal: Journal,
  spot: { place: string; area: string },
  by: By,
  code: string | null,
  at: number,
): Step {
  if (journal.visit?.place === spot.place) return { journal, body: null }
  const visit: Visit = {
    ...spot,
    by,
    arrived: at,
    left: null,
    mood: null,
    signs: { stalls_open: true, people_outside: true, traffic_usual: true },
    residents: null,
    concerns: null,
    claims: null,
    met: null,
  }
  const body = { kind: 'arrived', place: spot.place, by, ...(code && { code }) }
  // Whoever scans the next place's code has left the one before, said or not.
  return said({ ...journal, heading: null, visit, visits: visitsUntil(journal, at) }, body, at)
}

/** The mood of the place, with the signs as they stand. The last word counts. */
export function observe(journal: Journal, mood: Mood, at: number): Step {
  return inVisit(journal, { mood }, at, (visit) => ({ kind: 'observed', place: visit.place, mood, ...visit.signs }))
}

export function sign(journal: Journal, name: Sign, at: number): Step {
  const visit = journal.visit
  if (!visit) return { journal, body: null }
  const signs: Signs = { ...visit.signs, [name]: !visit.signs[name] }
  const mood = visit.mood
  return inVisit(journal, { signs }, at, () => (mood ? { kind: 'observed', place: visit.place, mood, ...signs } : null))
}

export function talk(journal: Journal, residents: number, at: number): Step {
  return inVisit(journal, { residents }, at, ({ place }) => ({ kind: 'talked', place, residents }))
}

/** A calm message was passed on here; once. */
export function give(journal: Journal, message: string, at: number): Step {
  const given = journal.visit?.given ?? []
  if (given.includes(message)) return { journal, body: null }
  return inVisit(journal, { given: [...given, message] }, at, ({ place, area }) => ({ kind: 'message_given', message, area, place }))
}

/** Whether that was done here what residents had asked for; the last word counts. */
export function followUp(journal: Journal, task: string, done: boolean, at: number): Step {
  const followed = { ...journal.visit?.followed, [task]: done }
  return inVisit(journal, { followed }, at, ({ place }) => ({ kind: 'followed_up', task, place, done }))
}

/** `topic` null: nobody asked for anything. `ticket`: the digest of the code that was given out. */
export function concern(journal: Journal, topic: string | null, at: number, ticket: string | null = null): Step {
  const before = journal.visit?.concerns ?? 0
  return inVisit(journal, { concerns: topic === null ? before : before + 1 }, at, ({ place, area }) =>
    topic === null ? null : { kind: 'reported', what: topic, origin: 'resident', area, place, ...(ticket && { ticket }) },
  )
}

/** What whoever heard a claim may tell besides. */
export interface HeardMore {
  readonly place_kind?: string
  /** How many repeated it there. */
  readonly repeated?: number
}

/** `channel` null: no claim was heard. */
export function claim(journal: Journal, channel: string | null, at: number, more: HeardMore = {}): Step {
  const before = journal.visit?.claims ?? 0
  return inVisit(journal, { claims: channel === null ? before : before + 1 }, at, ({ area }) =>
    channel === null ? null : { kind: 'heard', area, channel, ...more },
  )
}

export function endMeeting(journal: Journal, met: boolean, at: number): Step {
  return inVisit(journal, { met }, at, ({ place, arrived }) => ({
    kind: 'meeting_ended',
    place,
    met,
    waited_minutes: Math.min(1440, Math.max(0, Math.round((at - arrived) / 60_000))),
  }))
}

export function leave(journal: Journal, at: number): Step {
  const visit = journal.visit
  if (!visit) return { journal, body: null }
  return said({ ...journal, visit: null, visits: visitsUntil(journal, at) }, { kind: 'left', place: visit.place }, at)
}

export function allWell(journal: Journal, at: number): Step {
  return said(journal, { kind: 'all_well' }, at)
}

/** The four taps are made. */
export const complete = (visit: Visit): boolean =>
  visit.mood !== null && visit.residents !== null && visit.concerns !== null && visit.claims !== null

/** With the one that is open, which ends now. */
function visitsUntil({ visits, visit }: Journal, at: number): readonly Visit[] {
  return visit ? [...visits, { ...visit, left: at }] : visits
}

function inVisit(
  journal: Journal,
  change: Partial<Visit>,
  at: number,
  event: (visit: Visit) => Body | null,
): Step {
  if (!journal.visit) return { journal, body: null }
  const visit = { ...journal.visit, ...change }
  const body = event(visit)
  const next = { ...journal, visit }
  return body ? said(next, body, at) : { journal: next, body: null }
}

/** With the crew, and noted for the dead-man timer. */
function said(journal: Journal, body: Body, at: number): Step {
  const { crew } = journal
  const named = crew !== null && body.kind !== 'heard' // a claim is of an area, not of a crew
  return { journal: { ...journal, heard: at }, body: named ? { ...body, crew } : body }
}
