/** A new early warning is heard once, softly, and told by the browser to whoever asked for that. */

import { say } from '$shared/language.svelte'
import { chime } from '../state/sound.svelte'
import { listen, type Heard } from '../state/tail.svelte'
import { W } from '../words'

export type Permission = 'default' | 'granted' | 'denied' | 'none'

let permission = $state<Permission>(current())

function current(): Permission {
  // Browsers have it on safe lines alone: without one there is nothing to ask for.
  return 'Notification' in globalThis && globalThis.isSecureContext ? Notification.permission : 'none'
}

export function notices(): Permission {
  return permission
}

/** Only when a person presses a button: a page that asks by itself is refused, and rightly. */
export async function askForNotices(): Promise<void> {
  if (permission !== 'none') permission = await Notification.requestPermission()
}

/** True for what a person is asked about anew. */
export function asksAnew({ kind, body }: Pick<Heard, 'kind' | 'body'>): boolean {
  return kind === 'early_warning_raised' || (kind === 'early_warning_grew' && body?.['step'] === 'grow')
}

/** From now on; what was there before stands in the bar and makes no sound. */
export function heedWarnings(): () => void {
  return listen((heard) => {
    if (!asksAnew(heard)) return
    chime()
    if (permission !== 'granted') return
    // It may stand on a locked screen: that there is one, and nothing of it.
    const tag = heard.body?.['early_warning']
    new Notification('sejuk', { body: say(W.notify_text), tag: typeof tag === 'string' ? tag : 'sejuk' })
  })
}
