/** Calm messages: the night's own, as they came with the patrol; built in, until a phone has met the server. */
import type { Words } from '$shared/language.svelte'
import { BUILT_IN } from '$shared/wire/messages'
import type { Patrol } from './field.svelte.ts'

export interface Message {
  message: string
  say: Words
}

/** All of tonight. A patrol that an older server gave, or that the phone has kept since then, has none. */
export function messagesOf(patrol: Patrol | null): readonly Message[] {
  const found = patrol?.messages?.length ? patrol.messages : BUILT_IN
  return found.map(({ message, say_id, say_en }) => ({ message, say: { id: say_id, en: say_en } }))
}

/** Those for a place, the first to say first. */
export function messagesAt(patrol: Patrol | null, place: string): readonly Message[] {
  const all = messagesOf(patrol)
  const wanted = patrol?.places.find(({ id }) => id === place)?.messages ?? []
  const found = wanted.flatMap((code) => all.filter(({ message }) => message === code))
  return found.length > 0 ? found : all.slice(0, 3)
}
