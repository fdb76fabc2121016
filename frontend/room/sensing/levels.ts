/** The four levels of tension, and how areas stand on a day. */

import { say } from '$shared/language.svelte'
import type { TensionLook, TensionDays } from '$shared/wire/types'
import { hoodName, type Ground } from '../map/district'
import { sidesOf } from '../map/borders'
import { W } from '../words'

export const LEVELS = ['sejuk', 'hangat', 'perhatian', 'panas'] as const
export type Level = (typeof LEVELS)[number]

export interface Standing {
  readonly area: string
  readonly mean: number
  readonly level: Level
  readonly thin: boolean
}

export function heatToken(level: Level): string {
  return `--heat-${LEVELS.indexOf(level)}`
}

export function isBorder(area: string): boolean {
  return sidesOf(area).length === 2
}

export function areaName(ground: Ground | null, area: string): string {
  const [a = area, b] = sidesOf(area)
  return b === undefined ? hoodName(ground, a) : say(W.heat_border_of, { a: hoodName(ground, a), b: hoodName(ground, b) })
}

export function standingsNow(look: TensionLook): ReadonlyArray<Standing> {
  return look.areas.map(({ area, mean, level, thin }) => ({ area, mean, level, thin }))
}

export function standingsOn(days: TensionDays, day: number): ReadonlyArray<Standing> {
  return days.areas.map(({ area, means, levels, thin }) => ({
    area,
    mean: means[day] ?? 0,
    level: LEVELS[levels[day] ?? 0] ?? 'sejuk',
    thin: thin[day] ?? true,
  }))
}

/** The hottest level first, and in it the highest number. */
export function hottestFirst(standings: ReadonlyArray<Standing>): ReadonlyArray<Standing> {
  const rank = (standing: Standing): number => LEVELS.indexOf(standing.level)
  return [...standings].sort(
    (a, b) => rank(b) - rank(a) || b.mean - a.mean || a.area.localeCompare(b.area, 'id', { numeric: true }),
  )
}

/** How many to show before somebody asks for all: those above sejuk, and at least a few. */
export function worthShowing(sorted: ReadonlyArray<Standing>, few: number): number {
  return Math.max(few, sorted.filter(({ level }) => level !== 'sejuk').length)
}
