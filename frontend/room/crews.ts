/** Six colours, then again from the first: a crew is always told by its letter as well. */

const COLOURS = 6

export function crewNumber(crew: string): number {
  const code = crew.toUpperCase().charCodeAt(0) - 65
  return code >= 0 && code < 26 ? code % COLOURS : 0
}

export function crewColour(crew: string): string {
  return `var(--crew-${crewNumber(crew) + 1})`
}

/** The colour itself, for the map, which knows no CSS variables. */
export function crewPaint(crew: string): string {
  return token(`--crew-${crewNumber(crew) + 1}`)
}

export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
