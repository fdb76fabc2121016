import type { Words } from '$shared/language.svelte'

export const W = {
  title: { id: 'Ruang operasi', en: 'Operations room' },
  coming: { id: 'Ruang operasi sedang disiapkan.', en: 'The operations room is being prepared.' },
} as const satisfies Readonly<Record<string, Words>>
