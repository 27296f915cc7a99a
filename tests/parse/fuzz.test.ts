/** Feeds made at random: sound ones read back as they were meant, damaged ones cost no more than they are long. */
import * as fc from 'fast-check'
import RssParser from 'rss-parser'
import { expect, test } from 'vitest'
import type { ParseOutcome } from '../../src/model/entry.ts'
import { limits } from '../../src/model/limits.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'

const url = 'https://fuzz.example/feed'
const parse = async (text: string): Promise<ParseOutcome> =>
  parseFeed(Buffer.from(text), { url, contentType: undefined, limits })

interface Item {
  readonly id: string
  readonly title: string
  readonly path: string
  readonly html: string
  readonly timeMs: number
}

const word = fc.constantFrom(
  'ferry',
  'Zürich',
  '日本',
  'R&D',
  '1 < 2',
  '"so"',
  "it's",
  ']]>',
  '&amp;',
  '50 %',
  '🜨',
  '--',
)
const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
const html = fc
  .array(
    fc.constantFrom(
      '<p>one</p>',
      '<br>',
      '&amp;',
      'text',
      '<em>x</em>',
      ']]>',
      '<a href="https://x.example/?a=1&amp;b=2">y</a>',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => `<p>${parts.join(' ')}</p>`)
const item: fc.Arbitrary<Item> = fc.record({
  id: fc.uuid(),
  title: line,
  path: fc.webSegment(),
  html,
  // The first day of 1970 is what programs write for "none", and is read so.
  timeMs: fc.integer({ min: 86_401, max: 4_000_000_000 }).map((seconds) => seconds * 1_000),
})
const items = fc.uniqueArray(item, { maxLength: 6, selector: ({ id }) => id })

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
const linkOf = (path: string): string => new URL(`https://fuzz.example/p/${path}`).href

/** Titles are plain text in Atom; in RSS and JSON readers take `&amp;` in them for an escaped `&`. */
const renderers: Readonly<Record<string, (list: readonly Item[]) => string>> = {
  rss: (list) =>
    `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>${list
      .map(
        ({ id, title, path, html: body, timeMs }) =>
          `<item><guid isPermaLink="false">${id}</guid><title>${escape(title)}</title><link>${escape(linkOf(path))}</link>` +
          `<description>${escape(body)}</description><pubDate>${new Date(timeMs).toUTCString()}</pubDate></item>`,
      )
      .join('\n')}</channel></rss>`,
  'rss with CDATA': (list) =>
    `<rss version="2.0"><channel><title>t</title>${list
      .map(
        ({ id, title, path, html: body, timeMs }) =>
          `<item><description>${cdata(body)}</description><title>${cdata(title)}</title><link>${cdata(linkOf(path))}</link>` +
          `<guid isPermaLink="false">${cdata(id)}</guid><pubDate>${cdata(new Date(timeMs).toUTCString())}</pubDate></item>`,
      )
      .join('')}</channel></rss>`,
  atom: (list) =>
    `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>t</a:title><a:id>urn:t</a:id>${list
      .map(
        ({ id, title, path, html: body, timeMs }) =>
          `<a:entry><a:id>${id}</a:id><a:title>${escape(title)}</a:title><a:link href="${escape(linkOf(path))}"/>` +
          `<a:content type="html">${escape(body)}</a:content><a:published>${new Date(timeMs).toISOString()}</a:published></a:entry>`,
      )
      .join('')}</a:feed>`,
  json: (list) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 't',
      items: list.map(({ id, title, path, html: body, timeMs }) => ({
        id,
        title,
        url: linkOf(path),
        content_html: body,
        date_published: new Date(timeMs).toISOString(),
      })),
    }),
}

test.each(Object.entries(renderers))('a sound feed in %s reads back as it was meant', async (_, render) => {
  await fc.assert(
    fc.asyncProperty(items, async (list) => {
      expect(await parse(render(list))).toMatchObject({
        kind: 'parsed',
        feed: {
          title: 't',
          problems: [],
          entries: list.map(({ id, title, path, html: body, timeMs }) => ({
            id,
            title: title.replaceAll('&amp;', '&'),
            url: linkOf(path),
            contentHtml: body,
            publishedMs: timeMs,
          })),
        },
      })
    }),
    { numRuns: 100 },
  )
})

/** An independent opinion; of Atom's content it makes a string, so RSS alone. */
test.each([['rss'], ['rss with CDATA']])(
  'a sound feed in %s is what rss-parser reads in it',
  async (name) => {
    await fc.assert(
      fc.asyncProperty(items, async (list) => {
        const text = renderers[name]?.(list) ?? ''
        const other = await new RssParser().parseString(text)
        const outcome = await parse(text)
        const entries = outcome.kind === 'parsed' ? outcome.feed.entries : []
        expect(entries.map(({ id, url: link, publishedMs }) => [id, link, publishedMs])).toEqual(
          other.items.map(({ guid, link, isoDate }) => [guid, link, Date.parse(isoDate ?? '')]),
        )
        expect(entries.map(({ contentHtml }) => contentHtml)).toEqual(
          other.items.map(({ content }) => content?.trim()),
        )
      }),
      { numRuns: 50 },
    )
  },
)

