/** Who is signed in, and what the account may do. */

import { ask, line, Refusal } from '$shared/api'
import type { Own, Self, SignIn } from '$shared/wire/types'

interface Session {
  own: Own | null
  /** True while the page is there and the session has ended: a dialog asks to sign in again. */
  ended: boolean
  asked: boolean
}

const session = $state<Session>({ own: null, ended: false, asked: false })

line.signedOut = () => {
  session.ended = session.own !== null
}

export function own(): Own | null {
  return session.own
}

export function sessionEnded(): boolean {
  return session.ended
}

export function sessionAsked(): boolean {
  return session.asked
}

export function may(verb: string): boolean {
  return session.own?.may.includes(verb) ?? false
}

/** Whom to keep drafts for. */
export function account(): string {
  return session.own?.account ?? ''
}

function take(self: Self): void {
  line.csrf = self.csrf
  session.own = self.own
  session.ended = false
}

/** Raises `Unreachable`. */
export async function resume(): Promise<void> {
  try {
    take(await ask('GET /self'))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  } finally {
    session.asked = true
  }
}

/** Raises `Refusal`, `Unreachable`. */
export async function signIn(wish: SignIn): Promise<void> {
  const before = session.own?.account
  take(await ask('POST /session/cookie', { body: wish }))
  // Somebody else: nothing of the one before may stay on the screen.
  if (before && before !== wish.account) location.reload()
}

export async function signOut(): Promise<void> {
  await ask('DELETE /session')
  location.assign('/app/')
}
