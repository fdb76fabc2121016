/** Something that is asked of the server, shown while it loads, and asked again when it changed. */

import { untrack } from 'svelte'

export class Loaded<T> {
  value = $state.raw<T | null>(null)
  error = $state.raw<unknown>(null)
  busy = $state(false)
  #again = false

  constructor(private readonly fetch: () => Promise<T>) {}

  /** One request at a time; asked meanwhile, once more afterwards. */
  async load(): Promise<void> {
    // Not tracked: an effect that loads must not run again because loading begins or ends.
    if (untrack(() => this.busy)) {
      this.#again = true
      return
    }
    this.busy = true
    try {
      do {
        this.#again = false
        this.value = await this.fetch()
        this.error = null
      } while (this.#again)
    } catch (error) {
      this.error = error
    } finally {
      this.busy = false
    }
  }
}

/** A button's work: busy while it runs, and the problem when it fails. */
export class Deed {
  busy = $state(false)
  error = $state.raw<unknown>(null)

  /** True when it went through. */
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
