/** Documents that are no feeds, damage, ceilings, dates, and input made to hurt. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ParseOutcome } from '../../src/model/entry.ts'
import { limits } from '../../src/model/limits.ts'
import { parseDate } from '../../src/parse/parse-date.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'

const parse = async (text: string | Uint8Array, contentType?: string): Promise<ParseOutcome> =>
  parseFeed(typeof text === 'string' ? Buffer.from(text) : text, {
    url: 'https://feeds.example/x.xml',
    contentType,
    limits,
  })

const firstOf = async (
  text: string | Uint8Array,
  contentType?: string,
): Promise<Record<string, unknown> | undefined> => {
  const outcome = await parse(text, contentType)
  return outcome.kind === 'parsed' ? { ...outcome.feed.entries[0] } : undefined
}

const rss = (item: string): string =>
  `<rss version="2.0"><channel><title>t</title><item>${item}</item></channel></rss>`

test.each([
  ['iso-8859-1', Buffer.from(rss('<title>caf\u00e9</title>'), 'latin1'), 'text/xml; charset=iso-8859-1'],
  [
    'mislabelled windows-1252',
    Buffer.from(rss('<title>caf\u00e9</title>'), 'latin1'),
    'text/xml; charset=utf-8',
  ],
  ['utf-16 without a mark', Buffer.from(rss('<title>caf\u00e9</title>'), 'utf16le'), undefined],
  ['utf-8 labelled latin1', Buffer.from(rss('<title>caf\u00e9</title>')), 'text/xml; charset=iso-8859-1'],
])('%s is decoded', async (_, bytes, contentType) => {
  expect(await firstOf(bytes, contentType)).toMatchObject({ title: 'café' })
})

test('of the entities a document declares none is expanded', async () => {
  const doc = `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hosts"><!ENTITY y "yyyy">]>${rss('<title>a &x; &y;</title>')}`
  expect(await firstOf(doc)).toMatchObject({ title: 'a &x; &y;' })
})

test('an HTML page is no feed and names those it offers', async () => {
  const page = '<!doctype html><title>Hi</title><link rel="alternate" type="application/rss+xml" href="/f">'
  expect(await parse(page)).toEqual({
    kind: 'notAFeed',
    what: 'an HTML page, "Hi"',
    alternates: ['https://feeds.example/f'],
  })
})

test('a cut JSON feed keeps its complete items', async () => {
  const doc =
    '{"version":"https://jsonfeed.org/version/1.1","title":"j","items":[{"id":1,"url":"/a","content_text":"x"},{"id":"2","ti'
  expect(await parse(doc)).toMatchObject({
    kind: 'parsed',
    feed: { format: 'json', entries: [{ id: '1', url: 'https://feeds.example/a' }] },
  })
})

test.each([
  [
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>',
    'an XML document with the root <rdf:rdf>',
  ],
  ['{"version":"https://jsonfeed.org/version/1","items":[[[]]]}', 'JSON, but no JSON Feed'],
])('%s is no feed', async (doc, what) => {
  expect(await parse(doc)).toMatchObject({ kind: 'notAFeed', what })
})

test.each([
  ['<rss version="2.0"></rss>', 'rss'],
  ['<rss><error>no such user</error></rss>', 'rss'],
  [
    '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    'rdf',
  ],
])('%s is a feed that was not finished', async (doc, format) => {
  expect(await parse(doc)).toMatchObject({
    kind: 'parsed',
    feed: { format, entries: [], isCut: true, problems: ['there is no channel in it'] },
  })
})

test('a title of megabytes is cut, not dropped', async () => {
  const entry = await firstOf(rss(`<title>Begin ${'x'.repeat(3_000_000)}</title>`))
  expect(String(entry?.['title']).slice(0, 7)).toBe('Begin x')
})

test('ceilings are reported', async () => {
  const many = await parse(
    `<rss><channel>${'<item><title>x</title></item>'.repeat(limits.feedEntriesMax + 1)}</channel></rss>`,
  )
  expect(many).toMatchObject({ feed: { problems: [expect.stringContaining('more than 1000 entries')] } })
})

test.each([
  ['<'.repeat(200_000)],
  ['<title>'.repeat(20_000)],
  ['&'.repeat(200_000)],
  ['<a b="'.repeat(20_000)],
  ['<!--'.repeat(50_000)],
])('input made to hurt is read to the end (%#)', async (bad) => {
  expect((await parse(rss(`<description>${bad}</description>`))).kind).toBe('parsed')
})

test('no bytes make it throw', async () => {
  const pieces = fc.constantFrom(
    '<rss>',
    '<item>',
    '</item>',
    '<title>',
    '<![CDATA[',
    ']]>',
    '<feed xmlns="x">',
    '<entry',
    '&',
    '"',
    "='",
    '<!--',
    'a',
    '{"items":[',
    '</rss>',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array(),
        fc.array(pieces).map((list) => Buffer.from(list.join(''))),
      ),
      async (bytes) => {
        expect(['parsed', 'notAFeed', 'broken']).toContain((await parse(bytes)).kind)
      },
    ),
    { numRuns: 300 },
  )
})

test.each([
  ['Tue, 07 Dec 2021 04:55:00 GMT', '2021-12-07T04:55:00.000Z'],
  ['07 Dec 21 04:55 EST', '2021-12-07T09:55:00.000Z'],
  ['2021-12-07T04:55:00+0200', '2021-12-07T02:55:00.000Z'],
  ['2021-12-07', '2021-12-07T00:00:00.000Z'],
  ['Mon Jan  2 15:04:05 2006', '2006-01-02T15:04:05.000Z'],
  ['mar. 12 mai 2020 10:00', '2020-05-12T10:00:00.000Z'],
  ['7. Dezember 2021', '2021-12-07T00:00:00.000Z'],
  ['2004年5月28日', '2004-05-28T00:00:00.000Z'],
  ['01 Jan 0001 00:00:00 GMT', undefined],
  ['soon', undefined],
])('the date %j is %s', (text, expected) => {
  const timeMs = parseDate(text)
  expect(timeMs === undefined ? undefined : new Date(timeMs).toISOString()).toBe(expected)
})
