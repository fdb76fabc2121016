/** Light or dark; dark in the evening belongs to the room, so the choice is kept. */

export type Look = 'light' | 'dark'

const KEY = 'sejuk.look'

function first(): Look {
  const kept = localStorage.getItem(KEY)
  if (kept === 'light' || kept === 'dark') return kept
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
}

const begun = first()
let current = $state<Look>(begun)
document.documentElement.dataset['look'] = begun

export function look(): Look {
  return current
}

export function setLook(wanted: Look): void {
  current = wanted
  localStorage.setItem(KEY, wanted)
  document.documentElement.dataset['look'] = wanted
}
