/** Headwater and its npm peers, each as a function from bytes to what it read. */
import { createRequire } from 'node:module'
import path from 'node:path'
import { limits } from '../../src/model/limits.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import { feedUrl, type EntryReading, type Reading } from './readings.ts'

export interface Reader {
  /** The library's whole work; undefined when it takes the document for no feed. May throw. */
  readonly read: (bytes: Uint8Array) => Promise<unknown>
  /** What it found, in the common shape. */
  readonly view: (output: unknown) => Reading
}

/** `peers` is a folder with the peers installed; without it Headwater stands alone. */
export async function loadReaders(peers: string | undefined): Promise<Readonly<Record<string, Reader>>> {
  if (peers === undefined) return { headwater }
  const require = createRequire(path.join(path.resolve(peers), 'x.js'))
  return {
    headwater,
    'rss-parser': rssParser(require('rss-parser') as RssParserClass),
    feedsmith: feedsmith(require('feedsmith') as ParserModule),
    '@rowanmanning/feed-parser': rowanmanning(require('@rowanmanning/feed-parser') as ParserModule),
    feedparser: npmFeedparser(require('feedparser') as FeedparserClass),
  }
}

interface ParserModule {
  readonly parseFeed: (text: string) => unknown
}
type RssParserClass = new () => { readonly parseString: (text: string) => Promise<unknown> }
type FeedparserClass = new (options: { readonly feedurl: string }) => NodeJS.ReadWriteStream & {
  readonly meta: unknown
  readonly read: () => unknown
}

const headwater: Reader = {
  read: async (bytes) => {
    const outcome = await parseFeed(bytes, { url: feedUrl, contentType: undefined, limits })
    return outcome.kind === 'parsed' ? outcome.feed : undefined
  },
  view: (feed) => ({
    title: at(feed, 'title'),
    entries: list(feed, 'entries').map((entry) => ({
      title: at(entry, 'title'),
      link: at(entry, 'url'),
      id: at(entry, 'id'),
      dateMs: numberAt(entry, 'publishedMs') ?? numberAt(entry, 'updatedMs'),
      texts: present(at(entry, 'contentHtml'), at(entry, 'summaryHtml')),
      authors: list(entry, 'authors').map(String),
      enclosures: list(entry, 'enclosures').flatMap((file) => present(at(file, 'url'))),
    })),
  }),
}

/** Libraries that take text get it as a program without further care decodes it. */
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function rssParser(RssParser: RssParserClass): Reader {
  return {
    read: async (bytes) => new RssParser().parseString(decode(bytes)),
    view: (feed) => ({
      title: at(feed, 'title'),
      entries: list(feed, 'items').map((item) => ({
        title: at(item, 'title'),
        link: at(item, 'link'),
        id: at(item, 'guid') ?? at(item, 'id'),
        dateMs: dateAt(item, 'isoDate') ?? dateAt(item, 'pubDate'),
        texts: present(at(item, 'content:encoded'), at(item, 'content'), at(item, 'summary')),
        authors: present(at(item, 'creator'), at(item, 'author'), at(item, 'itunes', 'author')),
        enclosures: present(at(item, 'enclosure', 'url')),
      })),
    }),
  }
}

function feedsmith(module: ParserModule): Reader {
  return {
    read: async (bytes) => module.parseFeed(decode(bytes)),
    view: (output) => {
      const feed = property(output, 'feed')
      const entries = [...list(feed, 'items'), ...list(feed, 'entries')]
      return { title: at(feed, 'title', 'value') ?? at(feed, 'title'), entries: entries.map(feedsmithEntry) }
    },
  }
}

