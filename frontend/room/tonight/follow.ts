/** A planning, asked for again and again until it is over. */

import { ask, Refusal } from '$shared/api'
import type { PlanningRow } from '$shared/wire/types'

const POLL_MS = 500
const LOST_MS = 2000
const RUNNING = new Set(['waiting', 'working'])
/** There is nothing to wait for: it is gone, or not for this account. */
const NEVER = new Set([403, 404])

export function isRunning(planning: PlanningRow | null): boolean {
  return planning !== null && RUNNING.has(planning.state)
}

/** Tells each state, the first one too. A lost line and an ended session are waited out.

Raises `Refusal` for one that is not to be seen any more. Tells nothing once `stop` is aborted. */
export async function follow(first: PlanningRow, tell: (row: PlanningRow) => void, stop: AbortSignal): Promise<void> {
  let row = first
  let pause = POLL_MS
  tell(row)
  while (isRunning(row)) {
    await new Promise((done) => setTimeout(done, pause))
    if (stop.aborted) return
    try {
      const found = await ask('GET /plannings/{id}', { path: { id: row.planning } })
      if (stop.aborted) return
      row = found
      pause = POLL_MS
      tell(row)
    } catch (error) {
      if (error instanceof Refusal && NEVER.has(error.problem.status)) throw error
      pause = LOST_MS
    }
  }
}

/** The planning as it is once nobody wants it any more; as it ended, when it was over already. */
export async function cancelled(planning: PlanningRow): Promise<PlanningRow> {
  const path = { id: planning.planning }
  try {
    return await ask('POST /plannings/{id}/cancel', { path, body: {} })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const row = await ask('GET /plannings/{id}', { path })
    if (isRunning(row)) throw error
    return row
  }
}
