/** The SOS sound: two tones, loud, made here; browsers allow it only after a first touch. */

const state = $state<{ allowed: boolean; ringing: boolean }>({ allowed: false, ringing: false })
let context: AudioContext | null = null
let gain: GainNode | null = null
let timer: ReturnType<typeof setInterval> | null = null

export function soundAllowed(): boolean {
  return state.allowed
}

export function ringing(): boolean {
  return state.ringing
}

/** On any touch or key: the browser then lets us sound. */
export async function allowSound(): Promise<void> {
  context ??= new AudioContext()
  if (context.state === 'suspended') await context.resume()
  state.allowed = context.state === 'running'
}

export function ring(wanted: boolean): void {
  if (wanted === state.ringing) return
  state.ringing = wanted
  if (timer) clearInterval(timer)
  timer = wanted ? setInterval(siren, 1200) : null
  if (wanted) siren()
  else gain?.disconnect()
}

/** One call of the siren: 960 Hz, then 720 Hz, as ambulances do. */
export function siren(): void {
  if (!context || context.state !== 'running') return
  const begin = context.currentTime
  gain = new GainNode(context, { gain: 0.9 })
  gain.connect(context.destination)
  const voice = new OscillatorNode(context, { type: 'square', frequency: 960 })
  voice.frequency.setValueAtTime(720, begin + 0.5)
  voice.connect(gain)
  voice.start(begin)
  voice.stop(begin + 1)
}
