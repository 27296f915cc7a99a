/** What is sent: who asks, what is known already, the user's own headers, and nothing else. */
import { describe, expect, test } from 'vitest'
import { basicCredential, requestHeaders, withoutSecrets, shownUrl } from '../../src/fetch/request-headers.ts'

const base = { kind: 'feed', userAgent: 'Headwater/0.1.0 (+x)', validators: undefined, own: {} } as const
const none = { etag: undefined, lastModified: undefined }

describe('request headers', () => {
  test('say who asks and what can be read, and nothing more', () => {
    expect(Object.keys(requestHeaders(base))).toEqual(['user-agent', 'accept', 'accept-encoding'])
    expect(requestHeaders(base)['user-agent']).toBe('Headwater/0.1.0 (+x)')
    expect(requestHeaders(base)['accept-encoding']).toBe('gzip, br, zstd')
  })

  test.each([
    ['feed', /^application\/atom\+xml/],
    ['page', /^text\/html/],
    ['robots', /^text\/plain/],
  ] as const)('a %s is asked for as such', (kind, accept) => {
    expect(requestHeaders({ ...base, kind })['accept']).toMatch(accept)
  })

  test.each([
    ['both', { etag: 'W/"1"', lastModified: 'yesterday' }, 'W/"1"', 'yesterday'],
    ['ETag only', { ...none, etag: '"caf\u00e9"' }, '"caf\u00e9"', undefined],
    ['Last-Modified only', { ...none, lastModified: 'x' }, undefined, 'x'],
    ['none', none, undefined, undefined],
    ['a line break cannot be sent', { ...none, etag: '"a\r\nx: y"' }, undefined, undefined],
    ['nor can a character beyond one byte', { ...none, etag: '"\u4e2d"' }, undefined, undefined],
    ['nor can nothing', { etag: '', lastModified: '' }, undefined, undefined],
  ])('validators: %s', (_what, validators, etag, lastModified) => {
    const headers = requestHeaders({ ...base, validators })
    expect(headers['if-none-match']).toBe(etag)
    expect(headers['if-modified-since']).toBe(lastModified)
  })

  test('a difference is asked for only where the server knows what we have', () => {
    const known = { ...none, etag: '"1"' }
    expect(requestHeaders({ ...base, validators: known })['a-im']).toBe('feed')
    expect(requestHeaders({ ...base, kind: 'page', validators: known })['a-im']).toBeUndefined()
    expect(requestHeaders({ ...base, validators: { ...none, lastModified: 'x' } })['a-im']).toBeUndefined()
  })

  test('the user may name a header himself, but not those of the connection', () => {
    const own = { 'User-Agent': 'Mine', Authorization: 'Bearer x', Host: 'evil', 'Content-Length': '9' }
    const headers = requestHeaders({ ...base, own })
    expect(headers['user-agent']).toBe('Mine')
    expect(headers['authorization']).toBe('Bearer x')
    expect(headers['host']).toBeUndefined()
    expect(headers['content-length']).toBeUndefined()
  })
})

describe('credentials in a URL', () => {
  test.each([
    ['https://a.example/', undefined],
    ['https://user:pass@a.example/', 'user:pass'],
    ['https://user@a.example/', 'user:'],
    ['https://us%C3%A9r:p%40ss@a.example/', 'usér:p@ss'],
    ['https://user:100%@a.example/', 'user:100%'],
  ])('%s', (url, pair) => {
    const credential = basicCredential(new URL(url))
    const decoded = credential && Buffer.from(credential.slice('Basic '.length), 'base64').toString()
    expect(decoded).toBe(pair)
  })

  test('are never part of the URL that is shown or asked', () => {
    expect(withoutSecrets(new URL('https://user:pass@a.example/x?y#z')).href).toBe('https://a.example/x?y')
  })
})

test.each([
  ['https://ida:hunter2@lyng.example/feed?format=rss#top', 'https://lyng.example/feed?format=rss'],
  ['https://lyng.example/feed?key=0123456789abcdef&page=2', 'https://lyng.example/feed?key=…&page=2'],
  ['https://lyng.example/feed', 'https://lyng.example/feed'],
])('%s is shown as %s', (address, shown) => {
  expect(shownUrl(address)).toBe(shown)
})
