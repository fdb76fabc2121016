/** The district as one drawing: lines of differences become SVG paths; no library, no tiles. */

export interface Frame {
  west: number
  south: number
  east: number
  north: number
}

const UNITS = 100_000

/** Points of a line, in units of 1/100,000 degree. */
export function points(line: readonly number[]): [number, number][] {
  const found: [number, number][] = []
  let [x, y] = [0, 0]
  for (let n = 0; n + 1 < line.length; n += 2) {
    x += line[n] ?? 0
    y += line[n + 1] ?? 0
    found.push([x, y])
  }
  return found
}

export function frameOf(lines: readonly (readonly number[])[]): Frame {
  const all = lines.flatMap(points)
  const xs = all.map(([x]) => x)
  const ys = all.map(([, y]) => y)
  const least = (values: number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity)
  const most = (values: number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity)
  return { west: least(xs), south: least(ys), east: most(xs), north: most(ys) }
}

/** Metres east and south of the frame's north-western corner; flat, as a district is small. */
export function project(frame: Frame, x: number, y: number): [number, number] {
  const metres = 111_320 / UNITS
  const shrink = Math.cos(((frame.south + frame.north) / 2 / UNITS) * (Math.PI / 180))
  return [(x - frame.west) * metres * shrink, (frame.north - y) * metres]
}

export function at(frame: Frame, lon: number, lat: number): [number, number] {
  return project(frame, lon * UNITS, lat * UNITS)
}

/** `M… L…`, in whole metres. */
export function path(frame: Frame, lines: readonly (readonly number[])[]): string {
  return lines
    .map((line) => 'M' + points(line).map(([x, y]) => project(frame, x, y).map(Math.round).join(' ')).join('L'))
    .join('')
}
