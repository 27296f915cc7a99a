/** Turns labelled documents into publishers with feeds: the web a run is measured on. */
import { createHash } from 'node:crypto'
import type { BenchDocument } from '../match/read-documents.ts'

/** A document as the data has it; `source` is the collection, `how` the system that reworded it. */
export interface WorldDocument extends BenchDocument {
  readonly source?: string
  readonly how?: string
}

export interface Posting {
  readonly guid: string
  readonly url: string
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly publishedMs: number | undefined
}

export interface Site {
  /** Invented, the same in every run: feeds lie here, and the articles whose document has no address. */
  readonly host: string
  readonly name: string
  readonly feeds: readonly (readonly Posting[])[]
}

/** Below the product's own ceilings of 1,000 entries and 16 MiB a feed. */
const feedEntriesMax = 900
const feedCharactersMax = 4_000_000

/** One site for each collection, rewording system and web host, in the order of the documents. */
export function buildWorld(documents: readonly WorldDocument[]): readonly Site[] {
  const byPublisher = Map.groupBy(documents, publisherOf)
  return [...byPublisher].map(([publisher, own]) => {
    const host = `${slugOf(publisher)}-${digest(publisher, 6)}.example`
    return { host, name: publisher, feeds: splitFeeds(own.map((document) => postingOf(document, host))) }
  })
}

function publisherOf({ source = '', how = '', url }: WorldDocument): string {
  const host = URL.parse(url)?.hostname.replace(/^www\./, '') ?? ''
  const parts = [source.replace(/^.*: /, ''), how, host].filter((part) => part !== '')
  return parts.length === 0 ? 'unknown' : cleanCharacters(parts.join(' '))
}

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '')

const digest = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length)

/** Every address is served as plain http: the loopback server has no certificate for other people's names. */
function postingOf({ id, url, title, text, published }: WorldDocument, host: string): Posting {
  const own = URL.parse(url)
  if (own !== null) own.protocol = 'http:'
  const paragraphs = cleanCharacters(text).split(/\n+/)
  return {
    guid: id,
    url: own?.href ?? `http://${host}/articles/${digest(id, 16)}`,
    title: cleanCharacters(title),
    paragraphs: paragraphs.map((paragraph) => paragraph.trim()).filter((paragraph) => paragraph !== ''),
    publishedMs: dateOf(published),
  }
}

/** A year alone says nothing of the day, and 1 January would be a lie: such a document has no date. */
function dateOf(published: string): number | undefined {
  const ms = /^\d{4}$/.test(published) ? Number.NaN : Date.parse(published)
  return Number.isNaN(ms) ? undefined : ms
}

/** What XML 1.0 (section 2.2) cannot carry becomes a space. */
function cleanCharacters(text: string): string {
  return text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ' ')
}

function splitFeeds(postings: readonly Posting[]): readonly (readonly Posting[])[] {
  const feeds: Posting[][] = [[]]
  let characters = 0
  for (const posting of postings) {
    const size = posting.paragraphs.reduce((sum, paragraph) => sum + paragraph.length, 0)
    const last = feeds.at(-1)
    if (last === undefined || last.length >= feedEntriesMax || characters + size > feedCharactersMax) {
      feeds.push([posting])
      characters = size
    } else {
      last.push(posting)
      characters += size
    }
  }
  return feeds
}
