/** Words that both apps say. */

import type { Words } from './language.svelte'

export const SHARED = {
  unreachable: { id: 'Server tidak terjangkau.', en: 'The server cannot be reached.' },
  unreachable_do: {
    id: 'Periksa jaringan. Yang sudah diketik tetap tersimpan di perangkat ini; coba lagi.',
    en: 'Check the network. What you typed stays on this device; try again.',
  },
  defect: { id: 'Ada kesalahan di halaman ini.', en: 'Something is wrong with this page.' },
  defect_do: {
    id: 'Muat ulang halaman. Yang sudah diketik tetap tersimpan.',
    en: 'Reload the page. What you typed is kept.',
  },
  field_missing: { id: 'Isi dulu bagian ini.', en: 'Please fill this in.' },
  field_wrong: { id: 'Isian ini belum benar.', en: 'This is not right yet.' },
  other_language: { id: 'English', en: 'Bahasa Indonesia' },
  dark: { id: 'Gelap', en: 'Dark' },
  light: { id: 'Terang', en: 'Light' },
} as const satisfies Readonly<Record<string, Words>>

export const AGENCY: Readonly<Record<string, string>> = {
  polri: 'Polri',
  tni: 'TNI',
  satpol_pp: 'Satpol PP',
  dishub: 'Dishub',
}
