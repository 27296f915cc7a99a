/** Whatever strings the fields of an article hold: every format stays readable and keeps every item. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Article } from '../../src/model/article.ts'
import { limits } from '../../src/model/limits.ts'
import type { ParsedFeed } from '../../src/model/entry.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import type { ComposedFeed } from '../../src/publish/compose-feed.ts'
import { renderAtom } from '../../src/publish/render-atom.ts'
import { renderDropped } from '../../src/publish/render-dropped.ts'
import { renderJson } from '../../src/publish/render-json.ts'
import { renderRss } from '../../src/publish/render-rss.ts'
import { address, compose, makeArticle, makeView, member, noonMs } from './make-view.ts'

const pieces = [
  ']]>',
  ']]>]]>',
  '<![CDATA[',
  '&',
  '&amp;',
  '&amp;amp;',
  '&#0;',
  '&bogus;',
  '<',
  '>',
  '"',
  "'",
  '</item></channel>',
  '</entry>',
  '<!-- ',
  '-->',
  '<?xml ?>',
  '<!DOCTYPE x [<!ENTITY y "z">]>',
  '\u0000',
  '\u0008',
  '\u000B',
  '\u001B[31m',
  '\u0085',
  '\uD800',
  '\uDFFF',
  '\uFFFE',
  '\uFFFF',
  '\u{1FFFE}',
  '\u202E',
  '\u2066',
  '\uFEFF',
  '\u2028',
  '__proto__',
  '\r\n',
  ' ',
  'Sandmouth',
  '\u{1F600}',
  '渡船',
]
const text = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''))
const url = fc.oneof(
  text,
  text.map((rest) => `https://gazette.example/${rest}`),
  text.map((rest) => `https://${rest}.example/`),
  fc.constantFrom(
    'javascript:alert(1)',
    '//x',
    'https://[::1',
    'http://a:99999/',
    'mailto:x',
    'https://ex ample/',
  ),
)
const time = fc.oneof(
  fc.constantFrom(undefined, Number.NaN, -1, 1e308, 8.64e15, 0),
  fc.integer({ min: noonMs - 9e7, max: noonMs }),
)
const article = fc
  .record({
    guid: text,
    url: fc.option(url.map(address), { nil: undefined }),
    givenUrl: fc.option(url, { nil: undefined }),
    title: text,
    html: text,
    text,
    publishedMs: time,
    publisher: text,
    authors: fc.array(text, { maxLength: 3 }),
    categories: fc.array(text, { maxLength: 3 }),
    language: fc.option(text, { nil: undefined }),
    image: fc.option(url, { nil: undefined }),
    enclosures: fc.array(
      fc.record({
        url,
        type: fc.option(text, { nil: undefined }),
        lengthBytes: fc.constantFrom(undefined, -1, Number.NaN, 1e300, 12),
      }),
      { maxLength: 3 },
    ),
  })
  .map((changes): Partial<Article> => changes)
const story = fc.record({
  members: fc.array(article, { minLength: 1, maxLength: 3 }),
  level: fc.constantFrom('E0', 'E1', 'E2', 'E3', 'E4', 'EX'),
  url: fc.option(url.map(address), { nil: undefined }),
  claimed: fc.option(fc.record({ url: fc.option(url.map(address), { nil: undefined }), publisher: text }), {
    nil: undefined,
  }),
  publisher: text,
  related: text,
})
const feed = fc.record({
  title: text,
  description: fc.option(text, { nil: undefined }),
  content: fc.constantFrom('full', 'summary', 'none'),
  duplicates: fc.constantFrom('off', 'exact', 'near', 'all'),
  languages: fc.constantFrom([], []),
})

type HostileStory = typeof story extends fc.Arbitrary<infer Value> ? Value : never
type HostileFeed = typeof feed extends fc.Arbitrary<infer Value> ? Value : never

function composeHostile(
  stories: readonly HostileStory[],
  settings: HostileFeed,
  baseUrl: string,
): ComposedFeed {
  let count = 0
  const views = stories.map(({ members, level, url: originUrl, claimed, publisher, related }) =>
    makeView(
      members.map((changes) => {
        count += 1
        // The addresses differ, as a store would have it; their ends stay hostile.
        const own = changes.url === undefined ? undefined : address(`${changes.url}#${count}`)
        return member(makeArticle(count, { ...changes, guid: `${changes.guid} ${count}`, url: own }))
      }),
      {
        origin: { level, url: originUrl, claimed, publisher },
        related: [
          {
            id: makeView([member(makeArticle(9_999))]).story.id,
            title: related,
            url: originUrl,
          },
        ],
      },
    ),
  )
  return compose(views, {
    feed: { ...settings, maxAgeMs: Number.MAX_SAFE_INTEGER },
    publish: { baseUrl, websub: [baseUrl] },
  })
}

async function readBack(rendered: string): Promise<ParsedFeed> {
  expect(rendered.isWellFormed()).toBe(true)
  const outcome = await parseFeed(Buffer.from(rendered), {
    url: 'https://feeds.example/f',
    contentType: undefined,
    limits: { ...limits, feedBytesMax: 2 ** 27, entryBytesMax: 2 ** 27 },
  })
  if (outcome.kind !== 'parsed') throw new Error(JSON.stringify(outcome))
  expect(outcome.feed.problems).toEqual([])
  return outcome.feed
}

// XML 1.0, production 2: what may stand in a document at all.
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

test('RSS, Atom and JSON read back with every item, its id, its link and its title', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(story, { maxLength: 4 }), feed, url, async (stories, settings, baseUrl) => {
      const composed = composeHostile(stories, settings, baseUrl)
      const { document } = composed
      const rendered = { rss: renderRss(document), atom: renderAtom(document), json: renderJson(document) }
      for (const [format, written] of Object.entries(rendered)) {
        if (format !== 'json') expect(written).not.toMatch(forbidden)
        const parsed = await readBack(written)
        expect(parsed.format).toBe(format)
        expect(parsed.entries.map(({ id }) => id)).toEqual(document.items.map(({ id }) => id))
        for (const [at, item] of document.items.entries()) {
          // JSON Feed knows a second address, which stands in for a missing first one.
          if (item.url !== undefined || format !== 'json') expect(parsed.entries[at]?.url).toBe(item.url)
        }
        expect(parsed.entries.map(({ publishedMs }) => Math.floor((publishedMs ?? 0) / 1000))).toEqual(
          document.items.map(({ publishedMs }) => Math.floor(publishedMs / 1000)),
        )
      }
      const audit = renderDropped(composed)
      expect(audit).not.toMatch(forbidden)
      expect((await readBack(audit)).entries).toHaveLength(composed.dropped.length)
    }),
    { numRuns: 300 },
  )
})

test('every story has an item', () => {
  fc.assert(
    fc.property(fc.array(story, { maxLength: 4 }), feed, (stories, settings) => {
      const { items } = composeHostile(stories, settings, '').document
      if (settings.duplicates === 'all') expect(items).toHaveLength(stories.length)
      else expect(items.length).toBeGreaterThanOrEqual(stories.length)
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
      for (const { title, source } of items) {
        expect(title).not.toBe('')
        expect(title).not.toMatch(/<[a-z!/?]|[\u202A-\u202E\u2066-\u2069]/i)
        if (source?.url !== undefined) expect(source.url).toMatch(/^https?:\/\/[^/]+\/$/)
      }
    }),
    { numRuns: 300 },
  )
})

test.each(['AT&T', 'a ]]> b ]]> c', '"x" & \'y\'', '1 < 2', 'back\\slash', 'emoji \u{1F600}'])(
  'the title %j comes back as it is from every format',
  async (title) => {
    const { document } = compose([makeView([member(makeArticle(1, { title }))])])
    for (const written of [renderAtom(document), renderJson(document)])
      expect((await readBack(written)).entries[0]?.title).toBe(title)
    expect(renderRss(document)).toContain(
      `<title>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</title>`,
    )
  },
)

test('an item of ten megabytes is written and read', async () => {
  const html = `<p>${'A ferry & a quay ]]> '.repeat(500_000)}</p>`
  const { document } = compose([makeView([member(makeArticle(1, { html }))])])
  for (const written of [renderRss(document), renderAtom(document), renderJson(document)]) {
    const { entries } = await readBack(written)
    expect(entries[0]?.contentHtml.length).toBeGreaterThan(10_000_000)
  }
})
