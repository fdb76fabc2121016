/** Light or dark: as the device has it, hour by hour, until somebody chooses. */

export type Look = 'light' | 'dark'

const KEY = 'sejuk.look'

let current = $state<Look>('light')

export function look(): Look {
  return current
}

/** Once, before anything is drawn. */
export function beginLook(): void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const follow = (): void => wear(chosen() ?? (system.matches ? 'dark' : 'light'))
  follow()
  system.addEventListener('change', follow)
}

export function chooseLook(wanted: Look): void {
  localStorage.setItem(KEY, wanted)
  wear(wanted)
}

function chosen(): Look | null {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : null
}

function wear(wanted: Look): void {
  current = wanted
  document.documentElement.dataset['look'] = wanted
}
