/** A form that somebody fills in: kept in this browser at every stroke, gone once it is sent.
 *
 * `typed` is bound to fields as any object would be: `bind:value={draft.typed.note}`.
 */

import { dropDraft, keepDraft, readDraft } from './drafts'

type Fields = Readonly<Record<string, string | number>>

export class Draft<T extends Fields> {
  readonly typed: T
  /** False when the browser has no room: then the page says so. */
  kept = $state(true)
  #now: T

  constructor(
    private readonly account: string,
    private readonly name: string,
    private readonly empty: T,
  ) {
    this.#now = $state.raw({ ...empty, ...Object.fromEntries(fitting(readDraft(account, name, isObject), empty)) })
    this.typed = new Proxy(empty, {
      get: (_, key) => Reflect.get(this.#now, key),
      set: (_, key, value) => {
        this.put({ ...this.#now, [key]: value })
        return true
      },
    })
  }

  put(typed: T): void {
    this.#now = typed
    this.kept = keepDraft(this.account, this.name, typed)
  }

  /** It has gone out: the form is empty again. */
  drop(): void {
    this.#now = this.empty
    this.kept = true
    dropDraft(this.account, this.name)
  }
}

const isObject = (found: unknown): found is object => typeof found === 'object' && found !== null

/** The fields that this version's form has, too. */
function fitting(found: object | null, empty: Fields): ReadonlyArray<[string, unknown]> {
  return Object.entries(found ?? {}).filter(([key, value]) => typeof value === typeof empty[key])
}
