/** The template that escapes, and the small words of the pages. */
import * as fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import {
  countWords,
  durationWords,
  moment,
  plural,
  relativeWords,
  spanWords,
} from '../../../src/serve/dashboard/format.ts'
import { escapeHtml, html, markup, oneLine, webAddress } from '../../../src/serve/dashboard/html.ts'
import { renderQrCode } from '../../../src/serve/dashboard/qr-code.ts'
import { describePolls, sparkline } from '../../../src/serve/dashboard/sparkline.ts'

const nowMs = Date.UTC(2026, 10, 24, 12)
const minute = 60_000
const hour = 60 * minute

describe('a template', () => {
  test.each([
    ['text', html`<p>${'<b>&"\''}</p>`, '<p>&lt;b&gt;&amp;&quot;&#39;</p>'],
    ['a number', html`<p>${1234.5}</p>`, '<p>1234.5</p>'],
    ['markup', html`<p>${html`<b>${'<'}</b>`}</p>`, '<p><b>&lt;</b></p>'],
    ['a list', html`<p>${['<', html`<i></i>`, ['>']]}</p>`, '<p>&lt;<i></i>&gt;</p>'],
    ['nothing', html`<p>${undefined}${false}</p>`, '<p></p>'],
    ['a zero', html`<p>${0}</p>`, '<p>0</p>'],
    ['our own words', html`<p>${markup('<hr>')}</p>`, '<p><hr></p>'],
    ['controls and turned text', html`<p>${'a\u0000\u202Eb\uD800'}</p>`, '<p>ab\uFFFD</p>'],
  ])('takes %s', (_, { markup: made }, expected) => {
    expect(made).toBe(expected)
  })

  test('gives back any text as the one text node of its element and the whole of its attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const { children } = parseDocument(html`<p title="${text}">${text}</p>`.markup)
        expect(children).toHaveLength(1)
        const [element] = children
        const shown = text
          .toWellFormed()
          .replaceAll(/[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
        expect(element).toMatchObject({ name: 'p', attribs: { title: shown } })
        const inner = element !== undefined && 'children' in element ? element.children : []
        expect(inner.map((node) => ('data' in node ? node.data : node.type)).join('')).toBe(shown)
      }),
    )
  })

  test('leaves no character that opens anything', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(escapeHtml(text))))
  })
})

test.each([
  ['folds white space', 'a\n\t b ', 10, 'a b'],
  ['cuts what is long', 'abcdef', 4, 'abc…'],
  ['never cuts a pair in half', 'ab\u{1F6A2}\u{1F6A2}', 4, 'ab\uFFFD…'],
])('one line %s', (_, text, max, expected) => {
  expect(oneLine(text, max)).toBe(expected)
})

test.each([
  ['https://a.example/x y', 'https://a.example/x%20y'],
  ['HTTP://A.example', 'http://a.example/'],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['//a.example/', undefined],
  ['', undefined],
  [undefined, undefined],
])('a browser may follow %s as %s', (given, expected) => {
  expect(webAddress(given)).toBe(expected)
})

test.each([
  [0, '0 min'],
  [89 * minute, '89 min'],
  [90 * minute, '1 h'],
  [-3 * hour, '3 h'],
  [47 * hour, '47 h'],
  [49 * hour, '2 days'],
])('a span of %i ms is %s', (ms, expected) => {
  expect(spanWords(ms)).toBe(expected)
})

test.each([
  [nowMs, 'just now'],
  [nowMs + 1, 'in a moment'],
  [nowMs + 12 * minute, 'in 12 min'],
  [nowMs - 3 * hour, '3 h ago'],
])('%i is %s', (ms, expected) => {
  expect(relativeWords(ms, nowMs)).toBe(expected)
})

test.each([
  [undefined, '<span class="quiet">–</span>'],
  [0, '<span class="quiet">–</span>'],
  [9e15, '<span class="quiet">–</span>'],
  [nowMs - hour, '<time datetime="2026-11-24T11:00:00.000Z" title="2026-11-24 11:00 UTC">60 min ago</time>'],
])('the moment %s stands on a page', (ms, expected) => {
  expect(moment(ms, nowMs).markup).toBe(expected)
})

test('durations and counts have one unit', () => {
  expect([400, 12_300, 130_000, -5].map(durationWords)).toEqual(['0.4 s', '12 s', '2 min', '0.0 s'])
  expect([countWords(1234567), plural(1, 'copy', 'copies'), plural(0, 'copy', 'copies')]).toEqual([
    '1,234,567',
    '1 copy',
    '0 copies',
  ])
})

describe('a sparkline', () => {
  const polls = [
    { atMs: 1, result: 'new', articlesNew: 40 },
    { atMs: 2, result: 'unchanged', articlesNew: 0 },
    { atMs: 3, result: 'failed', articlesNew: 0 },
  ] as const

  test('says in words what it shows', () => {
    expect(describePolls(polls)).toBe('Last 3 polls: 40 new articles, 1 failed')
    expect(describePolls(polls.slice(0, 1))).toBe('Last 1 poll: 40 new articles, none failed')
  })

  test('draws a bar a poll, failures in their own kind, newest on the right', () => {
    const { markup: drawn } = sparkline(polls)
    expect([...drawn.matchAll(/<rect class="([\w-]+)" x="(\d+)"/g)].map(([, kind, x]) => [kind, x])).toEqual([
      ['news', '225'],
      ['quiet-bar', '230'],
      ['bad', '235'],
    ])
  })

  test('of nothing says so', () => {
    expect(sparkline([]).markup).toContain('no poll yet')
  })
})

test('a code is SVG of squares alone, and an endless address has none', () => {
  const drawn = renderQrCode('https://feeds.example/world.rss"><script>') ?? ''
  expect(drawn).toMatch(/^<svg [^>]*viewBox=/)
  expect(drawn).not.toContain('<script')
  expect(renderQrCode(`https://feeds.example/${'x'.repeat(1_000)}`)).toBeUndefined()
})