function feedsmithEntry(item: unknown): EntryReading {
  const links = list(item, 'links')
  const page = links.find((link) => [null, 'alternate'].includes(at(link, 'rel')))
  const dates = ['pubDate', 'published', 'date_published', 'updated', 'issued', 'modified', 'date_modified']
  const people = [...list(item, 'authors'), ...list(property(item, 'dc'), 'creators')]
  return {
    title: at(item, 'title', 'value') ?? at(item, 'title') ?? at(item, 'media', 'title', 'value'),
    link:
      at(item, 'link') ?? at(page, 'href') ?? at(item, 'url') ?? guidLink(item) ?? at(item, 'rdf', 'about'),
    id: at(item, 'guid', 'value') ?? at(item, 'id') ?? at(item, 'rdf', 'about'),
    dateMs:
      firstOf(dates.map((name) => dateAt(item, name))) ?? dateOf(list(property(item, 'dc'), 'dates')[0]),
    texts: present(
      at(item, 'content', 'encoded'),
      at(item, 'content', 'value'),
      at(item, 'content_html'),
      at(item, 'content_text'),
      at(item, 'description'),
      at(item, 'summary', 'value'),
      at(item, 'summary'),
      at(item, 'media', 'group', 'description', 'value'),
      at(item, 'itunes', 'summary'),
    ),
    authors: people.flatMap((person) =>
      typeof person === 'string'
        ? [nameIn(person)]
        : present(at(person, 'name'), at(person, 'email')).map(nameIn),
    ),
    enclosures: [
      ...list(item, 'enclosures').flatMap((file) => present(at(file, 'url'))),
      ...list(item, 'attachments').flatMap((file) => present(at(file, 'url'))),
      ...links.filter((link) => at(link, 'rel') === 'enclosure').flatMap((link) => present(at(link, 'href'))),
    ],
  }
}

function guidLink(item: unknown): string | null {
  const guid = property(item, 'guid')
  const value = at(guid, 'value')
  return value !== null && /^https?:/.test(value) && property(guid, 'isPermaLink') !== false ? value : null
}

/** feedsmith hands `mail@host (Name)` over as it stands; a reader would take the name out. */
const nameIn = (text: string): string => /\(([^()]+)\)\s*$/.exec(text)?.[1] ?? text

function rowanmanning(module: ParserModule): Reader {
  return {
    read: async (bytes) => module.parseFeed(decode(bytes)),
    view: (feed) => ({
      title: at(feed, 'title'),
      entries: list(feed, 'items').map((item) => ({
        title: at(item, 'title'),
        link: at(item, 'url'),
        id: at(item, 'id'),
        dateMs: dateAt(item, 'published') ?? dateAt(item, 'updated'),
        texts: present(at(item, 'content'), at(item, 'description')),
        authors: list(item, 'authors').flatMap((person) => present(at(person, 'name'), at(person, 'email'))),
        enclosures: list(item, 'media').flatMap((file) => present(at(file, 'url'))),
      })),
    }),
  }
}

function npmFeedparser(FeedParser: FeedparserClass): Reader {
  return {
    read: async (bytes) => {
      const parser = new FeedParser({ feedurl: feedUrl })
      const items: unknown[] = []
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      parser.on('readable', () => {
        for (let item = parser.read(); item !== null; item = parser.read()) items.push(item)
      })
      parser.on('error', reject)
      parser.on('end', () => resolve({ meta: parser.meta, items }))
      parser.end(bytes)
      return promise
    },
    view: (output) => ({
      title: at(output, 'meta', 'title'),
      entries: list(output, 'items').map((item) => ({
        title: at(item, 'title'),
        link: at(item, 'link'),
        id: at(item, 'guid'),
        dateMs: dateAt(item, 'pubdate') ?? dateAt(item, 'date'),
        texts: present(at(item, 'description'), at(item, 'summary')),
        authors: present(at(item, 'author')),
        enclosures: list(item, 'enclosures').flatMap((file) => present(at(file, 'url'))),
      })),
    }),
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

/** The text at the end of `names`, null when there is none. */
function at(value: unknown, ...names: readonly string[]): string | null {
  const found = names.reduce(property, value)
  if (typeof found === 'number') return String(found)
  return typeof found === 'string' && found !== '' ? found : null
}

function numberAt(value: unknown, name: string): number | null {
  const found = property(value, name)
  return typeof found === 'number' ? found : null
}

function list(value: unknown, name: string): readonly unknown[] {
  const found = property(value, name)
  return Array.isArray(found) ? found : []
}

function dateAt(value: unknown, name: string): number | null {
  return dateOf(property(value, name))
}

function dateOf(value: unknown): number | null {
  const time =
    value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? null : time
}

function present(...values: readonly (string | null)[]): string[] {
  return values.filter((value) => value !== null)
}

function firstOf(values: readonly (number | null)[]): number | null {
  return values.find((value) => value !== null) ?? null
}
