/** Light or dark follows the device until somebody chooses. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { beginLook, chooseLook, look } from '$shared/look.svelte'

const root: { dataset: Record<string, string> } = { dataset: {} }
const system = Object.assign(new EventTarget(), { matches: false })
const turn = (dark: boolean): void => {
  system.matches = dark
  system.dispatchEvent(new Event('change'))
}

beforeEach(() => {
  localStorage.clear()
  system.matches = false
  vi.stubGlobal('matchMedia', () => system)
  vi.stubGlobal('document', { documentElement: root })
  beginLook()
})
afterEach(() => vi.unstubAllGlobals())

test('it turns when the device does', () => {
  expect(look()).toBe('light')
  turn(true)
  expect([look(), root.dataset['look']]).toEqual(['dark', 'dark'])
  turn(false)
  expect(look()).toBe('light')
})

test('what somebody chose stays, also when the device turns', () => {
  chooseLook('dark')
  turn(false)
  expect([look(), root.dataset['look']]).toEqual(['dark', 'dark'])
  beginLook()
  expect(look()).toBe('dark')
})
