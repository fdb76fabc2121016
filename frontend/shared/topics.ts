/** What a report is about, in words. The codes are those of crews' phones and of the table of severities.
For a code of a district's own, and for the four levels, which have no English, the code is the word. */

import { say, type Words } from './language.svelte'
import { KINDS } from './wire/concerns'

const INCIDENT: Readonly<Record<string, Words>> = {
  tawuran: { id: 'tawuran', en: 'brawl' },
  pembakaran: { id: 'pembakaran', en: 'arson' },
  perkelahian: { id: 'perkelahian', en: 'fight' },
  perusakan: { id: 'perusakan', en: 'damage' },
  ancaman: { id: 'ancaman', en: 'threat' },
  pemalakan: { id: 'pemalakan', en: 'extortion' },
  pencurian: { id: 'pencurian', en: 'theft' },
  'balap-liar': { id: 'balap liar', en: 'street racing' },
  'minuman-keras': { id: 'minuman keras', en: 'liquor' },
  petasan: { id: 'petasan', en: 'firecrackers' },
  'perselisihan-warga': { id: 'perselisihan warga', en: 'dispute of residents' },
  'unjuk-rasa': { id: 'unjuk rasa', en: 'demonstration' },
  kampanye: { id: 'kampanye', en: 'campaign' },
  konvoi: { id: 'konvoi', en: 'convoy' },
  kerumunan: { id: 'kerumunan', en: 'crowd' },
  'acara-warga': { id: 'acara warga', en: 'residents’ event' },
}

/** What residents are concerned about: the server's own table. */
export const CONCERN: Readonly<Record<string, Words>> = KINDS

/** Where a claim was heard: a channel, never an account. */
export const CHANNEL = {
  obrolan: { id: 'obrolan', en: 'talk' },
  whatsapp: { id: 'grup WhatsApp', en: 'WhatsApp group' },
  'media-sosial': { id: 'media sosial', en: 'social media' },
  selebaran: { id: 'selebaran', en: 'leaflet' },
  'pengeras-suara': { id: 'pengeras suara', en: 'loudspeaker' },
  media: { id: 'media', en: 'news media' },
} satisfies Record<string, Words>

export const TOPIC: Readonly<Record<string, Words>> = { ...INCIDENT, ...CONCERN, ...CHANNEL }

/** As it stands on a button. */
export function capital({ id, en }: Words): Words {
  return { id: raised(id), en: raised(en) }
}

function raised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

export function topicWord(code: string): string {
  const words = TOPIC[code]
  return words ? say(words) : code.replaceAll('-', ' ')
}
