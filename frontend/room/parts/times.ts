/** `22.00`, `22:00`, `2200` and `9.05` as `22:00` and `09:05`; null for what is no time of day. */
export function readTime(text: string): string | null {
  const found = /^\s*(\d{1,2})[.:]?(\d{2})\s*$/.exec(text)
  const [, hours = '', minutes = ''] = found ?? []
  if (!found || Number(hours) > 23 || Number(minutes) > 59) return null
  return `${hours.padStart(2, '0')}:${minutes}`
}
