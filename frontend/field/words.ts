import type { Words } from '$shared/language.svelte'

export const W = {
  title: { id: 'sejuk lapangan', en: 'sejuk field app' },
  coming: { id: 'Aplikasi lapangan sedang disiapkan.', en: 'The field app is being prepared.' },
} as const satisfies Readonly<Record<string, Words>>
