/** A new version waits until somebody takes it, and never takes over in mid-patrol. */

class Update {
  ready = $state(false)
  private waiting: ServiceWorker | null = null

  watch(): void {
    if (!('serviceWorker' in navigator)) return
    void navigator.serviceWorker.register('sw.js', { type: 'module' }).then((registration) => {
      const look = (): void => {
        this.waiting = registration.waiting
        this.ready = registration.waiting !== null && navigator.serviceWorker.controller !== null
      }
      look()
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', look)
      })
    })
  }

  /** Only by a person's tap, and only between patrols. */
  take(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    this.waiting?.postMessage('take over')
  }
}

export const update = new Update()
