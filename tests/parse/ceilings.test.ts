/** Every ceiling of the parser: what reaches it is left out and told, what stands beside it is read. */
import { expect, test } from 'vitest'
import type { ParsedFeed } from '../../src/model/entry.ts'
import { limits, type Limits } from '../../src/model/limits.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'

const small: Limits = {
  ...limits,
  feedEntriesMax: 3,
  entryBytesMax: 200,
  xmlDepthMax: 8,
  xmlAttributesMax: 4,
  xmlAttributeBytesMax: 50,
}

async function read(document: string, ceilings: Limits = small): Promise<ParsedFeed> {
  const hints = { url: 'https://high.example/feed', contentType: undefined, limits: ceilings }
  const outcome = await parseFeed(Buffer.from(document), hints)
  if (outcome.kind !== 'parsed') throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`)
  return outcome.feed
}

const rss = (items: string): string => `<rss version="2.0"><channel><title>t</title>${items}</channel></rss>`
const json = (items: readonly object[]): string =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 't', items })
const plain = '<item><title>plain</title></item>'

interface Ceiling {
  readonly what: string
  readonly document: string
  readonly problem: string
  readonly titles: readonly string[]
}

const ceilings: readonly Ceiling[] = [
  {
    what: 'entries of RSS',
    document: rss(plain.repeat(4)),
    problem: 'there are more than 3 entries; the rest is left out',
    titles: ['plain', 'plain', 'plain'],
  },
  {
    what: 'entries of JSON Feed',
    document: json(['a', 'b', 'c', 'd'].map((title) => ({ id: title, title }))),
    problem: 'there are more than 3 entries; the rest is left out',
    titles: ['a', 'b', 'c'],
  },
  {
    what: 'the size of an entry of RSS',
    document: rss(`<item><title>big</title><description>${'x'.repeat(201)}</description></item>${plain}`),
    problem: 'entry 1 is larger than 200 bytes; its <description> is left out',
    titles: ['big', 'plain'],
  },
  {
    what: 'the size of an entry in several texts',
    document: rss(
      `<item><description>${'x'.repeat(150)}</description><content:encoded>${'y'.repeat(150)}</content:encoded><title>big</title></item>${plain}`,
    ),
    problem: 'entry 1 is larger than 200 bytes; its <content:encoded> is left out',
    titles: ['big', 'plain'],
  },
  {
    what: 'the size of an entry of JSON Feed',
    document: json([
      { id: '1', title: 'big', content_html: 'x'.repeat(201) },
      { id: '2', title: 'plain' },
    ]),
    problem: 'entry 1 is larger than 200 bytes; its text is left out',
    titles: ['big', 'plain'],
  },
  {
    what: 'depth',
    document: rss(
      `<item>${'<author>'.repeat(20)}x${'</author>'.repeat(20)}<title>deep</title></item>${plain}`,
    ),
    problem: 'elements are nested deeper than 8; the inner ones are left out',
    titles: ['deep', 'plain'],
  },
  {
    what: 'depth of elements that are not read',
    document: rss(`<item>${'<x:y>'.repeat(20)}x${'</x:y>'.repeat(20)}<title>deep</title></item>${plain}`),
    problem: 'elements are nested deeper than 8; the inner ones are left out',
    titles: ['deep', 'plain'],
  },
  {
    what: 'attributes',
    document: rss(`<item a="1" b="2" c="3" d="4" e="5"><title>many</title></item>${plain}`),
    problem: 'an element has more than 4 attributes; the others are left out',
    titles: ['many', 'plain'],
  },
  {
    what: 'the length of an attribute',
    document: rss(
      `<item><enclosure url="https://x.example/${'x'.repeat(60)}"/><title>long</title></item>${plain}`,
    ),
    problem: 'an attribute is longer than 50 characters; it is left out',
    titles: ['long', 'plain'],
  },
  {
    what: 'the length of a field',
    document: rss(`<item><guid>${'x'.repeat(60)}</guid><title>long</title></item>${plain}`),
    problem: 'a field is longer than 50 characters; it is left out',
    titles: ['long', 'plain'],
  },
]

test.each(ceilings)('$what: told, and the rest is read', async ({ document, problem, titles }) => {
  const feed = await read(document)
  expect(feed.problems).toEqual([problem])
  expect(feed.entries.map(({ title }) => title)).toEqual(titles)
})

test.each([
  ['categories', '<category>c</category>'],
  ['links', '<link href="https://x.example/1" rel="via"/>'],
  ['authors', '<author>Ada</author>'],
])('thousands of %s in one entry: told, and the rest is read', async (_, element) => {
  const feed = await read(rss(`<item>${element.repeat(2_000)}<title>many</title></item>${plain}`), limits)
  expect(feed.problems).toEqual([expect.stringMatching(/^there are more than 500 <\w+> in one place/)])
  expect(feed.entries.map(({ title }) => title)).toEqual(['many', 'plain'])
})

test('a title of ten thousand characters and more keeps its beginning', async () => {
  const feed = await read(rss(`<item><title>${'long '.repeat(3_000)}</title></item>${plain}`), limits)
  expect(feed.problems).toEqual(['a title is longer than 10000 characters; its end is left out'])
  expect(feed.entries[0]?.title).toMatch(/^(?:long ){500}/)
})

test('a feed at its ceilings, not above them, has no problem', async () => {
  const entry = `<item a="1" b="2" c="3" d="4"><guid>${'g'.repeat(50)}</guid><title>at</title><description>${'x'.repeat(198)}</description></item>`
  const feed = await read(rss(entry.repeat(3)))
  expect(feed.problems).toEqual([])
  expect(feed.entries).toHaveLength(3)
  expect(feed.entries[2]?.contentHtml).toHaveLength(198)
})

test('entities a document declares are never expanded', async () => {
  const levels = Array.from(
    { length: 9 },
    (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
  )
  const feed = await read(
    `<!DOCTYPE rss [<!ENTITY e0 "lol">${levels.join('')}]>${rss('<item><title>&e9;</title></item>')}`,
  )
  expect(feed.entries[0]?.title).toBe('&e9;')
})

test('a feed with a hundred flaws tells of twenty', async () => {
  const flawed = Array.from(
    { length: 100 },
    (_, index) => `<item><title>${index}</title><description>${'x'.repeat(201)}</description></item>`,
  )
  expect((await read(rss(flawed.join('')), { ...small, feedEntriesMax: 1_000 })).problems).toHaveLength(20)
})
