/** Something that is asked of the server, shown while it loads, and asked again when it changed. */

import { untrack } from 'svelte'
import { Unreachable } from '$shared/api'

/** A request over a line that went dead may wait for a quarter of an hour: nobody waits with it. */
const PATIENCE_MS = 30_000

export class Loaded<T> {
  value = $state.raw<T | null>(null)
  error = $state.raw<unknown>(null)
  busy = $state(false)
  #running: Promise<void> | null = null
  #next: Promise<void> | null = null

  constructor(private readonly fetch: () => Promise<T>) {}

  /** Over when a request that began now or later is answered: one at a time, and those asked for
  meanwhile are one. Never raises. */
  load(): Promise<void> {
    if (!this.#running) return this.#begin()
    this.#next ??= this.#running.then(() => {
      this.#next = null
      return this.load()
    })
    return this.#next
  }

  #begin(): Promise<void> {
    this.#running = this.#once().finally(() => {
      this.#running = null
      this.busy = this.#next !== null
    })
    return this.#running
  }

  async #once(): Promise<void> {
    this.busy = true
    // Not tracked: an effect that loads would run again with everything that the request reads, such as the clock.
    try {
      this.value = await inTime(untrack(this.fetch))
      this.error = null
    } catch (error) {
      this.error = error
    }
  }
}

/** Answers may come in any order: only that of the last question counts. */
export class Newest<T> {
  value = $state.raw<T | null>(null)
  error = $state.raw<unknown>(null)
  busy = $state(false)
  #asked = 0

  /** Never raises. */
  async show(fetch: () => Promise<T>): Promise<void> {
    const number = ++this.#asked
    this.busy = true
    try {
      const found = await inTime(untrack(fetch))
      if (number !== this.#asked) return
      this.value = found
      this.error = null
    } catch (error) {
      if (number === this.#asked) this.error = error
    } finally {
      if (number === this.#asked) this.busy = false
    }
  }

  clear(): void {
    this.#asked++
    this.value = this.error = null
    this.busy = false
  }
}

/** A button's work: busy while it runs, and the problem when it fails. */
export class Deed {
  busy = $state(false)
  error = $state.raw<unknown>(null)

  /** True when it went through; a second press while it runs does nothing. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (untrack(() => this.busy)) return false
    this.busy = true
    this.error = null
    try {
      await work()
      return true
    } catch (error) {
      this.error = error
      return false
    } finally {
      this.busy = false
    }
  }
}

/** Raises `Unreachable` when there is no answer in time; one that comes later is nobody's. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Unreachable('no answer')), PATIENCE_MS)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
