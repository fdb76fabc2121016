/** Who proposed the verdict that stands or waits, and who approved it since. */

import type { ClaimStep } from '$shared/wire/types'

export interface Judged {
  readonly proposal: ClaimStep
  readonly approvals: ReadonlyArray<ClaimStep>
}

/** Of the last proposal; null when there is none, or it was returned or the claim opened again. */
export function judgedBy(steps: ReadonlyArray<ClaimStep>): Judged | null {
  const at = steps.findLastIndex(({ step }) => step === 'propose')
  const proposal = steps[at]
  const after = steps.slice(at + 1)
  if (!proposal || after.some(({ step }) => step === 'return' || step === 'reopen')) return null
  return { proposal, approvals: after.filter(({ step }) => step === 'approve') }
}
