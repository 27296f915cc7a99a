/** Shortcuts mean what the long way means: addresses, references, dates and relative links. */
import { decodeHTMLStrict } from 'entities'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeEntities } from '../../src/parse/decode-entities.ts'
import { parseDate } from '../../src/parse/parse-date.ts'
import { resolveAddress } from '../../src/parse/read-links.ts'
import { resolveHtml } from '../../src/parse/resolve-html.ts'
import { undoDoubleEncoding } from '../../src/parse/undo-double-encoding.ts'

const pieces = (...list: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...list), { maxLength: 12 }).map((parts) => parts.join(''))

const addresses = pieces(
  'https://',
  'http://',
  'a',
  'Z',
  '.example',
  '.com',
  '/',
  '//',
  '.',
  '..',
  '%2e',
  '%zz',
  '?',
  '#',
  '&',
  '=',
  ':',
  '@',
  '1',
  'xn--a',
  '-',
  '_',
  '~',
  ';',
  "'",
  'é',
  '|',
  '[',
  '\\',
  ':80',
  '0x7f',
)

test('an address that is taken as it stands is what the URL Standard makes of it', () => {
  fc.assert(
    fc.property(
      fc.oneof(addresses, fc.webUrl({ withQueryParameters: true, withFragments: true })),
      (given) => {
        const resolved = resolveAddress(given, undefined)
        if (resolved !== undefined) expect(URL.parse(resolved)?.href).toBe(resolved)
      },
    ),
    { numRuns: 3_000 },
  )
})

const base = 'https://reed.example/d/a?q#f'
const relative = pieces(
  '/',
  'a',
  '.',
  '..',
  '//',
  '?',
  '#',
  '%20',
  '-',
  '.html',
  '=',
  '+',
  ':',
  'é',
  '_',
  ',',
  '@',
  '/./',
)

test('a relative address in a text becomes what the URL Standard makes of it', () => {
  fc.assert(
    fc.property(relative, (address) => {
      fc.pre(address !== '' && !/^[a-z][a-z0-9+.-]*:/i.test(address))
      const expected = URL.parse(address, base)?.href ?? address
      expect(resolveHtml(`<p><a class="x" href="${address}">y</a>`, base)).toBe(
        `<p><a class="x" href="${expected.replaceAll("'", '&#39;')}">y</a>`,
      )
    }),
    { numRuns: 2_000 },
  )
})

const markup = pieces(
  '<a href="/r">',
  "<img src='r.png' alt='href=/no'>",
  '<IMG SRC = r.png>',
  '<img srcset="a.png 1x, /b.png 2x">',
  '<a href="https://x.example/?a=/b">',
  '<a href=http://x.example/c>',
  '<a href="">',
  '<a href>',
  '<p class="href">',
  '<!-- <a href="/c"> -->',
  'href="/text"',
  '=',
  ' & ',
)

test('a text is changed only where a tag holds a relative address, and a second time not at all', () => {
  fc.assert(
    fc.property(markup, (html) => {
      const once = resolveHtml(html, base)
      expect(resolveHtml(once, base)).toBe(once)
      if (!/"\/r"|r\.png|b\.png/.test(html)) expect(once).toBe(html)
      expect(once.replace(/<[^>]*>/g, '')).toBe(html.replace(/<[^>]*>/g, ''))
    }),
    { numRuns: 1_000 },
  )
})

const references = pieces(
  '&amp;',
  '&lt;',
  '&gt;',
  '&quot;',
  '&apos;',
  '&#39;',
  '&#8217;',
  '&#x2014;',
  '&nbsp;',
  '&eacute;',
  '&CounterClockwiseContourIntegral;',
  '&nosuchname;',
  '&',
  ';',
  '&#',
  '&l',
  '&a',
  'lt;',
  'é',
  ' ',
)

test('references mean what the table of HTML says', () => {
  fc.assert(
    fc.property(references, (text) => {
      expect(decodeEntities(text)).toBe(decodeHTMLStrict(text))
    }),
    { numRuns: 3_000 },
  )
})

test('a date in the usual form is the same date in any other', () => {
  const day = fc.integer({ min: 86_401, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1_000))
  fc.assert(
    fc.property(day, fc.constantFrom('GMT', '+0000', '-0330', '+1400', 'UTC'), (date, zone) => {
      const usual = date.toUTCString().replace('GMT', zone)
      expect(parseDate(usual)).toBe(parseDate(`  ${usual.replace(', ', ',')}`))
      expect(parseDate(usual)).toBe(parseDate(usual.toLowerCase().replace(' ', '  ')))
    }),
  )
})

test('text encoded twice comes back, whatever it says', () => {
  const words = pieces('Fähre', 'café ', 'über', '“heute” ', '5 € ', 'Паром ', '渡輪', 'plain ', '\n')
  fc.assert(
    fc.property(words, (text) => {
      fc.pre(/[^\n -~]/.test(text))
      const twice = Array.from(Buffer.from(text), (byte) =>
        new TextDecoder('windows-1252').decode(Uint8Array.of(byte)),
      ).join('')
      expect(undoDoubleEncoding(twice)).toBe(text)
    }),
  )
})

test.each([
  ['plain'],
  ['café'],
  ['“quoted” – “text”'],
  ['Ãœber uns und über euch'],
  ['Ã'],
  ['naïve Âme'],
  ['ÃŸ and 渡'],
])('%j stays as it is', (text) => {
  expect(undoDoubleEncoding(text)).toBeUndefined()
})
