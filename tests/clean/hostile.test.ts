/** Nothing that leaves the cleaner runs, loads or frames: payloads on disk, and HTML made of their pieces. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { cleanHtml, htmlCharactersMax } from '../../src/clean/clean-html.ts'
import { elementsMax } from '../../src/clean/html-tree.ts'

const payloads = readFileSync(path.join(import.meta.dirname, 'hostile-html.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')

const baseUrl = 'https://gazette.example/news/1'
const clean = (html: string): string => cleanHtml(html, { baseUrl }).html

const elements = new Set(
  'a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr article aside blockquote dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section summary ul table caption colgroup col thead tbody tfoot tr th td audio video source'.split(
    ' ',
  ),
)
const attributes =
  /^(?:dir|lang|href|title|src|alt|width|height|poster|controls|type|datetime|start|reversed|colspan|rowspan)$/

/** Reads the result as a reader's program would and names everything that has no place there. */
function offences(html: string): readonly string[] {
  const found: string[] = []
  const parser = new Parser({
    onopentag(name, given) {
      if (!elements.has(name)) found.push(`<${name}>`)
      for (const [attribute, value] of Object.entries(given)) {
        if (!attributes.test(attribute)) found.push(`${name} ${attribute}`)
        if (attribute === 'href' && !/^(?:https?:\/\/|mailto:|tel:)/.test(value)) found.push(`href ${value}`)
        if ((attribute === 'src' || attribute === 'poster') && !/^https?:\/\//.test(value))
          found.push(`${attribute} ${value}`)
      }
    },
    oncomment: (text) => found.push(`comment ${text}`),
    onprocessinginstruction: (name) => found.push(`instruction ${name}`),
  })
  parser.write(html)
  parser.end()
  return found
}

test('there are payloads', () => {
  expect(payloads.length).toBeGreaterThanOrEqual(40)
})

test.each(payloads)('%s', (payload) => {
  for (const html of [
    payload,
    `<p>Before.</p>${payload}<p>After.</p>`,
    `<div>${payload}`,
    payload.repeat(3),
  ]) {
    const cleaned = clean(html)
    expect(offences(cleaned)).toEqual([])
    expect(cleaned).not.toMatch(/evil\.example\/(?:x|\?c)/)
    expect(clean(cleaned)).toBe(cleaned)
  }
  if (!/<(?:plaintext|xmp|textarea|math|title|template|frameset|!--|!\[|p>a)/.test(payload))
    expect(cleanHtml(`<p>Before.</p>${payload}<p>After.</p>`, { baseUrl }).text).toMatch(
      /^Before\.[^]*After\.$/,
    )
})

const pieces = [
  ...payloads,
  ...payloads.flatMap((payload) => payload.split(/(?=[<>"'&=])/)),
  '<p>A ferry left the quay of Sandmouth at noon.</p>',
  '<ul><li>',
  '</p></div></ul>',
  'Read more',
  '<br>',
  '\u0000',
  '&#0;',
  '&#8;',
  '&#27;',
  '&#xD800;',
  '&#x202E;',
  '&#xFFFF;',
  '</p<\u{1F600}',
  '\uD800',
]
const soup = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...pieces) },
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    {
      maxLength: 24,
    },
  )
  .map((parts) => parts.join(''))

describe('soup of their pieces', () => {
  test('leaves nothing that runs', () => {
    fc.assert(
      fc.property(soup, (html) => {
        const cleaned = clean(html)
        expect(offences(cleaned)).toEqual([])
        expect(cleaned.isWellFormed()).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  test('cleaned twice is cleaned once, text and all', () => {
    fc.assert(
      fc.property(soup, (html) => {
        const once = cleanHtml(html, { baseUrl })
        const twice = cleanHtml(once.html, { baseUrl })
        expect([twice.html, twice.text, twice.removed]).toEqual([once.html, once.text, {}])
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('input made to tire', () => {
  test.each<[string, string]>([
    ['deep nesting', '<div>'.repeat(60_000)],
    ['deep nesting of inline elements', '<b>'.repeat(60_000)],
    ['nothing but start tags, up to the ceiling', '<b>'.repeat(690_000)],
    ['start tags, then end tags of others', `${'<b>'.repeat(100_000)}${'</i>'.repeat(100_000)}`],
    ['pictures within pictures', '<svg><title>'.repeat(100_000)],
    ['one line of many elements', '<b>y</b>'.repeat(200_000)],
    ['open brackets', '<'.repeat(500_000)],
    ['half an attribute', `<a href="${'x'.repeat(500_000)}`],
    ['many attributes', `<p ${Array.from({ length: 50_000 }, (_, at) => `a${at}=1`).join(' ')}>x</p>`],
    ['many comments', '<!--'.repeat(100_000)],
    ['one long line of words', 'Read more about the ferry '.repeat(40_000)],
    ['a long class', `<p class="${'newsletter_'.repeat(50_000)}">x</p>`],
    ['a long srcset', `<img srcset="${'https://a.example/p.jpg 100w, '.repeat(20_000)}">`],
    ['entities', '&amp;'.repeat(200_000)],
    ['breaks', '<br>'.repeat(100_000)],
  ])('%s is cleaned', (_, html) => {
    expect(offences(clean(html))).toEqual([])
  })

  test.each([
    ['paragraphs', '<p>ox</p>'],
    ['paragraphs without an end', '<p>ox'],
    ['paragraphs in boxes', '<div><p>ox</p></div>'],
    ['words in bold', '<b>ox</b> '],
  ])('of too many %s the text stays, and the tags of the first', (_, piece) => {
    const count = elementsMax + 5_000
    const once = cleanHtml(piece.repeat(count), { baseUrl })
    expect(once.html.match(/<(?:p|b|div)>/g)).toHaveLength(elementsMax)
    expect(once.text.match(/ox/g)).toHaveLength(count)
    expect(cleanHtml(once.html, { baseUrl }).html).toBe(once.html)
  })

  test('what is longer than the ceiling is cut, and said so', () => {
    const { removed, html } = cleanHtml('<p>A ferry. </p>'.repeat(htmlCharactersMax / 10), { baseUrl })
    expect(removed).toEqual({ cut: 1 })
    expect(html.length).toBeLessThanOrEqual(htmlCharactersMax)
  })
})
