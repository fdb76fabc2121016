/** Ticket codes and their QR code, as other programs make them. */

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { qr, qrPath } from '../field/core/qr'
import { newTicket, shownCode, ticketCode, ticketDigest } from '../field/core/ticket'

// As segno 1.6.6 draws them (`make_qr(text, error='m', mask=2, mode='byte', boost_error=False)`), by the
// first digits of SHA-256 over rows of # and .; each fills its version, so that nothing is padded.
const DRAWN: readonly [string, number, string][] = [
  ['abcdefghabcdef', 1, '67517538bb9b43bc'],
  ['abcdefghabcdefghabcdefghab', 2, '24f558e84883699e'],
  ['https://sejuk.contoh.id/tiket/7K3MQ9XDP?ab', 3, '3b4f0e76f1306054'],
  ['https://sejuk.contoh.id/tiket/7K3MQ9XDP?abcdefghabcdefghabcdef', 4, 'b37ebcd06866dd69'],
  ['https://sejuk.contoh.id/tiket/7K3MQ9XDP?abcdefghabcdefghabcdefghabcdefghabcdefghabcd', 5, '94a757fed28c7bf7'],
  ['https://sejuk.contoh.id/tiket/7K3MQ9XDP?abcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefghab', 6, '376d128d0e0ef7fc'],
]

test.each(DRAWN)('%s is drawn as segno draws it', (text, version, digest) => {
  const rows = qr(text).map((row) => row.map((dark) => (dark ? '#' : '.')).join(''))
  expect(rows.length).toBe(17 + 4 * version)
  expect(createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 16)).toBe(digest)
})

test('an address that is too long is refused, and none is drawn in part', () => {
  expect(() => qr('x'.repeat(107))).toThrow(RangeError)
})

test('a path has a square for each dark module', () => {
  expect(qrPath([[true, false], [false, true]])).toBe('M4 4h1v1h-1zM5 5h1v1h-1z')
})

test('a code has the check sign that the server reads', () => {
  const bytes = [0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 31]
  // Values as in tests/engagement/test_tickets.py: the first has no check sign of the 32, the second T.
  expect(ticketCode((into) => into.map(() => bytes.shift() ?? 0))).toBe('0000001ZT')
  expect(shownCode('0000001ZT')).toBe('000-000-1ZT')
})

test('its digest is that of the server', async () => {
  // By `ticket_digest('0000001ZT')`.
  expect(await ticketDigest('0000001ZT')).toBe('f9e1f4820da221277ccb0ef503ce16eeeeef2eea63710456f64195da1cf2d1ab')
  const { code, digest } = await newTicket((into) => crypto.getRandomValues(into))
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{9}$/)
  expect(digest).toBe(await ticketDigest(code))
})
