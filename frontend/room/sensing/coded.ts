/** Words for groups and origins of incidents; for a district's own, the code is the word. */

import { say, type Words } from '$shared/language.svelte'
import { topicWord } from '$shared/topics'
import { W } from '../words'

const GROUPS: Readonly<Record<string, Words>> = {
  bentrokan: W.group_bentrokan,
  kejahatan: W.group_kejahatan,
  keributan: W.group_keributan,
  lingkungan: W.group_lingkungan,
}
const ORIGINS: Readonly<Record<string, Words>> = {
  resident: W.origin_resident,
  dispatched: W.origin_dispatched,
  discovered: W.origin_discovered,
  agency: W.origin_agency,
  media: W.origin_media,
}

/** A kind without a group stands alone: it is its own group. */
export function groupWord(group: string): string {
  const words = GROUPS[group]
  return words ? say(words) : topicWord(group)
}

export function originWord(origin: string): string {
  const words = ORIGINS[origin]
  return words ? say(words) : origin
}
