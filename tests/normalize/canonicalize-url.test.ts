/** One address per page: the rows of tests/urls, and the properties that hold for every address. */
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readGoogleNewsId } from '../../src/model/google-news-id.ts'
import { unwrapUrl } from '../../src/model/unwrap-url.ts'
import { canonicalizeUrl } from '../../src/normalize/canonicalize-url.ts'

function rowsOf(file: string): [string, string][] {
  const lines = readFileSync(`tests/urls/${file}`, 'utf8').split('\n')
  return lines
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => {
      const [given = '', expected = ''] = line.split(' -> ')
      return [given, expected]
    })
}

const canonical = rowsOf('canonical.txt')
const unwrapped = rowsOf('unwrapped.txt')

test.each(canonical)('%s becomes %s', (given, expected) => {
  expect(String(canonicalizeUrl(given))).toBe(expected)
})

test.each(canonical)('%s is at rest after one pass', (given) => {
  const once = canonicalizeUrl(given)
  if (once !== undefined) expect(canonicalizeUrl(once)).toBe(once)
})

test.each(unwrapped)('%s unwraps to %s', (given, expected) => {
  expect(unwrapUrl(given)).toBe(expected)
})

test.each(unwrapped)('%s unwraps no further the second time', (given) => {
  const once = unwrapUrl(given)
  expect(unwrapUrl(once)).toBe(once)
})

test('a relative address is resolved against its base, and a bad base is no address', () => {
  expect(canonicalizeUrl('../b?utm_source=x', 'https://news.example/a/c')).toBe('https://news.example/b')
  expect(canonicalizeUrl('b', 'mailto:desk@news.example')).toBeUndefined()
})

test('an address broken over lines is mended', () => {
  expect(canonicalizeUrl('https://news.example/a\n   \r\n/b')).toBe('https://news.example/a%20%20%20/b')
  expect(canonicalizeUrl('https://news.example/lo\n\tng')).toBe('https://news.example/long')
})

test('wrappers deeper than the ceiling end somewhere a reader can open', () => {
  let url = 'https://news.example/a'
  for (let depth = 0; depth < 12; depth += 1)
    url = `https://l.facebook.com/l.php?u=${encodeURIComponent(url)}`
  expect(canonicalizeUrl(url)).toMatch(/^https:\/\//)
})

test('no Google News id makes the reader throw, and what it gives is an address', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const id = Buffer.from(bytes).toString('base64url')
      const inside = readGoogleNewsId(`/rss/articles/${id}`)
      if (inside !== undefined) expect(inside).toMatch(/^https?:\/\//)
    }),
  )
})

test('every address written into an old Google News id is read back', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, size: 'large' }), (url) => {
      fc.pre(!/["<>\s]/.test(url) && url.length < 2_000)
      const length = url.length < 128 ? [url.length] : [(url.length & 0x7f) | 0x80, url.length >> 7]
      const message = Buffer.concat([Buffer.from([0x08, 0x13, 0x22, ...length]), Buffer.from(url)])
      expect(readGoogleNewsId(`/articles/${message.toString('base64url')}`)).toBe(url)
    }),
  )
})

const parameters = fc.array(
  fc.constantFrom(
    'utm_source=x',
    'id=1',
    'ref=rss',
    'amp=1',
    'q=%20a',
    'b',
    '',
    'x=%zz',
    'y=%41',
    '%75tm_source=1',
  ),
  { maxLength: 5 },
)
const paths = fc.array(
  fc.constantFrom(
    'a',
    'amp',
    'b.amp',
    '%7ex',
    'c.amp.html',
    '',
    '.',
    '..',
    '%252e',
    'amp.',
    'é',
    'a-amp.html',
    '%61mp',
  ),
  { maxLength: 5 },
)
const hosts = fc.constantFrom(
  'https://n.example',
  'http://N.example:80',
  'https://amp.n.example.',
  'https://www.google.com/url?q=https://n.example',
  'https://www.google.com/amp/s/n.example',
  'https://web.archive.org/web/2024/https://n.example',
  'https://l.facebook.com/l.php?u=https://n.example',
  'https://n-example.cdn.ampproject.org/c/s/n.example',
)

test('a second pass changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl(), hosts), paths, parameters, (host, path, query) => {
      const once = canonicalizeUrl(`${host}/${path.join('/')}?${query.join('&')}`)
      if (once !== undefined) expect(canonicalizeUrl(once)).toBe(once)
    }),
    { numRuns: 2_000 },
  )
})

test('tracking changes no address, wherever it stands', () => {
  const tracking = fc.constantFrom('utm_source=a', 'fbclid=b', 'gclid=c', 'mc_eid=d')
  const kept = fc.array(fc.constantFrom<string>('id=1', 'p=2', 'q=x+y', 'story=%C3%A9'), { maxLength: 4 })
  fc.assert(
    fc.property(kept, tracking, fc.nat(4), (query, extra, at) => {
      const plain = `https://n.example/a${query.length === 0 ? '' : `?${query.join('&')}`}`
      const tracked = `https://n.example/a?${query.toSpliced(at, 0, extra).join('&')}`
      expect(canonicalizeUrl(tracked)).toBe(canonicalizeUrl(plain))
    }),
  )
})
