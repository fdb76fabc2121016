/** Invented data for the patterns page: a made-up district, with the longest names that occur. */

import type { Coverage, Figures, LiveCrew, OptionRow, Plan, PlanningRow, ReportRow, Stop } from '$shared/wire/types'
import { groundOf, type DistrictMap, type Ground, type Hood, type Spot, type Street } from '../map/district'

export const BEGINS = '2024-11-28T15:00:00Z'
export const ENDS = '2024-11-28T18:00:00Z'
export const NOW = new Date('2024-11-28T16:12:00Z')
export const ZONE = 'Asia/Jakarta'

const NAMES = [
  'Simpang Jalan Melati Raya – Gang Kenanga IV (belakang Pasar Induk Melati Timur)',
  'Pasar Melati',
  'Batas RW 03 Melati – RW 11 Kenanga Selatan',
  'SD Negeri Melati 02 Pagi',
  'Pos RW 07',
  'Kantor Kelurahan Kenanga',
]

const spots: Spot[] = NAMES.map((name, i) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [106.85 + 0.002 * i, -6.18 + 0.0016 * (i % 3)] },
  properties: { what: 'place', id: `p${i}`, name, kind: i === 2 ? 'border' : 'junction', neighbourhoods: [`h${i % 3}`], rawan: i === 0 },
}))
const hoods: Hood[] = [0, 1, 2].map((i) => {
  const [x, y] = [106.849 + i * 0.0042, -6.182]
  return {
    type: 'Feature',
    geometry: { type: 'MultiPolygon', coordinates: [[[[x, y], [x + 0.0042, y], [x + 0.0042, y + 0.0066], [x, y + 0.0066], [x, y]]]] },
    properties: { what: 'neighbourhood', id: `h${i}`, name: `RW 0${i + 3} Melati`, ward: 'Melati', population: 2400 + 300 * i },
  }
})
const streets: Street[] = [0, 1, 2, 3, 4].map((i) => ({
  type: 'Feature',
  geometry: {
    type: 'MultiLineString',
    coordinates: [i < 3 ? [[106.849, -6.18 + 0.0016 * i], [106.8615, -6.18 + 0.0016 * i]] : [[106.85 + 0.004 * (i - 3), -6.182], [106.85 + 0.004 * (i - 3), -6.1755]]],
  },
  properties: { what: 'street', name: i ? `Gang Kenanga ${i}` : 'Jalan Melati Raya', highway: i ? 'residential' : 'secondary' },
}))
const map: DistrictMap = {
  type: 'FeatureCollection',
  id: 'melati',
  name: 'Melati',
  credit: '© OpenStreetMap contributors',
  vintage: '2012',
  synthetic: true,
  bbox: [106.8485, -6.183, 106.862, -6.175],
  features: [...hoods, ...streets, ...spots],
}
export const GROUND: Ground = groundOf(map)

function stop(place: number, kind: Stop['kind'], start: number, more: Partial<Stop> = {}): Stop {
  const reasons = [
    { code: 'base', amount: 10 },
    { code: 'tension', amount: 4.6 },
    { code: 'due', amount: 3.2 },
    { code: 'first', amount: 8 },
  ]
  return {
    place: `p${place}`,
    kind,
    arrive: start - 60,
    start,
    leave: start + 720,
    block: start < 5400 ? 0 : 1,
    neighbourhood: `h${place % 3}`,
    value: 25.8,
    reasons: kind === 'visit' || kind === 'joint' ? reasons : [],
    meets: [],
    ...more,
  }
}

const figures: Figures = {
  visits: 31,
  places: 29,
  neighbourhoods: 27,
  neighbourhoods_total: 39,
  priority_place_blocks: 22,
  priority_total: 30,
  dwell_minutes: 372,
  travel_minutes: 141,
  street_km_passed: 22.4,
  longest_gap_minutes: 92,
  longest_gap_max_minutes: 130,
  patrols_all_pillars_percent: 100,
  joint_visits_planned: 2,
  joint_visits_met: 2,
  overtime_minutes: 0,
  workload_spread_minutes: 11,
  visits_per_neighbourhood_min: 0,
  visits_per_neighbourhood_max: 3,
  objective: 812.4,
}
const post = 'p5'
const route = (id: string, stops: Stop[], travel: number): Plan['routes'][number] => ({
  crew: { id, members: [{ agency: 'polri', people: 1, leaders: 1 }, { agency: 'tni', people: 1, leaders: 0 }, { agency: 'satpol_pp', people: 1, leaders: 0 }], mode: 'motorbike', start_post: post, end_post: post },
  depart: 0,
  back: 10_500,
  stops,
  travel,
  together: false,
})

