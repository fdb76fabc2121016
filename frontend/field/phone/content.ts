/** Built-in calm messages, card and addresses, until the engagement part brings the day's own. */
import type { Words } from '$shared/language.svelte'
import { capital, CHANNEL, CONCERN } from '$shared/topics'

export const MESSAGES: readonly Words[] = [
  {
    id: 'Pemilihan sudah selesai; tetangga kita tetap tetangga. Mari jaga lingkungan bersama.',
    en: 'The election is over; our neighbours are still our neighbours. Let us look after this place together.',
  },
  {
    id: 'Dengar kabar yang membuat resah? Jangan diteruskan dulu. Tanyakan kepada RT, RW atau petugas.',
    en: 'Heard news that worries you? Do not pass it on yet. Ask the RT, the RW or an officer.',
  },
  {
    id: 'Penghitungan suara diumumkan KPU secara berjenjang. Keberatan disampaikan lewat jalur resmi.',
    en: 'The election commission announces the count step by step. Objections go the official way.',
  },
  {
    id: 'Kalau melihat keributan, menjauh dulu, lalu hubungi 110. Keselamatan lebih penting.',
    en: 'If you see a brawl, step away first, then call 110. Safety comes first.',
  },
  {
    id: 'Berkumpul dan berpendapat boleh, dengan damai. Kami membantu mengatur lalu lintasnya.',
    en: 'People may gather and speak, peacefully. We help with the traffic.',
  },
]

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
export const OWNERS: readonly Owner[] = [
  { topic: 'lampu-jalan', words: capital(CONCERN['lampu-jalan']), owner: { id: 'Kelurahan → Bina Marga', en: 'Ward office → public works' } },
  { topic: 'kebisingan', words: capital(CONCERN.kebisingan), owner: { id: 'RT/RW, Satpol PP', en: 'RT/RW, Satpol PP' } },
  { topic: 'parkir', words: capital(CONCERN.parkir), owner: { id: 'Dishub', en: 'Dishub' } },
  { topic: 'sampah', words: capital(CONCERN.sampah), owner: { id: 'Kelurahan → Lingkungan Hidup', en: 'Ward office → environment' } },
  { topic: 'tawuran', words: { id: 'Takut tawuran', en: 'Fear of brawls' }, owner: { id: 'Polsek (Bhabinkamtibmas)', en: 'Polsek (Bhabinkamtibmas)' } },
  { topic: 'pemilu', words: capital(CONCERN.pemilu), owner: { id: 'PPK/Panwascam', en: 'Election committee, supervisors' } },
  { topic: 'bantuan', words: capital(CONCERN.bantuan), owner: { id: 'Kelurahan', en: 'Ward office' } },
  { topic: 'lain', words: capital(CONCERN.lain), owner: { id: 'Kecamatan', en: 'District office' } },
]

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
