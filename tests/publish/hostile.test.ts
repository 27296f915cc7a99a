/** Whatever strings the fields of an article hold: every format stays readable and keeps every item. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { limits } from '../../src/model/limits.ts'
import type { ParsedFeed } from '../../src/model/entry.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import { renderAtom } from '../../src/publish/render-atom.ts'
import { renderDropped } from '../../src/publish/render-dropped.ts'
import { renderJson } from '../../src/publish/render-json.ts'
import { renderRss } from '../../src/publish/render-rss.ts'
import { checkAtom, checkJson, checkRss } from './feed-rules.ts'
import { composeHostile, feed, story, url } from './hostile-stories.ts'
import { compose, makeArticle, makeView, member } from './make-view.ts'

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

/** Our reader takes `&amp;` in an address for somebody's second encoding, and is mostly right. */
const plainAmpersands = (given: string | undefined): string | undefined =>
  given?.replaceAll(/&(?:amp;)+/g, '&')

test('RSS, Atom and JSON read back with every item, its id, its link and its title', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(story, { maxLength: 4 }), feed, url, async (stories, settings, baseUrl) => {
      const composed = composeHostile(stories, settings, { baseUrl })
      const { document } = composed
      const rendered = { rss: renderRss(document), atom: renderAtom(document), json: renderJson(document) }
      for (const [format, written] of Object.entries(rendered)) {
        const parsed = await readBack(written)
        expect(parsed.format).toBe(format)
        expect(parsed.entries.map(({ id }) => id)).toEqual(document.items.map(({ id }) => id))
        for (const [at, item] of document.items.entries()) {
          // JSON Feed knows a second address, which stands in for a missing first one.
          if (item.url !== undefined || format !== 'json')
            expect(plainAmpersands(parsed.entries[at]?.url)).toBe(plainAmpersands(item.url))
        }
        expect(parsed.entries.map(({ publishedMs }) => Math.floor((publishedMs ?? 0) / 1000))).toEqual(
          document.items.map(({ publishedMs }) => Math.floor(publishedMs / 1000)),
        )
      }
      expect([checkRss(rendered.rss), checkAtom(rendered.atom), checkJson(rendered.json)]).toEqual([
        [],
        [],
        [],
      ])
      const audit = renderDropped(composed)
      expect(checkAtom(audit)).toEqual([])
      expect((await readBack(audit)).entries).toHaveLength(composed.dropped.length)
    }),
    { numRuns: 300 },
  )
})

test('every story has an item', () => {
  fc.assert(
    fc.property(fc.array(story, { maxLength: 4 }), feed, (stories, settings) => {
      const { items } = composeHostile(stories, settings, { baseUrl: '' }).document
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
