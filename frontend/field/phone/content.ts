/** What is built in: the card for talking, owners of concerns, channels, numbers for help. */
import type { Words } from '$shared/language.svelte'
import { capital, CHANNEL } from '$shared/topics'
import { INSTITUTIONS, KINDS, OWNERS as OFFICES } from '$shared/wire/concerns'

/** What makes people feel fairly treated, one line each: voice, neutrality, respect, good reasons. */
export const CARD: readonly Words[] = [
  { id: 'Dengarkan sampai selesai sebelum menjawab.', en: 'Listen to the end before you answer.' },
  { id: 'Perlakukan semua warga sama, apa pun pilihannya.', en: 'Treat everyone alike, whatever they voted.' },
  { id: 'Sapa dengan sopan; perkenalkan diri dan tujuan.', en: 'Greet politely; say who you are and why you came.' },
  { id: 'Jelaskan alasannya, dan apa yang terjadi setelah ini.', en: 'Give reasons, and say what happens next.' },
  { id: 'Jangan berjanji yang bukan wewenang kita; catat keluhannya.', en: 'Promise nothing that is not ours to give; note the concern.' },
]

export interface Owner {
  topic: string
  words: Words
  owner: Words
}

/** Kinds of concern, and who owns each. */
export const OWNERS: readonly Owner[] = Object.entries(KINDS).map(([topic, kind]) => ({
  topic,
  words: capital(kind),
  owner: passedOn(OFFICES[kind.owner], kind.institutions.map((code) => INSTITUTIONS[code])),
}))

/** `Kelurahan → Bina Marga, PLN`. */
function passedOn(owner: Words, others: readonly Words[]): Words {
  const of = (language: 'id' | 'en'): string =>
    [owner[language], others.map((one) => one[language]).join(', ')].filter(Boolean).join(' → ')
  return { id: of('id'), en: of('en') }
}

export const CHANNELS: readonly { channel: string; words: Words }[] = [
  { channel: 'obrolan', words: capital(CHANNEL.obrolan) },
  { channel: 'whatsapp', words: capital(CHANNEL.whatsapp) },
  { channel: 'media-sosial', words: capital(CHANNEL['media-sosial']) },
  { channel: 'selebaran', words: capital(CHANNEL.selebaran) },
]

/** Where a claim is mostly heard; the codes are those of places on the map. */
export const HEARD_AT: readonly { kind: string; words: Words }[] = [
  { kind: 'market', words: { id: 'Pasar, warung', en: 'Market, stall' } },
  { kind: 'street', words: { id: 'Jalan', en: 'Street' } },
  { kind: 'worship', words: { id: 'Rumah ibadah', en: 'Place of worship' } },
  { kind: 'school', words: { id: 'Sekolah', en: 'School' } },
  { kind: 'office', words: { id: 'Kantor', en: 'Office' } },
  { kind: 'other', words: { id: 'Lain', en: 'Other' } },
]
/** How many repeated it, near enough. */
export const REPEATED: readonly { count: number; shown: string }[] = [
  { count: 1, shown: '1' },
  { count: 3, shown: '±3' },
  { count: 10, shown: '±10' },
  { count: 20, shown: '20+' },
]

/** Public services that answer anywhere in the country. */
export const SERVICES: readonly { number: string; words: Words }[] = [
  { number: '110', words: { id: 'Polri', en: 'Police' } },
  { number: '112', words: { id: 'Darurat', en: 'Emergency' } },
  { number: '113', words: { id: 'Pemadam kebakaran', en: 'Fire brigade' } },
  { number: '119', words: { id: 'Ambulans', en: 'Ambulance' } },
]
