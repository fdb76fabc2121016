/** The activity report (laporan hasil giat) as the text that goes into a group: what the crew entered. */
import type { Journal, People, Visit } from './journal.ts'

export interface ReportFacts {
  order: string
  district: string
  /** `Kamis, 28 November 2024`. */
  day: string
  /** `22.00`. */
  clock: (ms: number) => string
  /** `WIB`. */
  zone: string
  placeName: (id: string) => string
}

const PILLARS: readonly [keyof People, string][] = [
  ['polri', 'Polri'],
  ['tni', 'TNI'],
  ['satpol_pp', 'Satpol PP'],
  ['dishub', 'Dishub'],
]
/** Moods that a superior has to see in the last lines. */
const UNEASY = new Set(['perhatian', 'panas'])

/** In Indonesian, as it is sent. What only a person can know is left blank. */
export function activityReport(journal: Journal, facts: ReportFacts): string {
  const visits = [...journal.visits, ...(journal.visit ? [journal.visit] : [])]
  const people = PILLARS.filter(([pillar]) => journal.people[pillar] > 0)
  const total = people.reduce((sum, [pillar]) => sum + journal.people[pillar], 0)
  const ended = journal.closed === null ? '…' : facts.clock(journal.closed)
  const uneasy = visits.filter((visit) => visit.mood && UNEASY.has(visit.mood))
  const count = (pick: (visit: Visit) => number | null): number =>
    visits.reduce((sum, visit) => sum + (pick(visit) ?? 0), 0)
  const talks = visits.filter((visit) => (visit.residents ?? 0) > 0).length
  return [
    '*LAPORAN HASIL GIAT*',
    '*PATROLI TERITORIAL BERSAMA*',
    `Kec. ${facts.district}`,
    '',
    'Kepada Yth.: …',
    'Dari: …',
    '',
    `1. *Dasar*: ${facts.order}`,
    `2. *Waktu*: ${facts.day}, ${journal.opened === null ? '…' : facts.clock(journal.opened)} s.d. ${ended} ${facts.zone}`,
    `3. *Kuat pers*: ${people.map(([pillar, name]) => `${name} ${journal.people[pillar]}`).join(', ') || '…'}; jumlah ${total || '…'}`,
    `4. *Tim*: ${journal.crew ?? '…'}; pimpinan: …`,
    '5. *Titik yang didatangi*:',
    ...visits.map((visit, n) => `   ${n + 1}) ${lineOf(visit, facts)}`),
    '6. *Hasil*:',
    `   titik ${visits.length}; dialog ${talks} (warga ±${count((visit) => visit.residents)});`,
    `   keluhan ${count((visit) => visit.concerns)}; isu terdengar ${count((visit) => visit.claims)};`,
    '   kejadian menonjol: …',
    `7. *Situasi*: ${uneasy.length === 0 ? 'aman, tertib, kondusif' : `perlu perhatian di ${uneasy.map((visit) => facts.placeName(visit.place)).join('; ')}`}`,
    '',
    'Demikian dilaporkan.',
  ].join('\n')
}

function lineOf(visit: Visit, facts: ReportFacts): string {
  const hours = `${facts.clock(visit.arrived)}–${visit.left === null ? '…' : facts.clock(visit.left)}`
  return `${hours} ${facts.placeName(visit.place)}${visit.mood ? ` (${visit.mood})` : ''}`
}
