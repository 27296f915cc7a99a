/** A small invented web for the tracer: articles we hold, pages that can be fetched, and a registry. */
import { extractPage } from '../../src/extract/extract-page.ts'
import { compareTexts } from '../../src/match/compare-texts.ts'
import type { Article } from '../../src/model/article.ts'
import { parseArticleId, parseContentHash, parseSourceId } from '../../src/model/brand.ts'
import { parseCanonicalUrl, type CanonicalUrl } from '../../src/model/canonical-url.ts'
import type { PageOutcome } from '../../src/model/page.ts'
import type { Overrides } from '../../src/model/settings.ts'
import { collectEvidence } from '../../src/trace/collect-evidence.ts'
import type { SourceRole } from '../../src/trace/rank-members.ts'
import { createRegistry } from '../../src/trace/registry.ts'
import { domainOf } from '../../src/trace/site.ts'
import { noClaims } from '../../src/model/entry.ts'
import {
  traceOrigin,
  type TraceInput,
  type TraceResult,
  type TraceTools,
} from '../../src/trace/trace-origin.ts'

export function address(text: string): CanonicalUrl {
  const url = parseCanonicalUrl(text)
  if (url === undefined) throw new Error(`not an address: ${text}`)
  return url
}

export const morning = Date.UTC(2026, 4, 12, 8)
export const hour = 3_600_000

/** The story everybody copies: invented places, people and figures. */
export const paragraphs = [
  'The harbour council of Port Ellery voted 14 to 9 on Tuesday evening to close the northern ferry terminal for 18 months, ending a dispute that had divided the town since 2021.',
  'Mayor Ottilie Brandvoort said the pier, built in 1957, could no longer carry vehicles heavier than 3.5 tonnes after engineers from Maren & Holt found cracks in 212 of its 640 piles.',
  'Repairs will cost 86 million crowns, of which the province of Westmark pays 40 percent. The ferry company Sundlinjen will run 22 daily crossings from the southern quay instead.',
  'Fishermen fear for their moorings. "We were promised 31 berths and now hear of 12," said Aurel Tamm, who has sailed from the northern basin for 27 years.',
  'Work is to begin on 3 September. The council will publish the contract with the builder Kestrel Marine before the summer recess, a spokeswoman, Ines Calloway, told the assembly.',
]
export const headline = 'Port Ellery council votes to close northern ferry terminal for 18 months'
export const slug = 'port-ellery-council-votes-close-northern-ferry-terminal'

/** The story after two translations and a thesaurus: the figures and names in their order, no sentence of before. */
export const manglerParagraphs = [
  'In Port Elery 14 hands against 9 rose on the evening of Tuesday: thus the north station of boats sleeps during 18 moons, and peace comes to quarrels older than 2021.',
  'Too weak is the jetty of 1957 for lorries of more than 3.5 tons, spoke Ottilia Brantvord, who leads the place, for the examiners Maren & Holt had seen broken 212 pillars from 640.',
  'Westmark carries 40 percent from a bill of 86 million; 22 daily trips shall Sundlinjen steer off the other bank.',
  'Where 31 places were sworn, 12 stay, laments Aurel Tam, since 27 years a man of the nets.',
  'Kestrel Marine starts hammering on the 3 September; papers follow ahead of holidays, thus Ines Caloway.',
]

export const otherParagraphs = [
  'Scientists in the Varn valley have counted 4,300 nesting herons this spring, the highest number since records began in 1974, the regional bird society said.',
  'The recovery follows the removal of two weirs on the river Istra in 2019 and a ban on motor boats in 6 of the 11 side channels, which had disturbed the colonies.',
  'Volunteers led by Pia Lindqvar surveyed 58 islands in 9 days. The society now asks the canton to keep the ban until 2035 and to buy a further 140 hectares of wet meadow.',
]

export interface PageParts {
  readonly title?: string
  readonly paragraphs?: readonly string[]
  readonly head?: string
  readonly foot?: string
}