const debris = fc.constantFrom(
  '<',
  '>',
  '&',
  '"',
  "'",
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '</item>',
  '<item>',
  '<entry xmlns="u">',
  '</title>',
  '<title type="xhtml">',
  '<!DOCTYPE x [',
  '<?',
  '</',
  '/>',
  '\u0000',
  '&#0;',
  '&#xffffffff;',
  ' xml:base="::"',
  '{',
  '[',
  '}',
  '\\',
  '\ufffe',
  '<br/>',
)
const damage = fc.array(
  fc.record({
    at: fc.nat(5_000),
    remove: fc.nat(40),
    insert: fc.array(debris, { maxLength: 4 }),
    repeat: fc.integer({ min: 1, max: 50 }),
  }),
  { minLength: 1, maxLength: 8 },
)

function hurt(
  text: string,
  wounds: readonly { at: number; remove: number; insert: readonly string[]; repeat: number }[],
): string {
  return wounds.reduce((whole, { at, remove, insert, repeat }) => {
    const from = at % (whole.length + 1)
    return whole.slice(0, from) + insert.join('').repeat(repeat) + whole.slice(from + remove)
  }, text)
}

/** Every text stands in at most content, summary, title and claims, and an escape turns one character into five. */
const growthMax = 30
const overheadMax = 1_000

test.each(Object.entries(renderers))(
  'a damaged feed in %s gives no more than it holds',
  async (_, render) => {
    await fc.assert(
      fc.asyncProperty(items, damage, async (list, wounds) => {
        const text = hurt(render(list), wounds)
        const outcome = await parse(text)
        const size = JSON.stringify(outcome).length
        if (outcome.kind !== 'parsed') {
          expect(size).toBeLessThan(overheadMax)
          return
        }
        const { entries, problems } = outcome.feed
        expect(entries.length).toBeLessThanOrEqual(text.split(/<(?:\w+:)?(?:item|entry)|\{/i).length)
        expect(size).toBeLessThan(text.length * growthMax + overheadMax * (entries.length + 1))
        expect(problems.length).toBeLessThanOrEqual(20)
        for (const entry of entries) if (entry.url !== undefined) expect(entry.url).toMatch(/^https?:\/\//)
      }),
      { numRuns: 150 },
    )
  },
)

test('the same bytes give the same outcome', async () => {
  await fc.assert(
    fc.asyncProperty(items, damage, async (list, wounds) => {
      const text = hurt(Object.values(renderers)[0]?.(list) ?? '', wounds)
      expect(await parse(text)).toEqual(await parse(text))
    }),
    { numRuns: 50 },
  )
})

const encodings: readonly (readonly [string, (text: string) => Uint8Array])[] = [
  ['utf-8', (text) => Buffer.from(text)],
  ['utf-16le', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['utf-16be without a mark', (text) => Buffer.from(text, 'utf16le').swap16()],
  ['latin1', (text) => Buffer.from(text, 'latin1')],
]
const strokes = fc.array(
  fc.record({
    at: fc.nat(5_000),
    bytes: fc.uint8Array({ maxLength: 6 }),
    flip: fc.integer({ min: 0, max: 255 }),
    cut: fc.nat(3),
  }),
  { minLength: 1, maxLength: 10 },
)

/** Bits flipped, bytes put in, bytes taken out, at any place of the encoded document. */
function scratch(
  bytes: Uint8Array,
  list: readonly { at: number; bytes: Uint8Array; flip: number; cut: number }[],
): Uint8Array {
  return list.reduce<Uint8Array>((whole, { at, bytes: extra, flip, cut }) => {
    const from = at % (whole.length + 1)
    const after = Buffer.from(whole.subarray(from + cut))
    const [first] = after
    if (first !== undefined) after[0] = first ^ flip
    return Buffer.concat([whole.subarray(0, from), extra, after])
  }, bytes)
}

/** Neither a lone surrogate nor a character that XML forbids may come out of a feed: both would break what is published. */
// eslint-disable-next-line no-control-regex -- control characters are the point
const unpublishable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

test.each(encodings)('damaged bytes of %s give an answer that can be published', async (_, encode) => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.values(renderers)),
      items,
      strokes,
      fc.constantFrom(undefined, 'text/xml; charset=utf-8', 'text/xml; charset=gb18030', 'application/json'),
      async (render, list, hits, contentType) => {
        const bytes = scratch(encode(render(list)), hits)
        const outcome = await parseFeed(bytes, { url, contentType, limits })
        if (outcome.kind !== 'parsed') return
        for (const { title, contentHtml, authors, url: link } of outcome.feed.entries) {
          const text = [title, contentHtml, link ?? '', ...authors].join(' ')
          expect(text).not.toMatch(unpublishable)
          expect(text.isWellFormed()).toBe(true)
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('any bytes at all give an answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
      const outcome = await parseFeed(bytes, { url, contentType: undefined, limits })
      expect(['parsed', 'notAFeed', 'broken']).toContain(outcome.kind)
    }),
    { numRuns: 500 },
  )
})
