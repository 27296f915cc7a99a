/** Search services that need no key: WordPress, SearXNG, Bing News, Google News, GDELT. Each has its own manners. */
import type { ResolverName } from '../../model/settings.ts'
import { claimedUrl } from '../address.ts'
import { domainOf } from '../site.ts'
import { createGuardedFetch, type Manners, type ResolverTools } from './guarded-fetch.ts'
import { siteOf } from './publisher-lists.ts'
import { readRecords } from './read-records.ts'
import { fitOf, type FoundAddress, type OriginQuery, type OriginResolver } from './resolver.ts'

interface Hit {
  readonly address: string
  readonly title: string
  readonly date: string | undefined
}

interface Service {
  readonly key: ResolverName
  readonly name: string
  readonly manners: Manners
  readonly request: (query: OriginQuery, words: string) => string
  /** Undefined when the answer is not in the service's format: GDELT reports errors as text with status 200. */
  readonly parse: (text: string) => readonly Hit[] | undefined
}

const hour = 3600 * 1000

/** Chosen, not measured: what a person at a search box would do in the time of a run. */
export const gentle: Manners = { requestsMax: 20, spacingMs: 2_000, failuresMax: 3, coolMs: hour / 2 }
/** A site without WordPress has none tomorrow either. */
export const wordpressManners: Manners = {
  requestsMax: 20,
  spacingMs: 0,
  failuresMax: 2,
  coolMs: 24 * hour,
}
export const googleManners: Manners = { ...gentle, requestsMax: 10, spacingMs: 5_000 }
/** Asks for one request in five seconds, and refuses many a first one. */
export const gdeltManners: Manners = {
  requestsMax: 6,
  spacingMs: 6_000,
  failuresMax: 1,
  coolMs: 3 * hour,
}

const hitsMax = 10
/** Found addresses fetched per question. */
const checksMax = 3
/** A search answers with something; only a hit with this share of the words asked for ends the search. */
const fitMin = 0.4
/** Services date what they found by the day, some in their own time. */
const dateToleranceMs = 24 * hour

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

/** Slug, then headline, then names and figures: spinners keep the slug most often and the figures longest. */
function attemptsOf(query: OriginQuery): readonly string[] {
  const attempts = [query.slugs[0], query.titles[0], query.terms.slice(0, 6).join(' ')]
  return [...new Set(attempts)].filter((words) => words !== undefined && words !== '').map(String)
}

function foundOf(hit: Hit, query: OriginQuery): FoundAddress | undefined {
  const url = claimedUrl(hit.address, undefined)
  if (url === undefined || domainOf(url) !== domainOf(query.publisher.domain)) return undefined
  const publishedMs = Date.parse(hit.date ?? '')
  if (publishedMs > query.untilMs + dateToleranceMs || publishedMs < query.fromMs - dateToleranceMs)
    return undefined
  return { url, title: hit.title, publishedMs: Number.isNaN(publishedMs) ? undefined : publishedMs }
}

function service(tools: ResolverTools, { key, name, manners, request, parse }: Service): OriginResolver {
  const guard = createGuardedFetch(tools, key, manners)
  return {
    key,
    name,
    evidence: 'resolver',
    checksMax,
    get requests() {
      return guard.requests
    },
    reset: () => guard.reset(),
    async find(query) {
      const all = new Map<string, FoundAddress>()
      for (const words of attemptsOf(query)) {
        const answer = await guard.ask(request(query, words), (text) => parse(text) !== undefined)
        if (answer.kind === 'failed') {
          if (all.size > 0) break
          return { kind: 'unavailable', why: answer.why }
        }
        const found = (parse(answer.text) ?? [])
          .slice(0, hitsMax * 3)
          .map((hit) => foundOf(hit, query))
          .filter((one) => one !== undefined)
        for (const one of found.slice(0, hitsMax)) all.set(one.url, one)
        if (found.some((one) => fitOf(query, one) >= fitMin)) break
      }
      return { kind: 'answered', found: [...all.values()] }
    },
  }
}

/** Resolver (d): `GET /wp-json/wp/v2/search` of the publisher's own site (WordPress REST handbook). */
export const wordpressSearch = (tools: ResolverTools, manners = wordpressManners): OriginResolver =>
  service(tools, {
    key: 'wordpress',
    name: 'WordPress search',
    manners,
    request: ({ publisher }, words) =>
      `${siteOf(publisher)}/wp-json/wp/v2/search?search=${encoded(words)}&per_page=5`,
    parse: jsonHits((root) => root, { url: 'url', title: 'title', date: 'date' }),
  })

/** Where a service is, and how it may be asked. */
export interface ServiceOptions {
  readonly url: string
  readonly manners: Manners
}

const baseOf = ({ url }: ServiceOptions): string => url.replace(/\/+$/, '')

/** Resolver (e): a SearXNG of one's own; its settings must allow the format json. */
export const searxng = (tools: ResolverTools, options: ServiceOptions): OriginResolver =>
  service(tools, {
    key: 'searxng',
    name: 'SearXNG',
    manners: options.manners,
    request: ({ publisher }, words) =>
      `${baseOf(options)}/search?q=${encoded(`${words} site:${publisher.domain}`)}&format=json`,
    parse: jsonHits((root) => within(root, 'results'), { url: 'url', title: 'title', date: 'publishedDate' }),
  })

/** Resolver (f): Bing News as RSS; its links are redirects that decode offline. */
export const bingNews = (tools: ResolverTools, options: ServiceOptions): OriginResolver =>
  service(tools, {
    key: 'bingNews',
    name: 'Bing News',
    manners: options.manners,
    request: ({ publisher }, words) =>
      `${baseOf(options)}/news/search?q=${encoded(`${words} site:${publisher.domain}`)}&format=rss`,
    parse: rssHits,
  })

/** Resolver (g): Google News as RSS; only links of the old kind decode offline, the others are passed over. */
export const googleNews = (tools: ResolverTools, options: ServiceOptions): OriginResolver =>
  service(tools, {
    key: 'googleNews',
    name: 'Google News',
    manners: options.manners,
    request: ({ publisher, fromMs, untilMs }, words) =>
      `${baseOf(options)}/rss/search?q=${encoded(`${words} site:${publisher.domain} after:${day(fromMs)} before:${day(untilMs + 24 * hour)}`)}&hl=en-US&gl=US&ceid=US:en`,
    parse: rssHits,
  })

/** Resolver (h): GDELT DOC 2.0, three months back. */
export const gdelt = (tools: ResolverTools, options: ServiceOptions): OriginResolver =>
  service(tools, {
    key: 'gdelt',
    name: 'GDELT',
    manners: options.manners,
    request: ({ publisher, fromMs, untilMs }, words) =>
      `${baseOf(options)}/api/v2/doc/doc?query=${encoded(`${words} domainis:${publisher.domain}`)}&mode=artlist&format=json&maxrecords=25&sort=datedesc&startdatetime=${stamp(fromMs)}&enddatetime=${stamp(untilMs)}`,
    parse: jsonHits((root) => within(root, 'articles'), { url: 'url', title: 'title', date: 'seendate' }),
  })
