/** Values made safe, row by row. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeXml, prepareLine, prepareText, prepareTime, prepareUrl } from '../../src/publish/prepare.ts'

describe('text', () => {
  test.each([
    ['a\u0000b\u0007c\u001Fd', 'abcd'],
    ['tab\tline\nend\r', 'tab\tline\nend\r'],
    ['C1 \u0085\u009F control', 'C1  control'],
    ['lone \uD83D high', 'lone  high'],
    ['lone \uDE00 low', 'lone  low'],
    ['where a decoder gave up: \uFFFD', 'where a decoder gave up: '],
    ['\uFDD0\u{1FFFE}', ''],
    ['pair \u{1F600} stays', 'pair \u{1F600} stays'],
    ['no\uFFFEn\uFFFFcharacters', 'noncharacters'],
    ['\uFEFFmark', 'mark'],
    ['turn \u202Egpj.exe\u202C back \u2066x\u2069', 'turn gpj.exe back x'],
    ['a\u200Eb\u200Fc stays', 'a\u200Eb\u200Fc stays'],
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
    [']]> & < >', ']]> & < >'],
  ])('%j becomes %j', (given, expected) => {
    expect(prepareText(given)).toBe(expected)
  })
})

describe('line', () => {
  test.each([
    ['  two\n lines\t here ', 'two lines here'],
    ['<script>x</script>', '< script>x< /script>'],
    ['3 < 4 > 2', '3 < 4 > 2'],
    ['<!-- x --> <?php', '< !-- x --> < ?php'],
    ['\u0000', ''],
    ['', ''],
    ['Tom &amp; Jerry', 'Tom & Jerry'],
    ['Tom &amp;amp;amp; Jerry', 'Tom & Jerry'],
    ['&lt;script&gt;x', '< script>x'],
    ['R&D, AT&T, a & b', 'R&D, AT&T, a & b'],
    ['&#39;quoted&#x27;', "'quoted'"],
    ['&bogus; &#zero', '& bogus; & #zero'],
    ['&'.padEnd(41, 'amp;'), '& amp;amp;amp;amp;amp;amp;'],
  ])('%j becomes %j', (given, expected) => {
    expect(prepareLine(given)).toBe(expected)
  })

  test('a long line is cut, never inside a character', () => {
    const line = prepareLine('\u{1F600}'.repeat(300))
    expect(line.length).toBeLessThanOrEqual(500)
    expect(line.endsWith('…')).toBe(true)
    expect(line.isWellFormed()).toBe(true)
    expect(prepareLine('abcdef', 4)).toBe('abc…')
    expect(prepareLine('abcd', 4)).toBe('abcd')
  })
})

describe('address', () => {
  test.each([
    ['https://a.example/x?a=1&b=2#c', 'https://a.example/x?a=1&b=2#c'],
    ['HTTP://A.Example', 'http://a.example/'],
    ['https://bücher.example/ä', 'https://xn--bcher-kva.example/%C3%A4'],
    ['https://user:secret@a.example/', 'https://a.example/'],
    ['https://a.example/?q=[1]|2\\3^4', 'https://a.example/?q=%5B1%5D%7C2%5C3%5E4'],
    ['https://a.example/"<>`{}', 'https://a.example/%22%3C%3E%60%7B%7D'],
    ['https://a.example/100%', 'https://a.example/100%25'],
    ['https://a.example/%zz%20', 'https://a.example/%25zz%20'],
    ['https://[2001:db8::1]/x', 'https://[2001:db8::1]/x'],
    ['  https://a.example/\n', 'https://a.example/'],
    ['https://a.example/\u202Ex', 'https://a.example/x'],
    ['https://a.example/]]>', 'https://a.example/%5D%5D%3E'],
    ['https://a.example/\uD800', 'https://a.example/%EF%BF%BD'],
  ])('%j becomes %j', (given, expected) => {
    expect(prepareUrl(given)).toBe(expected)
    expect(prepareUrl(expected)).toBe(expected)
  })

  test.each([
    undefined,
    '',
    '/relative',
    '//a.example/x',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example/',
    'https://',
    'http://a b.example/',
    'https://a.example:99999/',
    'urn:x:y',
    'https://.example/',
    'https://a..example/',
    'https://&bogus;.example/',
    'https://a"b.example/',
    `https://${'a'.repeat(64)}.example/`,
    `https://a.example/${'x'.repeat(4096)}`,
  ])('%j is none', (given) => {
    expect(prepareUrl(given)).toBeUndefined()
  })

  test('a prepared address is stable, and safe to split at white space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (rest) => {
        const url = prepareUrl(`https://a.example/${rest}`)
        if (url === undefined) return
        expect(url).toMatch(/^https:\/\/a\.example\/[\x21-\x7E]*$/)
        expect(url).not.toMatch(/[[\]|\\^`{}"<>]/)
        expect(prepareUrl(url)).toBe(url)
      }),
    )
  })
})

describe('time', () => {
  test.each<[number | undefined, number]>([
    [undefined, 7],
    [Number.NaN, 7],
    [Number.POSITIVE_INFINITY, 7],
    [-1, 7],
    [253_402_300_800_000, 7],
    [253_402_300_799_999, 253_402_300_799_999],
    [0, 7],
    [Date.UTC(1989, 11, 31), 7],
    [Date.UTC(1990, 0, 1) + 0.9, Date.UTC(1990, 0, 1)],
  ])('%j is %j', (given, expected) => {
    expect(prepareTime(given, 7)).toBe(expected)
  })
})

test('escaped text holds no markup', () => {
  expect(escapeXml(`<a href="x">&amp; 'q' ]]></a>`)).toBe(
    `&lt;a href=&quot;x&quot;&gt;&amp;amp; 'q' ]]&gt;&lt;/a&gt;`,
  )
})
