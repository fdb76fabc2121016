/** Words for the codes of the rumour desk. */

import { language, say, type Words } from '$shared/language.svelte'
import { capital, topicWord } from '$shared/topics'
import type {
  AnswerKind,
  Aside,
  Channel,
  Harm,
  Intake,
  Rubric,
  SourceKind,
  Subject,
  Unit,
  Verifiability,
} from '$shared/wire/types'
import { SERVER_WORDS } from '$shared/wire/words'
import { RUMOURS as R } from '../words/rumours'

export const CHANNELS: ReadonlyArray<Channel> = [
  'obrolan',
  'whatsapp',
  'media-sosial',
  'selebaran',
  'pengeras-suara',
  'media',
  'lain',
]
export const SUBJECTS: Readonly<Record<Subject, Words>> = {
  polri: R.about_polri,
  tni: R.about_tni,
  government: R.about_government,
  candidate: R.about_candidate,
  election_body: R.about_election_body,
  other: R.about_other,
}
export const EVIDENCE: Readonly<Record<SourceKind, Words>> = {
  election_body: R.source_election_body,
  fact_checker: R.source_fact_checker,
  court: R.source_court,
  agency: R.source_agency,
  document: R.source_document,
  on_site: R.source_on_site,
  resident: R.source_resident,
  media: R.source_media,
}
export const UNITS: Readonly<Record<Unit, Words>> = {
  crew: R.unit_crew,
  bhabinkamtibmas: R.unit_bhabinkamtibmas,
  babinsa: R.unit_babinsa,
  satpol_pp: R.unit_satpol_pp,
  dishub: R.unit_dishub,
  public_relations: R.unit_public_relations,
  village: R.unit_village,
}
export const ASIDES: Readonly<Record<Aside, Words>> = {
  opinion: R.aside_opinion,
  criticism: R.aside_criticism,
  satire: R.aside_satire,
  empty: R.aside_empty,
}
export const INTAKES: Readonly<Record<Intake, Words>> = {
  crew: R.intake_crew,
  village: R.intake_village,
  public: R.intake_public,
  import: R.intake_import,
  desk: R.intake_desk,
}
export const ANSWERS: Readonly<Record<AnswerKind, Words>> = {
  false: R.kind_false,
  partly: R.kind_partly,
  handled: R.kind_handled,
  unknown: R.kind_unknown,
  ahead: R.kind_ahead,
}
export const VERIFIABLE: Readonly<Record<Verifiability, Words>> = {
  sight: R.verifiable_sight,
  office: R.verifiable_office,
  long: R.verifiable_long,
}
const PARTS: Readonly<Record<string, Words>> = {
  harm: R.part_harm,
  growth: R.part_growth,
  reach: R.part_reach,
  verifiability: R.part_verifiability,
  time: R.part_time,
}
const AGAINST: Readonly<Record<string, Words>> = {
  few_words: R.against_few_words,
  number: R.against_number,
  place: R.against_place,
  name: R.against_name,
}
const VERDICTS: Readonly<Record<string, Words>> = SERVER_WORDS.claim_state

export function channelWord(channel: string): string {
  return channel === 'lain' ? say(R.channel_other) : topicWord(channel)
}

export function verdictWord(verdict: string): string {
  return say(VERDICTS[verdict] ?? R.about_other)
}

/** A step of a life cycle as it stands on a button. */
export function stepButton(cycle: 'claim' | 'answer' | 'objection', step: string): string {
  const table: Readonly<Record<string, Words>> = SERVER_WORDS[`${cycle}_step`]
  const words = table[step]
  return words ? say(capital(words)) : step
}

export function partWord(name: string): string {
  return say(PARTS[name] ?? { id: name, en: name })
}

export function againstWord(code: string): string {
  return say(AGAINST[code] ?? { id: code, en: code })
}

export function harmWord(rubric: Rubric | null, harm: Harm): string {
  return rubric?.harms.find((one) => one.harm === harm)?.[language()] ?? String(harm)
}
