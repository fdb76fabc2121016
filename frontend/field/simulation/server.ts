/** The real server store, at the other end of stdin and stdout; see `tests/field/store_server.py`. */
import { stdin, stdout } from 'node:process'

export interface Answer {
  status: number
  body: string
}

export class StoreServer {
  private buffer = Buffer.alloc(0)
  private waiting: ((answer: Answer) => void)[] = []

  constructor() {
    stdin.on('data', (chunk: Buffer) => {
      this.buffer = Buffer.concat([this.buffer, chunk])
      this.deliver()
    })
  }

  /** One request: a line of words and a body; answers come in the same order. */
  ask(words: readonly string[], body = ''): Promise<Answer> {
    const bytes = Buffer.from(body)
    const done = new Promise<Answer>((resolve) => this.waiting.push(resolve))
    stdout.write(`${words.join(' ')} ${bytes.length}\n`)
    stdout.write(bytes)
    return done
  }

  private deliver(): void {
    for (;;) {
      const line = this.buffer.indexOf(10)
      if (line < 0) return
      const [status, size] = this.buffer.toString('utf8', 0, line).split(' ').map(Number)
      const end = line + 1 + (size ?? 0)
      if (this.buffer.length < end) return
      const body = this.buffer.toString('utf8', line + 1, end)
      this.buffer = this.buffer.subarray(end)
      this.waiting.shift()?.({ status: status ?? 0, body })
    }
  }
}