export const PLAN: Plan = {
  kind: 'sejuk',
  district: 'Melati',
  synthetic: true,
  shift: { date: '2024-11-28', start: '22:00:00', end: '01:00:00', zone: ZONE },
  blocks: [0, 5400, 10_800],
  seed: 0,
  preset: 'standard',
  engine: 'sejuk',
  routes: [
    route('A', [stop(0, 'visit', 300), stop(1, 'joint', 2400, { meets: ['B'] }), stop(2, 'visit', 5600), stop(4, 'rendezvous', 8000, { meets: ['B'], neighbourhood: null, leave: 8300 })], 2400),
    route('B', [stop(3, 'visit', 500), stop(1, 'joint', 2400, { meets: ['A'], neighbourhood: null }), stop(5, 'break', 5000), stop(4, 'rendezvous', 8000, { meets: ['A'], neighbourhood: null, leave: 8300 })], 2100),
  ],
  cover: [],
  figures,
  unmet: [{ what: 'floor', id: 'h1', reason: 'no_time_left', detail: '' }],
  night: 1,
  uncovered: [],
  robustness: [],
  prices: [],
  bound: 826,
  gap_percent: 1.6,
  bound_relaxed: null,
  gap_relaxed_percent: null,
  notes: ['synthetic', 'no_history'],
  pins: [],
  draw: null,
  rotation: null,
  bans: [],
}

const option = (name: string, more: Partial<Figures>, minutes: number, gap: number | null): OptionRow => ({
  option: name,
  plan: 'a'.repeat(64),
  figures: { ...figures, ...more },
  core_visits: 24,
  extra_visits: 7,
  most_burdened: [{ neighbourhood: 'h0', visits: 3, minutes, per_1000: 14.2 }],
  minutes_median: 12,
  bound: 826,
  gap_percent: gap,
  unmet: 1,
  changed: null,
  kept: null,
  commitment: null,
})

export const PLANNING: PlanningRow = {
  planning: 'n-1',
  kind: 'tonight',
  state: 'ready',
  stage: '',
  part: 1,
  district: 'Melati',
  order: null,
  based_on: null,
  asked_by: 'padal',
  asked_at: BEGINS,
  wish: { kind: 'tonight', district: 'Melati', date: '2024-11-28', strength: [] },
  options: [option('worth', {}, 36, 1.6), option('widest', { neighbourhoods: 31, priority_place_blocks: 20 }, 24, 3.9), option('varied', { visits: 30, workload_spread_minutes: 6 }, 28, null)],
  problem: null,
  rotation: null,
  option: null,
  position: 1,
}

const at = (seconds: number): string => new Date(Date.parse(BEGINS) + seconds * 1000).toISOString()

export const CREWS: ReadonlyArray<LiveCrew> = PLAN.routes.map((one, i) => ({
  crew: one.crew.id,
  device: `d-${i}`,
  author: `katim-${one.crew.id.toLowerCase()}`,
  state: i ? 'on_the_way' : 'at_stop',
  roll_call: 'open',
  fix: { at: at(4300), lon: 106.8525 + 0.004 * i, lat: -6.1788, accuracy_m: 8 },
  seen_at: at(i ? 3000 : 4300),
  next: 3,
  late_minutes: i ? 12 : -2,
  stops: one.stops.map((planned, index) => ({
    place: planned.place,
    kind: planned.kind,
    arrive: at(planned.arrive),
    start: at(planned.start),
    leave: at(planned.leave),
    arrived_at: index < 2 ? at(planned.start + 240 * i) : null,
    left_at: index < (i ? 2 : 1) ? at(planned.leave + 240 * i) : null,
  })),
}))

export const REPORTS: ReadonlyArray<ReportRow> = [
  { position: 11, at: at(1200), kind: 'talked', author: 'katim-a', crew: 'A', place: 'p0', area: null, what: null, origin: null, residents: 6, text: 'Warga menanyakan jadwal ronda.' },
  { position: 12, at: at(2900), kind: 'reported', author: 'katim-b', crew: 'B', place: 'p1', area: 'h1', what: 'lampu-jalan', origin: 'resident', residents: null, text: 'Lampu jalan mati, warga minta diperbaiki.' },
  { position: 13, at: at(3900), kind: 'heard', author: 'katim-b', crew: 'B', place: null, area: 'h2', what: null, origin: null, residents: null, text: 'Kabar akan ada iring-iringan besok pagi.' },
]

export const COVERAGE: Coverage = {
  district: 'Melati',
  begins: '2024-11-01',
  weeks: 4,
  areas: [0, 1, 2].map((i) => ({
    neighbourhood: `h${i}`,
    name: `RW 0${i + 3} Melati`,
    visits: [i, 2, 3 - i, i * 2],
    minutes: 120 + 60 * i,
    per_1000: i ? 31.5 : null,
    last: i ? `2024-11-2${i + 5}` : null,
    longest_gap_days: 27 - 9 * i,
  })),
}
