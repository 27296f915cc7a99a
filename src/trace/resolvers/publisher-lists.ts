/** The publisher's own lists: its feeds, and its news sitemap found through robots.txt. What they list, it published. */
import type { PublisherEntry } from '../../model/settings.ts'
import { claimedUrl } from '../address.ts'
import { domainOf } from '../site.ts'
import { createGuardedFetch, type GuardedFetch, type Manners, type ResolverTools } from './guarded-fetch.ts'
import { readRecords, type XmlRecord } from './read-records.ts'
import { fitOf, type FoundAddress, type OriginQuery, type OriginResolver } from './resolver.ts'

/** Publishers' own servers: many of them, each asked a little. One that fails is left alone, the others are not. */
export const listManners: Manners = {
  requestsMax: 60,
  // The guarded client keeps its own pause between two requests to one host.
  spacingMs: 0,
  failuresMax: 3,
  coolMs: 60 * 60 * 1000,
}
/** Found addresses fetched per question. */
const checksMax = 3
const documentsMax = 4
/** Half of a headline's words: below, a list of 1,000 headlines yields chance hits. */
const fitMin = 0.5

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))
const feedRecords = set('item entry')
const sitemapRecords = set('url sitemap')

function foundIn(record: XmlRecord, query: OriginQuery): FoundAddress | undefined {
  const url = claimedUrl(record.get('loc') ?? record.get('link') ?? record.get('guid') ?? '', undefined)
  if (url === undefined || domainOf(url) !== domainOf(query.publisher.domain)) return undefined
  const title = record.get('title') ?? ''
  const date =
    record.get('publication_date') ?? record.get('pubdate') ?? record.get('published') ?? record.get('date')
  const publishedMs = date === undefined ? Number.NaN : Date.parse(date)
  return { url, title, publishedMs: Number.isNaN(publishedMs) ? undefined : publishedMs }
}

const fits = (found: FoundAddress, query: OriginQuery): boolean => fitOf(query, found) >= fitMin

/** A resolver that reads what the publisher itself lists. */
function listing(guard: GuardedFetch, own: Pick<OriginResolver, 'key' | 'name' | 'find'>): OriginResolver {
  return {
    ...own,
    checksMax,
    get requests() {
      return guard.requests
    },
    evidence: 'publisherListing',
    reset: () => guard.reset(),
  }
}

/** Resolver (b): the feeds that the registry knows. */
export function publisherFeeds(tools: ResolverTools, manners = listManners): OriginResolver {
  const guard = createGuardedFetch(tools, 'publisherFeeds', manners)
  return listing(guard, {
    key: 'publisherFeeds',
    name: "the publisher's feeds",
    async find(query) {
      const problems: string[] = []
      const found: FoundAddress[] = []
      for (const feed of query.publisher.feeds.slice(0, documentsMax)) {
        const answer = await guard.ask(feed)
        if (answer.kind === 'failed') problems.push(answer.why)
        else
          found.push(
            ...readRecords(answer.text, feedRecords)
              .map((record) => foundIn(record, query))
              .filter((one) => one !== undefined),
          )
      }
      if (found.length === 0 && problems.length > 0) return { kind: 'unavailable', why: problems.join('; ') }
      return { kind: 'answered', found: found.filter((one) => fits(one, query)) }
    },
  })
}

/** Scheme and host of a publisher's site: those of its own feed where it has one, else https and its domain. */
export function siteOf({ domain, feeds, newsSitemaps }: PublisherEntry): string {
  const own = [...feeds, ...newsSitemaps]
    .map((address) => URL.parse(address))
    .find((url) => url !== null && domainOf(url.href) === domainOf(domain))
  return own?.origin ?? `https://${domain}`
}

const sitemapLine = /^\s*sitemap:\s*(\S+)/gim
/** "news" in its address first: the others list the archive. */
const newsFirst = (addresses: readonly string[]): readonly string[] =>
  addresses.toSorted((a, b) => Number(/news|latest/i.test(b)) - Number(/news|latest/i.test(a)))

async function sitemapsOf(query: OriginQuery, guard: GuardedFetch): Promise<readonly string[]> {
  const { newsSitemaps } = query.publisher
  if (newsSitemaps.length > 0) return newsSitemaps
  const robots = await guard.ask(`${siteOf(query.publisher)}/robots.txt`)
  return robots.kind === 'failed'
    ? []
    : Array.from(robots.text.matchAll(sitemapLine), (match) => match[1] ?? '')
}

/** Resolver (c): the news sitemap (Google's extension 0.9: the last two days), from the registry or robots.txt. */
export function newsSitemap(tools: ResolverTools, manners = listManners): OriginResolver {
  const guard = createGuardedFetch(tools, 'newsSitemap', manners)
  return listing(guard, {
    key: 'newsSitemap',
    name: "the publisher's news sitemap",
    async find(query) {
      const waiting = [...newsFirst(await sitemapsOf(query, guard))]
      if (waiting.length === 0) return { kind: 'unavailable', why: 'it names no sitemap' }
      const found: FoundAddress[] = []
      const asked = new Set<string>()
      while (asked.size < documentsMax && found.length === 0) {
        const next = waiting.shift()
        if (next === undefined) break
        if (asked.has(next)) continue
        asked.add(next)
        const answer = await guard.ask(next)
        if (answer.kind === 'failed') continue
        const records = readRecords(answer.text, sitemapRecords)
        if (/<sitemapindex\b/i.test(answer.text.slice(0, 2_000)))
          waiting.push(...newsFirst(records.map((record) => record.get('loc') ?? '')))
        else
          found.push(
            ...records
              .map((record) => foundIn(record, query))
              .filter((one) => one !== undefined)
              .filter((one) => fits(one, query)),
          )
      }
      return { kind: 'answered', found }
    },
  })
}
