/** A date and a time of day, as forms have them, at the clock of a zone without summer time. */

export function momentAt(date: string, time: string, zone: string): Date | null {
  const asIfUtc = Date.parse(`${date}T${time}:00Z`)
  if (Number.isNaN(asIfUtc)) return null
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(asIfUtc)
  const ahead = Date.parse(`${shown.replace(' ', 'T')}Z`) - asIfUtc
  return new Date(asIfUtc - ahead)
}

/** `22:00`, as time fields have it. */
export function timeOf(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeStyle: 'short' }).format(at)
}
