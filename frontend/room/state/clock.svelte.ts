/** The server's time, second by second. */

import { ServerClock } from '$shared/time'

const told = new ServerClock()
let shown = $state(told.now())
let factor = $state(1)

setInterval(() => {
  shown = told.now()
}, 1000)

export function now(): Date {
  return shown
}

export function speed(): number {
  return factor
}

export function hearTime(serverMs: number, speedFactor: number): void {
  told.hear(serverMs, speedFactor)
  factor = speedFactor
  shown = told.now()
}
