/** What response headers say: validators, freshness, when to come back, where to go. */
import { describe, expect, test } from 'vitest'
import {
  freshForSeconds,
  leavesOrigin,
  parseHttpDate,
  redirectTarget,
  retryAfterSeconds,
  validatorsOf,
} from '../../src/fetch/response-headers.ts'

const nowMs = Date.UTC(2026, 10, 24, 8, 0, 0)
const day = 24 * 3600

describe('validators are taken byte for byte', () => {
  test.each([
    ['"33a64df5"'],
    ['W/"0815"'],
    ['"a,b:c;d=e/f==,W/x"'],
    ['abc-123'],
    ['"5f3-gzip"'],
    ['"caf\u00e9"'],
    [`"${'e'.repeat(4096)}"`],
  ])('ETag %s', (etag) => {
    expect(validatorsOf({ etag })).toEqual({ etag, lastModified: undefined })
  })

  test.each(['Wed, 4 Nov 2026 8:00:00 +0000', 'yesterday', 'Wed, 04 Nov 2026 08:00:00 GMT'])(
    'Last-Modified %s',
    (lastModified) => {
      expect(validatorsOf({ 'last-modified': lastModified })).toEqual({ etag: undefined, lastModified })
    },
  )

  test('an empty field is none, and of a repeated one the first counts', () => {
    expect(validatorsOf({ etag: '', 'last-modified': ['one', 'two'] })).toEqual({
      etag: undefined,
      lastModified: 'one',
    })
  })
})

describe('freshness', () => {
  test.each([
    ['nothing said', {}, undefined],
    ['max-age', { 'cache-control': 'public, max-age=7200' }, 7200],
    ['odd spelling', { 'cache-control': 'Public, Max-Age="7200"' }, 7200],
    ['blanks around the sign', { 'cache-control': 'max-age = 60' }, 60],
    ['shared caches only', { 'cache-control': 's-maxage=7200' }, undefined],
    ['age deducted', { 'cache-control': 'max-age=7200', age: '3600' }, 3600],
    ['older than its age', { 'cache-control': 'max-age=60', age: '3600' }, 0],
    ['unreadable age', { 'cache-control': 'max-age=60', age: 'old' }, 60],
    ['negative', { 'cache-control': 'max-age=-1' }, 0],
    ['absurd', { 'cache-control': 'max-age=99999999999999999999' }, 2 ** 31],
    ['no-store', { 'cache-control': 'no-store' }, 0],
    ['no-cache beats max-age', { 'cache-control': 'max-age=600, no-cache' }, 0],
    ['no-cache for one field only', { 'cache-control': 'no-cache="set-cookie", max-age=600' }, 600],
    ['two fields', { 'cache-control': ['public', 'max-age=30'] }, 30],
    ['max-age beats Expires', { 'cache-control': 'max-age=30', expires: '0' }, 30],
    [
      'Expires after Date',
      { expires: 'Tue, 24 Nov 2026 11:00:00 GMT', date: 'Tue, 24 Nov 2026 09:00:00 GMT' },
      7200,
    ],
    ['Expires after now', { expires: 'Tue, 24 Nov 2026 09:00:00 GMT' }, 3600],
    ['Expires past', { expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    ['Expires zero', { expires: '0' }, 0],
    ['Expires minus one', { expires: '-1' }, 0],
    ['Expires unreadable', { expires: 'soon' }, 0],
  ])('%s', (_what, headers, expected) => {
    expect(freshForSeconds(headers, nowMs)).toBe(expected)
  })
})

describe('Retry-After', () => {
  test.each([
    ['missing', undefined, undefined],
    ['seconds', '3600', 3600],
    ['a fraction is rounded up', '1.2', 2],
    ['nought', '0', 0],
    ['a date', 'Tue, 24 Nov 2026 09:00:00 GMT', 3600],
    ['a date in the form of RFC 850', 'Tuesday, 24-Nov-26 09:00:00 GMT', 3600],
    ['a date in the form of asctime', 'Tue Nov 24 09:00:00 2026', 3600],
    ['absurd seconds are capped', '999999999999', day],
    ['an absurd date is capped', 'Tue, 24 Nov 2099 09:00:00 GMT', day],
    ['past', 'Thu, 01 Jan 1970 00:00:00 GMT', undefined],
    ['negative', '-1', undefined],
    ['words', 'later', undefined],
    ['empty', '', undefined],
    ['exponent', '1e9', undefined],
    ['two, made a list: the longer', '60, 120', 120],
    ['a list of nonsense', '60, soon', undefined],
    ['two points', '1.2.3', undefined],
    ['a date as ISO 8601 has it', '2026-11-24T09:00:00Z', 3600],
  ])('%s', (_what, value, expected) => {
    const headers = value === undefined ? {} : { 'retry-after': value }
    expect(retryAfterSeconds(headers, nowMs, day)).toBe(expected)
  })
})

describe('dates', () => {
  const at = Date.UTC(1994, 10, 6, 8, 49, 37)
  test.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', at],
    ['Sunday, 06-Nov-94 08:49:37 GMT', at],
    ['Sun Nov  6 08:49:37 1994', at],
    ['Sun, 6 Nov 1994 8:49:37 +0000', at],
    ['0', undefined],
    ['-1', undefined],
    ['yesterday', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(parseHttpDate(text)).toBe(expected)
  })
})

describe('where a redirect leads', () => {
  const from = new URL('https://a.example/dir/feed?x=1')
  test.each([
    ['absolute', 'https://b.example/new', 'https://b.example/new'],
    ['relative', 'other.xml', 'https://a.example/dir/other.xml'],
    ['path', '/top', 'https://a.example/top'],
    ['without scheme', '//c.example/x', 'https://c.example/x'],
    ['fragment is dropped', '/top#part', 'https://a.example/top'],
    ['raw space', '/a b', 'https://a.example/a%20b'],
    ['raw UTF-8 bytes', '/caf\u00c3\u00a9', 'https://a.example/caf%C3%A9'],
    ['latin1 bytes', '/caf\u00e9', 'https://a.example/caf%C3%A9'],
    ['missing', undefined, undefined],
    ['empty', '', undefined],
    ['no URL', 'http://', undefined],
    ['another scheme is reported as it is', 'file:///etc/hosts', 'file:///etc/hosts'],
  ])('%s', (_what, location, expected) => {
    const headers = location === undefined ? {} : { location }
    expect(redirectTarget(headers, from)?.href).toBe(expected)
  })

  test.each([
    ['https://a.example/1', 'https://a.example/2', false],
    ['http://a.example/1', 'https://a.example/1', true],
    ['https://a.example/1', 'https://a.example:8443/1', true],
    ['https://a.example/1', 'https://www.a.example/1', true],
    ['https://a.example/1', 'https://a.example:443/1', false],
  ])('%s to %s leaves the origin: %s', (start, end, leaves) => {
    expect(leavesOrigin({ from: start, to: end })).toBe(leaves)
  })
})
