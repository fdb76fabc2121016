import { afterEach, describe, expect, test } from 'vitest'
import { address, ask, line, Refusal, Unreachable } from '$shared/api'

function answer(status: number, body: string): void {
  line.send = async () => new Response(body, { status })
}

const { send } = line

afterEach(() => {
  line.send = send
  line.csrf = ''
  line.signedOut = () => undefined
})

describe('address', () => {
  test.each([
    ['GET /orders', {}, 'GET', '/orders'],
    ['GET /orders/{id}', { path: { id: 'o-1' } }, 'GET', '/orders/o-1'],
    ['GET /orders/{id}', { path: { id: 'a/b' } }, 'GET', '/orders/a%2Fb'],
    ['GET /record', { query: { cursor: 'x.1', limit: undefined } }, 'GET', '/record?cursor=x.1'],
    ['POST /orders/{id}/sign', { path: { id: 'o' } }, 'POST', '/orders/o/sign'],
  ])('%s %j', (key, wish, method, url) => {
    expect(address(key, wish)).toEqual({ method, url })
  })
})

test('a request that changes something brings the secret', async () => {
  line.csrf = 'abc'
  let seen: RequestInit = {}
  line.send = async (_url, init) => {
    seen = init ?? {}
    return new Response('', { status: 200 })
  }
  await ask('POST /orders/{id}/submit', { path: { id: 'o' }, body: { reason: 'x' } })
  expect(seen.headers).toMatchObject({ 'x-sejuk-csrf': 'abc', 'content-type': 'application/json' })
  expect(seen.body).toBe('{"reason":"x"}')
})

test('a problem is thrown as the server told it', async () => {
  const problem = { type: 'urn:x', status: 409, code: 'changed_meanwhile', title: 'a', detail: 'b' }
  answer(409, JSON.stringify(problem))
  const error = await ask('GET /orders').catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Refusal)
  expect(error).toMatchObject({ problem })
})

test.each([
  ['a page of a proxy', 502, '<html>'],
  ['no problem at all', 500, 'null'],
])('%s: the server was not reached', async (_, status, body) => {
  answer(status, body)
  await expect(ask('GET /orders')).rejects.toBeInstanceOf(Unreachable)
})

test('no network: the server was not reached', async () => {
  line.send = async () => {
    throw new TypeError('failed')
  }
  await expect(ask('GET /orders')).rejects.toBeInstanceOf(Unreachable)
})

test('an ended session is told once to whoever shows the sign-in', async () => {
  let told = 0
  line.signedOut = () => {
    told += 1
  }
  answer(401, JSON.stringify({ type: '', status: 401, code: 'not_signed_in', title: '', detail: '' }))
  await expect(ask('GET /self')).rejects.toBeInstanceOf(Refusal)
  expect(told).toBe(1)
})
