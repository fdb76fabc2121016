/**
 * QR codes (ISO/IEC 18004) for short addresses: byte mode, level M, versions 1 to 6, so at most 106 bytes.
 * In these versions all blocks of level M are of one length and no version information is drawn. The mask
 * is always the third: every reader takes any mask, and what it hides is a random code.
 */
type Grid = boolean[][]

/** Of versions 1 to 6 at level M: all codewords, those for correction in a block, blocks. */
const SIZES = [[26, 10, 1], [44, 16, 1], [70, 26, 1], [100, 18, 2], [134, 24, 2], [172, 16, 4]] as const
const MASK = 2
const masked = (x: number): boolean => x % 3 === 0
/** Level M is 00, then the mask; BCH(15, 5), hidden under 101010000010010. */
const FORMAT = format(MASK)

/** Rows of dark modules, without the quiet zone. Throws RangeError for more than 106 bytes. */
export function qr(text: string): Grid {
  const bytes = new TextEncoder().encode(text)
  const version = SIZES.findIndex(([all, ecc, blocks]) => bytes.length + 2 <= all - ecc * blocks) + 1
  const sizes = SIZES[version - 1]
  if (!sizes) throw new RangeError(text)
  const [all, ecc, blocks] = sizes
  return drawn(version, interleaved(codewords(bytes, all - ecc * blocks), ecc, blocks))
}

/** For the `d` of an SVG path, one unit a module, behind four of quiet zone. */
export const qrPath = (grid: Grid): string =>
  grid.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : ''))).join('')

function codewords(bytes: Uint8Array, room: number): number[] {
  const bits = [0, 1, 0, 0, ...bitsOf(bytes.length, 8), ...[...bytes].flatMap((byte) => bitsOf(byte, 8)), 0, 0, 0, 0]
  const words: number[] = []
  for (let n = 0; n < bits.length; n += 8) words.push(bits.slice(n, n + 8).reduce((sum, bit) => 2 * sum + bit, 0))
  for (let pad = 0xec; words.length < room; pad ^= 0xec ^ 0x11) words.push(pad)
  return words
}

function bitsOf(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, n) => (value >> (count - 1 - n)) & 1)
}

/** The first of each block, the second of each, …; then the same of the corrections. */
function interleaved(words: readonly number[], ecc: number, blocks: number): number[] {
  const length = words.length / blocks
  const data = Array.from({ length: blocks }, (_, n) => words.slice(n * length, (n + 1) * length))
  const turn = (parts: number[][]): number[] => (parts[0] ?? []).flatMap((_, n) => parts.map((part) => part[n] ?? 0))
  return [...turn(data), ...turn(data.map((block) => correction(block, ecc)))]
}

/** Reed and Solomon over GF(256) with x⁸ + x⁴ + x³ + x² + 1: what is left of data · xⁿ by the generator. */
function correction(data: readonly number[], count: number): number[] {
  let generator = [1]
  for (let n = 0, root = 1; n < count; n += 1, root = times(root, 2)) {
    generator = [...generator, 0].map((value, k) => value ^ times(generator[k - 1] ?? 0, root))
  }
  const rest = new Array<number>(count).fill(0)
  for (const value of data) {
    const factor = value ^ (rest.shift() ?? 0)
    rest.push(0)
    for (let k = 0; k < count; k += 1) rest[k] = (rest[k] ?? 0) ^ times(generator[k + 1] ?? 0, factor)
  }
  return rest
}

function times(a: number, b: number): number {
  let product = 0
  for (let n = 7; n >= 0; n -= 1) product = (product << 1) ^ (product & 0x80 ? 0x11d : 0) ^ ((b >> n) & 1 ? a : 0)
  return product
}

function format(mask: number): number[] {
  let rest = mask << 10
  for (let n = 14; n >= 10; n -= 1) if ((rest >> n) & 1) rest ^= 0x537 << (n - 10)
  return bitsOf(((mask << 10) | rest) ^ 0x5412, 15)
}

function drawn(version: number, words: readonly number[]): Grid {
  const side = 17 + 4 * version
  const grid: (boolean | undefined)[][] = Array.from({ length: side }, () => new Array<boolean | undefined>(side))
  const set = (x: number, y: number, dark: boolean): void => {
    const row = grid[y]
    if (row && x >= 0 && x < side) row[x] = dark
  }
  const ring = (cx: number, cy: number, radius: number, dark: (far: number) => boolean): void => {
    for (let dy = -radius; dy <= radius; dy += 1)
      for (let dx = -radius; dx <= radius; dx += 1) set(cx + dx, cy + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))))
  }
  for (let n = 0; n < side; n += 1) for (const [x, y] of [[6, n], [n, 6]] as const) set(x, y, n % 2 === 0)
  for (const [x, y] of [[3, 3], [side - 4, 3], [3, side - 4]] as const) ring(x, y, 4, (far) => far !== 2 && far !== 4)
  if (version > 1) ring(side - 7, side - 7, 2, (far) => far !== 1)
  FORMAT.forEach((bit, n) => {
    const dark = bit === 1
    // Around the corner at the top left; and once more, beside the two others.
    if (n < 8) set(n < 6 ? n : n + 1, 8, dark)
    else set(8, n === 8 ? 7 : 14 - n, dark)
    if (n < 7) set(8, side - 1 - n, dark)
    else set(side - 15 + n, 8, dark)
  })
  set(8, side - 8, true)
  const bits = words.flatMap((word) => bitsOf(word, 8))
  let next = 0
  // In pairs of columns from the right, upwards and downwards in turn, past the upright timing line.
  for (let right = side - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up) {
    for (let n = 0; n < side; n += 1) {
      for (const x of [right, right - 1]) {
        const y = up ? side - 1 - n : n
        if (grid[y]?.[x] === undefined) set(x, y, (bits[next++] ?? 0) === 1 !== masked(x))
      }
    }
  }
  return grid.map((row) => Array.from(row, Boolean))
}
