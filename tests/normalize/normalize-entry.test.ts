/** What a feed said, as the article every later stage reads: guid, address, publisher, dates, completeness, hash. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ArticleDraft } from '../../src/model/article.ts'
import { parseSourceId } from '../../src/model/brand.ts'
import type { Entry, EntryClaims, ParsedFeed } from '../../src/model/entry.ts'
import type { SourceSettings } from '../../src/model/settings.ts'
import { foldText, hashContent } from '../../src/normalize/content-hash.ts'
import { isTruncated } from '../../src/normalize/is-truncated.ts'
import { normalizeEntry } from '../../src/normalize/normalize-entry.ts'
import { publisherNameFromTitle } from '../../src/normalize/publisher-name.ts'

const nowMs = Date.UTC(2024, 4, 6, 12)
const hourMs = 3_600_000

const id = parseSourceId('harbour')
if (id === undefined) throw new Error('not an id')
const source: SourceSettings = {
  id,
  url: 'https://harbour.example/feed',
  publisher: undefined,
  role: 'auto',
  tags: [],
  everyMs: hourMs,
  fullText: 'auto',
  dedupe: 'cross',
  headers: {},
}
const feed: ParsedFeed = {
  format: 'rss',
  title: 'Harbour Post - World | RSS',
  siteUrl: 'https://harbour.example/',
  description: '',
  language: 'en-GB',
  entries: [],
  wishes: { everySeconds: undefined, skipHours: [], skipDays: [] },
  problems: [],
}
const claims: EntryClaims = {
  sourceTitle: undefined,
  sourceUrl: undefined,
  via: [],
  origLink: undefined,
  externalUrl: undefined,
  credit: undefined,
}
const entry: Entry = {
  id: 'g-1',
  url: 'https://www.harbour.example/a?utm_source=rss',
  title: 'The ferry sails',
  contentHtml: '<p>The ferry sailed on Monday.</p>',
  summaryHtml: undefined,
  publishedMs: undefined,
  updatedMs: undefined,
  authors: [],
  categories: [],
  language: undefined,
  enclosures: [],
  image: undefined,
  claims,
}

interface Given {
  readonly entry?: Partial<Entry>
  readonly claims?: Partial<EntryClaims>
  readonly source?: Partial<SourceSettings>
  readonly feed?: Partial<ParsedFeed>
}

function normalize(given: Given): ArticleDraft {
  return normalizeEntry(
    { ...entry, claims: { ...claims, ...given.claims }, ...given.entry },
    { source: { ...source, ...given.source }, feed: { ...feed, ...given.feed }, nowMs },
  )
}

const cases: readonly (readonly [string, Given, Partial<Record<keyof ArticleDraft, unknown>>])[] = [
  ['the guid is the id of the feed', {}, { guid: 'g-1' }],
  [
    'without an id it is the canonical address',
    { entry: { id: undefined } },
    { guid: 'https://www.harbour.example/a' },
  ],
  ['an empty id is none', { entry: { id: '' } }, { guid: 'https://www.harbour.example/a' }],
  [
    'without id and address it is a hash of title and text',
    { entry: { id: undefined, url: undefined } },
    { guid: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), url: undefined, site: '' },
  ],
  [
    'the address is canonical, and the given one is kept',
    {},
    { url: 'https://www.harbour.example/a', givenUrl: 'https://www.harbour.example/a?utm_source=rss' },
  ],
  [
    'the original link goes before a redirecting one',
    {
      entry: { url: 'https://proxy.example/~r/1' },
      claims: { origLink: 'https://harbour.example/b?fbclid=1' },
    },
    { url: 'https://harbour.example/b', givenUrl: 'https://proxy.example/~r/1' },
  ],
  [
    'an original link nobody could open is ignored',
    { claims: { origLink: 'javascript:x' } },
    { url: 'https://www.harbour.example/a' },
  ],
  [
    'an address nobody could open is none',
    { entry: { url: 'ftp://harbour.example/a' } },
    { url: undefined, site: '' },
  ],
  [
    'the site is the registrable domain',
    { entry: { url: 'https://news.desk.harbour.co.uk/a' } },
    { site: 'harbour.co.uk' },
  ],
  [
    'a host without a public suffix is its own site',
    { entry: { url: 'http://127.0.0.1:8080/a' } },
    { site: '127.0.0.1:8080' },
  ],
  [
    'the publisher is the configured one',
    { source: { publisher: 'My Harbour' } },
    { publisher: 'My Harbour' },
  ],
  [
    'else the one the entry names as its source',
    { claims: { sourceTitle: 'Span Herald - News' } },
    { publisher: 'Span Herald' },
  ],
  ['else the name in the title of the feed', {}, { publisher: 'Harbour Post' }],
  ['else the site', { feed: { title: 'RSS' } }, { publisher: 'harbour.example' }],
  ['else the id of the source', { feed: { title: '' }, entry: { url: undefined } }, { publisher: 'harbour' }],
  [
    'a source title that names nothing is passed over',
    { claims: { sourceTitle: 'Latest news' } },
    { publisher: 'Harbour Post' },
  ],
  [
    'dates stay as they are',
    { entry: { publishedMs: 5, updatedMs: 7 } },
    { publishedMs: 5, updatedMs: 7, firstSeenMs: nowMs },
  ],
  [
    'without a publication date the update counts',
    { entry: { updatedMs: 7 } },
    { publishedMs: 7, updatedMs: 7 },
  ],
  [
    'a date in the future is now',
    { entry: { publishedMs: nowMs + hourMs, updatedMs: nowMs + 1 } },
    { publishedMs: nowMs, updatedMs: nowMs },
  ],
  ['no date stays no date', {}, { publishedMs: undefined, updatedMs: undefined, firstSeenMs: nowMs }],
  [
    'the text is that of the HTML',
    { entry: { contentHtml: '<p>One</p><p>two &amp; three</p>' } },
    { text: 'One\ntwo & three', html: '<p>One</p><p>two &amp; three</p>' },
  ],
  [
    'a missing title is made of the first words',
    { entry: { title: '' } },
    { title: 'The ferry sailed on Monday.' },
  ],
  [
    'and ends after twelve of them',
    {
      entry: {
        title: '',
        contentHtml: '<p>one two three four five six seven eight nine ten eleven twelve thirteen</p><p>x</p>',
      },
    },
    { title: 'one two three four five six seven eight nine ten eleven twelve…' },
  ],
  ['nothing at all has an empty title', { entry: { title: '', contentHtml: '' } }, { title: '', text: '' }],
  [
    'the language of the entry goes before that of the feed',
    { entry: { language: 'sv' } },
    { language: 'sv' },
  ],
  ['the language of the feed stands in', {}, { language: 'en-GB' }],
  ['a short text is a teaser', {}, { completeness: 'teaser' }],
  [
    'a long text is whole',
    { entry: { contentHtml: `<p>${'word '.repeat(90)}</p>` } },
    { completeness: 'feed' },
  ],
  [
    'a long text that says it was cut is a teaser',
    { entry: { contentHtml: `<p>${'word '.repeat(90)} […]</p>` } },
    { completeness: 'teaser' },
  ],
  ['evidence is left to those who collect it', {}, { evidence: [], sourceId: 'harbour' }],
]

test.each(cases)('%s', (_, given, expected) => {
  expect(normalize(given)).toMatchObject(expected)
})

test('a guid made of title and text is the same for the same entry and no other', () => {
  const without: Partial<Entry> = { id: undefined, url: undefined }
  const guid = normalize({ entry: without }).guid
  expect(normalize({ entry: { ...without, publishedMs: 3 } }).guid).toBe(guid)
  expect(normalize({ entry: { ...without, title: 'Another' } }).guid).not.toBe(guid)
  expect(normalize({ entry: { ...without, contentHtml: 'Another' } }).guid).not.toBe(guid)
})

test('what the feed said besides is handed on unchanged', () => {
  const said: Partial<Entry> = {
    authors: ['Ilse Brandauer'],
    categories: ['Ships'],
    enclosures: [{ url: 'https://harbour.example/a.mp3', type: 'audio/mpeg', lengthBytes: 3 }],
    image: 'https://harbour.example/a.jpg',
  }
  expect(normalize({ entry: said, claims: { credit: 'Coast Wire' } })).toMatchObject({
    ...said,
    claims: { credit: 'Coast Wire' },
  })
})

test('an entry without text is hashed by its title', () => {
  const hash = normalize({ entry: { contentHtml: '' } }).contentHash
  expect(hash).toBe(hashContent('The ferry sails'))
  expect(normalize({ entry: { contentHtml: '<p>The ferry sails</p>', title: 'x' } }).contentHash).toBe(hash)
})

test.each([
  ['“It sails”, she said.', '"It sails" - she said'],
  ['one\ntwo', 'one two'],
  ['CAFÉ', 'cafe\u0301'],
  ['a – b', 'a - b'],
  ['İstanbul', 'i̇stanbul'],
  ['well\u00a0known', 'well known'],
])('%j and %j have one hash', (one, other) => {
  expect(hashContent(one)).toBe(hashContent(other))
})

test.each([
  ['12 dead', '13 dead'],
  ['café', 'cafe'],
  ['wellknown', 'well known'],
  ['one two', 'two one'],
])('%j and %j have two hashes', (one, other) => {
  expect(hashContent(one)).not.toBe(hashContent(other))
})

test('the hash is the SHA-256 of the folded text', () => {
  expect(hashContent('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(hashContent(' A.B.C! ')).toBe(hashContent('a b c'))
})

test('folding twice is folding once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text))
    }),
  )
})

test('no entry makes it throw, and dates never lie ahead', () => {
  const text = fc.string({ unit: 'binary' })
  const time = fc.option(fc.integer({ min: -1e13, max: 1e13 }), { nil: undefined })
  fc.assert(
    fc.property(text, text, text, time, time, (url, title, html, publishedMs, updatedMs) => {
      const article = normalize({ entry: { url, title, contentHtml: html, publishedMs, updatedMs } })
      expect(article.publishedMs ?? 0).toBeLessThanOrEqual(nowMs)
      expect(article.updatedMs ?? 0).toBeLessThanOrEqual(nowMs)
      expect(article.guid).not.toBe('')
      expect(article.publisher).not.toBe('')
    }),
  )
})

const long = 'word '.repeat(100).trim()
test.each([
  ['short', true],
  ['', true],
  [long, false],
  ['word '.repeat(79), true],
  ['word '.repeat(80), false],
  [`${long} […]`, true],
  [`${long} [...]`, true],
  [`${long}…`, true],
  [`${long}...`, true],
  [`${long}\nRead more`, true],
  [`${long}\nRead more »`, true],
  [`${long}\nContinue reading The ferry sails`, true],
  [`${long}\nWeiterlesen`, true],
  [`${long}\nLire la suite`, true],
  [`${long}\nLeer más`, true],
  [`${long}\nЧитать далее`, true],
  [`Read more\n${long}.`, false],
  [`${long} … and then it went on.`, false],
  ['船'.repeat(161), false],
  ['船'.repeat(40), true],
])('a text is known to be cut by its end or its length (%#)', (text, cut) => {
  expect(isTruncated(text)).toBe(cut)
})

test.each([
  ['Morrow Courier - World | RSS', 'Morrow Courier'],
  ['Latest news | Harbour Post', 'Harbour Post'],
  ['Harbour Post RSS Feed', 'Harbour Post'],
  ['Harbour Post » Feed', 'Harbour Post'],
  ['Harbour Post: Politics', 'Harbour Post'],
  ['World – Harbour Post', 'Harbour Post'],
  ['  Harbour \n Post ', 'Harbour Post'],
  ['The Morrow-Courier', 'The Morrow-Courier'],
  ['"ferries" - Search Post', 'Search Post'],
  ['RSS', undefined],
  ['', undefined],
  ['News', undefined],
  ['x'.repeat(81), undefined],
])('the feed titled %j names %j', (title, name) => {
  expect(publisherNameFromTitle(title)).toBe(name)
})
