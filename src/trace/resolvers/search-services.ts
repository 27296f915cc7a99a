/** Search services that need no key: WordPress, SearXNG, Bing News, Google News, GDELT. Each has its own manners. */
import { claimedUrl } from '../address.ts'
import { domainOf } from '../site.ts'
import { createGuardedFetch, type Manners, type ResolverTools } from './guarded-fetch.ts'
import { readRecords } from './read-records.ts'
import type { FoundAddress, OriginQuery, OriginResolver } from './resolver.ts'

interface Hit {
  readonly address: string
  readonly title: string
  readonly date: string | undefined
}

interface Service {
  readonly name: string
  readonly manners: Manners
  readonly request: (query: OriginQuery, words: string) => string
  /** Undefined when the answer is not in the service's format: GDELT reports errors as text with status 200. */
  readonly parse: (text: string) => readonly Hit[] | undefined
}

const gentle: Manners = { requestsMax: 20, spacingMs: 2_000, failuresMax: 3, coolMs: 30 * 60 * 1000 }
/** Slug, then headline, then names and figures: the first that finds something ends the search. */
const attemptsMax = 3
const hitsMax = 10

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

function jsonHits(
  list: (root: unknown) => unknown,
  keys: { readonly url: string; readonly title: string; readonly date: string },
): Service['parse'] {
  return (text) => {
    try {
      // GDELT leaves control characters inside strings.
      // oxlint-disable-next-line no-control-regex
      const found = list(JSON.parse(text.replaceAll(/[\u0000-\u001f]+/g, ' ')))
      if (!Array.isArray(found)) return undefined
      return found.filter(isObject).map((one) => ({
        address: textIn(one[keys.url]),
        title: textIn(one[keys.title]),
        date: textIn(one[keys.date]),
      }))
    } catch {
      return undefined
    }
  }
}

const items: ReadonlySet<string> = new Set(['item'])
const rssHits: Service['parse'] = (text) =>
  /<rss\b/i.test(text.slice(0, 4_096))
    ? readRecords(text, items).map((record) => ({
        address: record.get('link') ?? '',
        title: record.get('title') ?? '',
        date: record.get('pubdate'),
      }))
    : undefined

const within = (root: unknown, key: string): unknown => (isObject(root) ? root[key] : undefined)
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const stamp = (ms: number): string => new Date(ms).toISOString().replaceAll(/\D/g, '').slice(0, 14)
const encoded = encodeURIComponent

function service(tools: ResolverTools, { name, manners, request, parse }: Service): OriginResolver {
  const guard = createGuardedFetch(tools, manners)
  const foundOf = (hit: Hit, query: OriginQuery): FoundAddress | undefined => {
    const url = claimedUrl(hit.address, undefined)
    if (url === undefined || domainOf(url) !== domainOf(query.publisher.domain)) return undefined
    const publishedMs = Date.parse(hit.date ?? '')
    return { url, title: hit.title, publishedMs: Number.isNaN(publishedMs) ? undefined : publishedMs }
  }
  return {
    name,
    evidence: 'resolver',
    reset: () => guard.reset(),
    async find(query) {
      const attempts = [query.slugs[0], query.titles[0], query.terms.slice(0, 6).join(' ')].filter(
        (words) => words !== undefined && words !== '',
      )
      for (const words of new Set(attempts.slice(0, attemptsMax))) {
        const answer = await guard.ask(request(query, words ?? ''))
        if (answer.kind === 'failed') return { kind: 'unavailable', why: answer.why }
        const hits = parse(answer.text)
        if (hits === undefined)
          return { kind: 'unavailable', why: `unexpected answer: ${answer.text.slice(0, 80)}` }
        const found = hits
          .slice(0, hitsMax * 3)
          .map((hit) => foundOf(hit, query))
          .filter((one) => one !== undefined)
        if (found.length > 0) return { kind: 'answered', found: found.slice(0, hitsMax) }
      }
      return { kind: 'answered', found: [] }
    },
  }
}

/** Resolver (d): `GET /wp-json/wp/v2/search` of the publisher's own site (WordPress REST handbook). */
export const wordpressSearch = (tools: ResolverTools): OriginResolver =>
  service(tools, {
    name: 'WordPress search',
    manners: gentle,
    request: ({ publisher }, words) =>
      `https://${publisher.domain}/wp-json/wp/v2/search?search=${encoded(words)}&per_page=5`,
    parse: jsonHits((root) => root, { url: 'url', title: 'title', date: 'date' }),
  })

/** Resolver (e): a SearXNG of one's own at `base`; its settings must allow the format json. */
export const searxng = (tools: ResolverTools, base: string): OriginResolver =>
  service(tools, {
    name: 'SearXNG',
    manners: gentle,
    request: ({ publisher }, words) =>
      `${base.replace(/\/$/, '')}/search?q=${encoded(`${words} site:${publisher.domain}`)}&format=json`,
    parse: jsonHits((root) => within(root, 'results'), { url: 'url', title: 'title', date: 'publishedDate' }),
  })

/** Resolver (f): Bing News as RSS; its links are redirects that decode offline. */
export const bingNews = (tools: ResolverTools, base = 'https://www.bing.com'): OriginResolver =>
  service(tools, {
    name: 'Bing News',
    manners: gentle,
    request: ({ publisher }, words) =>
      `${base}/news/search?q=${encoded(`${words} site:${publisher.domain}`)}&format=rss`,
    parse: rssHits,
  })

/** Resolver (g): Google News as RSS; only links of the old kind decode offline, the others are passed over. */
export const googleNews = (tools: ResolverTools, base = 'https://news.google.com'): OriginResolver =>
  service(tools, {
    name: 'Google News',
    manners: { ...gentle, requestsMax: 10, spacingMs: 5_000 },
    request: ({ publisher, fromMs, untilMs }, words) =>
      `${base}/rss/search?q=${encoded(`${words} site:${publisher.domain} after:${day(fromMs)} before:${day(untilMs + 24 * 3600 * 1000)}`)}&hl=en-US&gl=US&ceid=US:en`,
    parse: rssHits,
  })

/** Resolver (h): GDELT DOC 2.0, three months back; one request in five seconds, and it refuses many a first one. */
export const gdelt = (tools: ResolverTools, base = 'https://api.gdeltproject.org'): OriginResolver =>
  service(tools, {
    name: 'GDELT',
    manners: { requestsMax: 6, spacingMs: 6_000, failuresMax: 1, coolMs: 3 * 3600 * 1000 },
    request: ({ publisher, fromMs, untilMs }, words) =>
      `${base}/api/v2/doc/doc?query=${encoded(`${words} domainis:${publisher.domain}`)}&mode=artlist&format=json&maxrecords=25&sort=datedesc&startdatetime=${stamp(fromMs)}&enddatetime=${stamp(untilMs)}`,
    parse: jsonHits((root) => within(root, 'articles'), { url: 'url', title: 'title', date: 'seendate' }),
  })
