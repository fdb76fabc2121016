/** Daily counts as bars, and what is usual as a line, in the units of a drawing. */

export interface Day {
  readonly day: string
  readonly observed: number
  readonly expected: number
}

export interface Bar {
  readonly day: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Plot {
  readonly bars: ReadonlyArray<Bar>
  /** An SVG path through the middle of each day. */
  readonly usual: string
  /** The number at the upper edge. */
  readonly top: number
}

const GAP = 0.2

export function plotOf(days: ReadonlyArray<Day>, width: number, height: number): Plot {
  const most = Math.max(1, ...days.map(({ observed }) => observed), ...days.map(({ expected }) => expected))
  const top = Math.ceil(most)
  const step = width / Math.max(1, days.length)
  const up = (count: number): number => height - (count / top) * height
  return {
    top,
    bars: days.map(({ day, observed }, index) => ({
      day,
      x: (index + GAP / 2) * step,
      y: up(observed),
      width: step * (1 - GAP),
      height: height - up(observed),
    })),
    usual: days.map(({ expected }, index) => `${index ? 'L' : 'M'}${((index + 0.5) * step).toFixed(2)} ${up(expected).toFixed(2)}`).join(''),
  }
}

export function sums(days: ReadonlyArray<Day>): { readonly observed: number; readonly expected: number } {
  return {
    observed: days.reduce((sum, { observed }) => sum + observed, 0),
    expected: days.reduce((sum, { expected }) => sum + expected, 0),
  }
}
