/** What can be done with a concern from here: as the server's table has it. */

import type { Words } from '$shared/language.svelte'
import { W } from '../words'

const OPEN = ['received', 'in_hand', 'passed_on'] as const

export type Does = 'answer' | 'close' | 'take' | 'visit' | 'pass_on' | 'merge' | 'decline' | 'withdraw' | 'reopen'

interface Doing {
  readonly what: Does
  readonly words: Words
  readonly verb: string
  readonly from: ReadonlyArray<string>
  /** It stands on a button of its own, not among the other steps. */
  readonly first: boolean
}

export const DOES: ReadonlyArray<Doing> = [
  { what: 'close', words: W.con_do_close, verb: 'concern.close', from: ['answered'], first: true },
  { what: 'answer', words: W.con_do_answer, verb: 'concern.answer', from: [...OPEN, 'answered'], first: true },
  { what: 'take', words: W.con_do_take, verb: 'concern.take', from: OPEN, first: true },
  { what: 'visit', words: W.con_do_visit, verb: 'concern.visit', from: [...OPEN, 'answered'], first: true },
  { what: 'pass_on', words: W.con_do_pass_on, verb: 'concern.pass_on', from: OPEN, first: false },
  { what: 'merge', words: W.con_do_merge, verb: 'concern.merge', from: OPEN, first: false },
  { what: 'decline', words: W.con_do_decline, verb: 'concern.decline', from: OPEN, first: false },
  { what: 'withdraw', words: W.con_do_withdraw, verb: 'concern.withdraw', from: OPEN, first: false },
  { what: 'reopen', words: W.con_do_reopen, verb: 'concern.reopen', from: ['answered', 'closed', 'not_ours'], first: false },
]
