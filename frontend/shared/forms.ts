/** What a form says of a field that is not right: in the reader's language, not the browser's. */

import { say } from './language.svelte'
import { SHARED } from './words'

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement

function wrong({ validity: v }: Field): string {
  return say(v.valueMissing ? SHARED.field_missing : SHARED.field_wrong)
}

/** Once for a page. A message of one's own keeps a field wrong until it is taken back: with the next
key, and before the form is tried again, for fields may also be filled by the program. */
export function speakForms(page: Document): void {
  page.addEventListener('invalid', ({ target }) => isField(target) && target.setCustomValidity(wrong(target)), true)
  page.addEventListener('input', ({ target }) => isField(target) && target.setCustomValidity(''), true)
  page.addEventListener(
    'click',
    ({ target }) => {
      const form = target instanceof Element ? target.closest('button')?.form : null
      for (const field of form?.elements ?? []) if (isField(field)) field.setCustomValidity('')
    },
    true,
  )
}
