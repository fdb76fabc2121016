/** A server of a few lines, which answers what a test tells it, and can be out of reach. */

import { line } from '$shared/api'

export class Told {
  readonly asked: string[] = []
  readonly sent: unknown[] = []
  down = false
  private readonly send = line.send
  private readonly answers = new Map<string, unknown>()

  constructor() {
    line.send = async (url, init) => {
      const key = `${init?.method} ${String(url)}`
      this.asked.push(key)
      this.sent.push(typeof init?.body === 'string' ? JSON.parse(init.body) : null)
      if (this.down) throw new TypeError('no line')
      const told = this.answers.get(key)
      const found: unknown = typeof told === 'function' ? await told() : told
      return found instanceof Response ? found : new Response(JSON.stringify(found ?? null))
    }
  }

  /** `GET /orders`: a value, or a function that gives one each time. */
  tell(key: string, answer: unknown): void {
    this.answers.set(key, answer)
  }

  refuse(key: string, status: number, code: string): void {
    this.tell(key, () => new Response(JSON.stringify({ type: '', status, code, title: code, detail: '' }), { status }))
  }

  close(): void {
    line.send = this.send
  }
}
