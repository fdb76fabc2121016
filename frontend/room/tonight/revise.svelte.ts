/** A plan that was made anew from another (edited, or the rest of a night): looked at, taken or left. */

import { ask, Refusal, request } from '$shared/api'
import type { OrderRow, Plan, PlanningRow } from '$shared/wire/types'
import { optionPaths, type Paths } from '../map/district'
import { Deed } from '../state/load.svelte'
import { refusalOf } from '../told'
import type { PlanningWish } from '../wish'
import { cancelled, follow, isRunning } from './follow'
import { took } from './tonight.svelte'

interface Offer {
  readonly plan: Plan
  readonly paths: Paths
}

export class Revision {
  planning = $state.raw<PlanningRow | null>(null)
  offer = $state.raw<Offer | null>(null)
  /** The plan that the order has by now, made by somebody else meanwhile: a person decides. */
  clash = $state<string | null>(null)
  /** Asking for it, and taking it. */
  readonly deed = new Deed()
  /** Beside the others: what is under way can be cancelled. */
  readonly stopping = new Deed()
  error = $state.raw<unknown>(null)
  #stop = new AbortController()

  get busy(): boolean {
    return this.deed.busy || isRunning(this.planning)
  }

  /** Plans, and follows it until it is ready. */
  async begin(wish: PlanningWish): Promise<void> {
    this.drop()
    await this.deed.run(async () => {
      this.planning = await ask('POST /plannings', { body: wish })
    })
    if (this.planning) await this.resume(this.planning)
  }

  /** One that was begun before a reload. */
  async resume(planning: PlanningRow): Promise<void> {
    this.#stop.abort()
    this.#stop = new AbortController()
    const { signal } = this.#stop
    this.error = null
    try {
      await follow(planning, (row) => (this.planning = row), signal)
      const offer = await this.#offered()
      if (!signal.aborted) this.offer = offer
    } catch (error) {
      if (!signal.aborted) this.error = error
    }
  }

  async #offered(): Promise<Offer | null> {
    const planning = this.planning
    if (planning?.problem) throw refusalOf(planning.problem)
    const [option] = planning?.options ?? []
    if (!option || planning?.state !== 'ready') return null
    const path = { id: planning.planning, option: option.option }
    const [answer, paths] = await Promise.all([
      request<{ plan: Plan }>('GET /plannings/{id}/options/{option}', { path }),
      optionPaths(path.id, path.option).catch(() => ({ features: [] })),
    ])
    return { plan: answer.plan, paths }
  }

  /** Takes it into the order in place of the plan it began from, or of `instead`, once a person saw
  that one too. Else there is a `clash`, or an error. */
  async accept(order: string, instead: string | null = null): Promise<boolean> {
    const planning = this.planning
    if (!planning) return false
    const body = { planning: planning.planning, based_on: instead ?? planning.based_on ?? '' }
    const went = await this.deed.run(() => ask('POST /orders/{id}/revise', { path: { id: order }, body }))
    if (went) this.drop()
    else if (isClash(this.deed.error)) await this.#lookAtClash(order)
    else return false
    await took()
    return went
  }

  async #lookAtClash(id: string): Promise<void> {
    await this.deed.run(async () => {
      const answer = await request<{ order: OrderRow }>('GET /orders/{id}', { path: { id } })
      this.clash = answer.order.plan
    })
  }

  /** No longer wanted, under way or ready: it does not come back after a reload. */
  async cancel(): Promise<void> {
    const planning = this.planning
    if (!planning) return
    if (await this.stopping.run(() => cancelled(planning))) this.drop()
  }

  drop(): void {
    this.#stop.abort()
    this.planning = this.offer = this.clash = null
    this.error = this.deed.error = this.stopping.error = null
  }
}

function isClash(error: unknown): boolean {
  return error instanceof Refusal && error.problem.code === 'changed_meanwhile'
}
