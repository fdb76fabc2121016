/** Growth of a claim in words, and the line that it draws through the days. */

import { language, say } from '$shared/language.svelte'
import type { ClaimGrowth } from '$shared/wire/types'
import { RUMOURS as R } from '../words/rumours'

/** One line: the trend, how likely growth is, and the pace with its interval; the server's own words. */
export function paceWords(growth: ClaimGrowth | null): string {
  return growth === null ? say(R.pace_none) : growth[language()]
}

/** For a list: a word or two. */
export function trendWords(growth: ClaimGrowth | null): string {
  if (growth === null) return ''
  if (growth.thin) return say(R.thin)
  if (growth.trend === 'growing') return say(R.trend_growing)
  return say(growth.trend === 'falling' ? R.trend_falling : R.trend_unclear)
}

/** Expected by day: as many in all as were seen, at the estimated pace; null where the pace is not known. */
export function paceLine(counts: ReadonlyArray<number>, growth: ClaimGrowth | null): ReadonlyArray<number> | null {
  if (growth === null || growth.thin || growth.days === null || growth.trend === 'unclear') return null
  const slope = ((growth.doubles ? 1 : -1) * Math.LN2) / growth.days
  const heights = counts.map((_, day) => Math.exp(slope * (day - counts.length)))
  const total = counts.reduce((sum, count) => sum + count, 0)
  const scale = total / heights.reduce((sum, height) => sum + height, 0)
  return heights.map((height) => height * scale)
}
