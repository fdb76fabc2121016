/** Seeded dice (SplitMix32): equal seeds give equal throws. */
export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.state = (this.state + 0x9e3779b9) >>> 0
    let z = this.state
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32
  }

  /** a ≤ n ≤ b. */
  whole(a: number, b: number): number {
    return a + Math.floor(this.next() * (b - a + 1))
  }

  hit(chance: number): boolean {
    return this.next() < chance
  }

  pick<T>(from: readonly T[]): T {
    const found = from[this.whole(0, from.length - 1)]
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }

  readonly fill = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
    for (let n = 0; n < bytes.length; n += 1) bytes[n] = this.whole(0, 255)
    return bytes
  }
}
