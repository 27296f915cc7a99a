/** Turns what a feed said into the article every later stage reads. */
import { createHash } from 'node:crypto'
import { getDomain } from 'tldts'
import type { ArticleDraft } from '../model/article.ts'
import type { CanonicalUrl } from '../model/canonical-url.ts'
import type { Entry, ParsedFeed } from '../model/entry.ts'
import type { SourceSettings } from '../model/settings.ts'
import { canonicalizeUrl } from './canonicalize-url.ts'
import { hashContent } from './content-hash.ts'
import { htmlToText } from './html-to-text.ts'
import { isTruncated } from './is-truncated.ts'
import { publisherNameFromTitle } from './publisher-name.ts'

/** What the configuration says of the articles of a source. */
export type NormalizedSource = Pick<SourceSettings, 'id' | 'publisher'>

export interface NormalizeContext {
  readonly source: NormalizedSource
  readonly feed: ParsedFeed
  /** When the feed was fetched, epoch milliseconds. */
  readonly nowMs: number
}

/** A title that has to be made from the text ends after this many words. */
const titleWordsMax = 12

/**
 * Evidence is empty: the tracer's collectors add it. Dates in the future are set to now. Without HTML the text is
 * empty, and the title alone stands for the article.
 */
export function normalizeEntry(entry: Entry, context: NormalizeContext): ArticleDraft {
  const { source, feed, nowMs } = context
  const url = canonicalAddress(entry)
  const text = htmlToText(entry.contentHtml)
  const title = entry.title === '' ? firstWords(text) : entry.title
  const site = url === undefined ? '' : siteOf(url)
  return {
    sourceId: source.id,
    guid: stableGuid(entry, url, title, text),
    url,
    givenUrl: entry.url,
    title,
    html: entry.contentHtml,
    text,
    publishedMs: notAfter(entry.publishedMs ?? entry.updatedMs, nowMs),
    updatedMs: notAfter(entry.updatedMs, nowMs),
    firstSeenMs: nowMs,
    publisher: publisherOf(entry, context, site),
    site,
    authors: entry.authors,
    categories: entry.categories,
    language: entry.language ?? feed.language,
    enclosures: entry.enclosures,
    image: entry.image,
    claims: entry.claims,
    ...(entry.episode === undefined ? {} : { episode: entry.episode }),
    completeness: isTruncated(text) ? 'teaser' : 'feed',
    evidence: [],
    contentHash: hashContent(text === '' ? title : text),
  }
}

/** FeedBurner and Pheedo put the real address beside their own redirecting one. */
function canonicalAddress(entry: Entry): CanonicalUrl | undefined {
  const original = entry.claims.origLink === undefined ? undefined : canonicalizeUrl(entry.claims.origLink)
  return original ?? (entry.url === undefined ? undefined : canonicalizeUrl(entry.url))
}

function stableGuid(entry: Entry, url: CanonicalUrl | undefined, title: string, text: string): string {
  if (entry.id !== undefined && entry.id !== '') return entry.id
  if (url !== undefined) return url
  return `sha256:${createHash('sha256').update(`${title}\n${text}`).digest('hex')}`
}

function notAfter(timeMs: number | undefined, nowMs: number): number | undefined {
  return timeMs === undefined ? undefined : Math.min(timeMs, nowMs)
}

/** A feed that gathers others names the outlet in each entry's `<source>`. */
function publisherOf(entry: Entry, { source, feed }: NormalizeContext, site: string): string {
  if (source.publisher !== undefined) return source.publisher
  for (const title of [entry.claims.sourceTitle, feed.title]) {
    const name = title === undefined ? undefined : publisherNameFromTitle(title)
    if (name !== undefined) return name
  }
  return site === '' ? source.id : site
}

/** Addresses and names without a public suffix (`localhost`, 127.0.0.1) are their own site, port and all. */
function siteOf(url: CanonicalUrl): string {
  return getDomain(url) ?? new URL(url).host
}

function firstWords(text: string): string {
  const line = text.split('\n', 1)[0] ?? ''
  const words = line.slice(0, 400).split(' ')
  return words.length <= titleWordsMax ? words.join(' ') : `${words.slice(0, titleWordsMax).join(' ')}…`
}
