/** A plan that was made anew from another (edited, or the rest of a night): looked at, taken or left. */

import { ask, Refusal, request } from '$shared/api'
import type { OrderRow, Plan, PlanningRow } from '$shared/wire/types'
import { optionPaths, type Paths } from '../map/district'
import { Deed } from '../state/load.svelte'
import { refusalOf } from '../told'
import type { PlanningWish } from '../wish'
import { isRunning, took } from './tonight.svelte'

const POLL_MS = 500

interface Offer {
  readonly plan: Plan
  readonly paths: Paths
}

export class Revision {
  planning = $state.raw<PlanningRow | null>(null)
  offer = $state.raw<Offer | null>(null)
  /** Somebody changed the order meanwhile: a person decides. */
  clash = $state(false)
  readonly deed = new Deed()
  #stopped = false

  get busy(): boolean {
    return this.deed.busy || isRunning(this.planning)
  }

  /** Plans, and follows it until it is ready. */
  async begin(wish: PlanningWish): Promise<void> {
    this.offer = null
    this.clash = false
    this.#stopped = false
    await this.deed.run(async () => {
      await this.#follow(await ask('POST /plannings', { body: wish }))
    })
  }

  /** One that was begun before a reload. */
  async resume(planning: PlanningRow): Promise<void> {
    this.#stopped = false
    await this.deed.run(() => this.#follow(planning))
  }

  async #follow(first: PlanningRow): Promise<void> {
    this.planning = first
    while (isRunning(this.planning) && !this.#stopped) {
      await new Promise((done) => setTimeout(done, POLL_MS))
      this.planning = await ask('GET /plannings/{id}', { path: { id: first.planning } })
    }
    const [option] = this.planning?.options ?? []
    if (this.planning?.problem) throw refusalOf(this.planning.problem)
    if (!option || this.planning?.state !== 'ready') return
    const path = { id: first.planning, option: option.option }
    const [answer, paths] = await Promise.all([
      request<{ plan: Plan }>('GET /plannings/{id}/options/{option}', { path }),
      optionPaths(path.id, path.option).catch(() => ({ features: [] })),
    ])
    this.offer = { plan: answer.plan, paths }
  }

  /** Takes it into the order, if that is still as it was; else `clash`. */
  async accept(order: OrderRow, basedOn: string): Promise<boolean> {
    const planning = this.planning
    if (!planning) return false
    const went = await this.deed.run(() =>
      ask('POST /orders/{id}/revise', {
        path: { id: order.order },
        body: { planning: planning.planning, based_on: basedOn },
      }),
    )
    if (went) {
      await took()
      this.drop()
    } else if (this.deed.error instanceof Refusal && this.deed.error.problem.code === 'changed_meanwhile') {
      this.clash = true
      await took()
    }
    return went
  }

  async cancel(): Promise<void> {
    const planning = this.planning
    this.#stopped = true
    if (planning && isRunning(planning))
      await this.deed.run(() => ask('POST /plannings/{id}/cancel', { path: { id: planning.planning }, body: {} }))
    this.drop()
  }

  drop(): void {
    this.#stopped = true
    this.planning = null
    this.offer = null
    this.clash = false
    this.deed.error = null
  }
}
