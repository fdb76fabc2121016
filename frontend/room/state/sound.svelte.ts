/** The SOS sound: two tones, loud, made here; browsers allow it only after a first touch. */

let allowed = $state(false)
let ringing = false
let context: AudioContext | null = null
let gain: GainNode | null = null
let timer: ReturnType<typeof setInterval> | null = null

export function soundAllowed(): boolean {
  return allowed
}

/** On any touch or key: the browser then lets us sound. It may take that back, so it is listened to. */
export async function allowSound(): Promise<void> {
  if (!context) {
    context = new AudioContext()
    context.onstatechange = heed
  }
  if (context.state !== 'running') await context.resume().catch(() => undefined)
  heed()
}

function heed(): void {
  allowed = context?.state === 'running'
}

export function ring(wanted: boolean): void {
  if (wanted === ringing) return
  ringing = wanted
  if (timer) clearInterval(timer)
  timer = wanted ? setInterval(siren, 1200) : null
  if (wanted) siren()
  else gain?.disconnect()
}

/** Two soft notes, once: something to look at when there is time. Nothing like the siren. */
export function chime(): void {
  if (!context || context.state !== 'running') return
  for (const [frequency, after] of [[523, 0], [659, 0.25]] as const) {
    const begin = context.currentTime + after
    const soft = new GainNode(context, { gain: 0 })
    soft.gain.linearRampToValueAtTime(0.15, begin + 0.03)
    soft.gain.exponentialRampToValueAtTime(0.001, begin + 0.9)
    const note = new OscillatorNode(context, { type: 'sine', frequency })
    soft.connect(context.destination)
    note.connect(soft)
    note.start(begin)
    note.stop(begin + 1)
  }
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
