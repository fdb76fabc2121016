/** Words of looking back. */

import type { Words } from '$shared/language.svelte'

export const PAST = {
  past_night: { id: 'Malam', en: 'Night' },
  past_none: { id: 'Belum ada malam yang selesai untuk ditinjau.', en: 'There is no finished night to look at yet.' },
  past_replay: { id: 'Putar ulang', en: 'Replay' },
  past_play: { id: 'Putar', en: 'Play' },
  past_pause: { id: 'Jeda', en: 'Pause' },
  past_time: { id: 'Waktu', en: 'Time' },
  past_no_track: { id: 'Posisi malam ini sudah dihancurkan; yang tampak adalah kunjungan dan laporan.', en: 'Positions of this night have been destroyed; what you see are visits and reports.' },
  past_track_ends: { id: 'Posisi dihancurkan pada {day}.', en: 'Positions are destroyed on {day}.' },
  past_events: { id: 'Sampai saat ini', en: 'Up to this moment' },
  past_visited: { id: '{count} kunjungan', en: '{count} visits' },
  cover_title: { id: 'Cakupan dan jeda per RW', en: 'Coverage and gaps by neighbourhood' },
  cover_weeks: { id: '{weeks} minggu terakhir', en: 'the last {weeks} weeks' },
  cover_span: { id: 'sejak {from}', en: 'since {from}' },
  cover_area: { id: 'RW', en: 'Neighbourhood' },
  cover_visits: { id: 'Kunjungan per minggu', en: 'Visits by week' },
  cover_minutes: { id: 'Menit', en: 'Minutes' },
  cover_per_1000: { id: 'Menit per 1.000 warga', en: 'Minutes per 1,000 residents' },
  cover_last: { id: 'Terakhir', en: 'Last' },
  cover_gap: { id: 'Jeda kini', en: 'Gap now' },
  cover_longest: { id: 'Jeda terpanjang', en: 'Longest gap' },
  cover_never: { id: 'belum', en: 'never' },
  cover_days: { id: '{count} hari', en: '{count} days' },
  cover_week: { id: 'minggu {number}', en: 'week {number}' },
  cover_legend: { id: 'Warna: jeda kini dalam hari. Makin pekat, makin lama tidak didatangi.', en: 'Colour: gap now, in days. The stronger, the longer without a visit.' },
} as const satisfies Readonly<Record<string, Words>>