export function pageHtml({
  title = headline,
  paragraphs: lines = paragraphs,
  head = '',
  foot = '',
}: PageParts = {}): string {
  const body = lines.map((line) => `<p>${line}</p>`).join('\n')
  return `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body><nav><a href="/">Home</a></nav><article><h1>${title}</h1>${body}${foot}</article></body></html>`
}

export const registry = createRegistry([
  {
    domain: 'dispatch.example',
    name: 'Ellery Dispatch',
    aliases: ['The Dispatch'],
    feeds: [],
    newsSitemaps: [],
  },
  { domain: 'wirehouse.example', name: 'Wirehouse', aliases: ['WHN'], feeds: [], newsSitemaps: [] },
])

let lastId = 0

/** An article as the pipeline makes it: with the evidence its page gives. */
export function article(url: string, parts: PageParts & Partial<Article> = {}): Article {
  const own = address(url)
  const html = pageHtml(parts)
  const page = extractPage(html, own)
  lastId += 1
  const [id, sourceId, contentHash] = [
    parseArticleId(lastId),
    parseSourceId(domainOf(url) ?? 'none'),
    parseContentHash('0'.repeat(64)),
  ]
  if (id === undefined || sourceId === undefined || contentHash === undefined) throw new Error('bad id')
  const claims = noClaims
  const text = parts.text ?? page.text
  const evidence = collectEvidence({
    url: own,
    html,
    text,
    title: page.title,
    where: 'page',
    registry,
    claims: parts.claims ?? claims,
  })
  const made: Article = {
    id,
    sourceId,
    contentHash,
    evidence,
    text,
    guid: url,
    url: own,
    givenUrl: url,
    title: page.title,
    html: page.html,
    publishedMs: morning,
    updatedMs: undefined,
    firstSeenMs: morning + hour,
    publisher: domainOf(url) ?? '',
    site: domainOf(url) ?? '',
    authors: [],
    categories: [],
    language: 'en',
    enclosures: [],
    image: undefined,
    claims,
    completeness: 'page',
  }
  const { title: _title, paragraphs: _paragraphs, head: _head, foot: _foot, ...changes } = parts
  return { ...made, ...changes, title: page.title }
}

/** Pages by address; what is missing answers 404, the words `blocked` and `unreachable` answer as such. */
export type Web = Readonly<Record<string, string>>

export interface Tracing {
  readonly overrides?: Overrides['origins']
  readonly roles?: Readonly<Record<string, SourceRole>>
  readonly previous?: TraceInput['previous']
  readonly tools?: Partial<TraceTools>
}

export async function trace(
  articles: readonly Article[],
  web: Web = {},
  more: Tracing = {},
): Promise<TraceResult & { readonly fetched: readonly string[] }> {
  const fetched: string[] = []
  const fetchPage = (url: CanonicalUrl): Promise<PageOutcome> => {
    fetched.push(url)
    const html = web[url]
    if (html === 'blocked' || html === 'unreachable')
      return Promise.resolve({ kind: 'noPage', why: html, message: 'HTTP 403' })
    if (html === undefined) return Promise.resolve({ kind: 'noPage', why: 'absent', message: 'HTTP 404' })
    const page = extractPage(html, url)
    const { text, title, siteName } = page
    const site = siteName === undefined ? {} : { siteName }
    const evidence = collectEvidence({ url, html, text, title, where: 'page', registry, ...site })
    return Promise.resolve({ kind: 'page', page, evidence, hops: [] })
  }
  const input: TraceInput = {
    members: articles.map((one, index) => ({
      article: one,
      verdictKind: index === 0 ? 'new' : 'nearDuplicate',
    })),
    previous: more.previous,
    overrides: { sameStory: [], notSameStory: [], origins: more.overrides ?? {} },
    nowMs: morning + 2 * hour,
    roleOf: (sourceId) => more.roles?.[sourceId] ?? 'auto',
  }
  const findArticle = (): Promise<undefined> => Promise.resolve(undefined)
  const result = await traceOrigin(input, {
    fetchPage,
    compareTexts,
    registry,
    findArticle,
    hopsMax: 3,
    ...more.tools,
  })
  return { ...result, fetched }
}
