/** A problem that was told in both languages, as one that the server answers with. */

import { Refusal } from '$shared/api'
import { language } from '$shared/language.svelte'
import type { Told } from '$shared/wire/types'

export function refusalOf(told: Told): Refusal {
  const title = told.what[language()] ?? told.code
  const detail = told.do[language()] ?? ''
  return new Refusal({ type: `urn:sejuk:problem:${told.code}`, status: 422, code: told.code, title, detail })
}
