/** Arriving: by the code that was scanned, by having stayed inside the fence, or by one's own word. */
import { arrive, type By } from '../core/journal.ts'
import { field, type Place } from './field.svelte.ts'

/** Where the crew has stayed long enough to have arrived, if anywhere. */
export function dwelt(): { spot: Place; since: number } | null {
  const minutes = field.patrol?.rules.dwell_minutes ?? 3
  return field.here && field.now - field.here.since >= minutes * 60_000 ? field.here : null
}

/** False when the phone could not keep it. */
export async function come(place: Place): Promise<boolean> {
  const scanned = field.scanned?.place === place.id ? field.scanned : null
  const by: By = scanned ? 'code' : dwelt()?.spot.id === place.id ? 'dwell' : 'hand'
  const spot = { place: place.id, area: place.area }
  const kept = await field.act((journal, at) => arrive(journal, spot, by, scanned?.code ?? null, at))
  if (kept) field.scanned = null
  return kept
}
