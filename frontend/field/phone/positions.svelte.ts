/** The phone's positions: watched between the roll-calls only. */
import type { Fix } from '../core/outbox.ts'
import type { Seen } from '../core/place.ts'

const TRACK_MS = 60_000
const SEEN_MOST = 240
const FRESH_MS = 2 * 60_000

export class Positions {
  state = $state<'off' | 'on' | 'none'>('off')
  seen = $state.raw<readonly Seen[]>([])
  private tracked = 0
  private watching: number | null = null

  /** Begins or ends to watch; `track` is given one position a minute. */
  follow(wanted: boolean, track: (fix: Fix) => Promise<void>): void {
    if (wanted && this.watching === null && navigator.geolocation) {
      const options = { enableHighAccuracy: true, maximumAge: 10_000 }
      this.watching = navigator.geolocation.watchPosition(
        (found) => {
          const one = this.take(found)
          if (one.at - this.tracked < TRACK_MS) return
          this.tracked = one.at
          void track(fixOf(one))
        },
        () => (this.state = 'none'),
        options,
      )
    } else if (!wanted && this.watching !== null) {
      navigator.geolocation.clearWatch(this.watching)
      this.watching = null
      this.state = 'off'
      this.seen = []
    }
  }

  private take(found: GeolocationPosition): Seen {
    this.state = 'on'
    const one = seenOf(found)
    this.seen = [...this.seen.slice(-SEEN_MOST), one]
    return one
  }

  /** The last one, or one asked for now; null without any. May never answer while the browser asks. */
  async last(patience: number): Promise<Fix | null> {
    const last = this.seen.at(-1)
    if (last && Date.now() - last.at < FRESH_MS) return fixOf(last)
    if (!navigator.geolocation) return null
    return new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        (found) => resolve(fixOf(seenOf(found))),
        () => resolve(null),
        { timeout: patience, maximumAge: 60_000 },
      )
    })
  }
}

function seenOf({ coords, timestamp }: GeolocationPosition): Seen {
  const { longitude, latitude, accuracy } = coords
  return { at: timestamp, lon: longitude, lat: latitude, accuracy_m: Math.round(accuracy) }
}

const fixOf = (seen: Seen): Fix => ({
  at: new Date(seen.at).toISOString(),
  lon: seen.lon,
  lat: seen.lat,
  accuracy_m: seen.accuracy_m,
})
