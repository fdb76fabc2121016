/** What may be asked of the planner. */

import type { Endpoints } from '$shared/wire/types'

export type PlanningWish = Endpoints['POST /plannings']['takes']
