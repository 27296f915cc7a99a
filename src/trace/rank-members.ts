/** Orders the articles of a story by how likely each is the first publication, from what we hold ourselves. */
import type { Article } from '../model/article.ts'
import type { SourceId } from '../model/brand.ts'
import type { Overrides } from '../model/settings.ts'
import type { StoryMember } from '../model/story.ts'
import { addressKey } from './address.ts'
import { rankClaims, strongestClaim, type CitingArticle, type RankedClaims } from './rank-claims.ts'
import { foldName, type PublisherRegistry } from './registry.ts'
import { repostMarks } from './repost-marks.ts'
import { domainOf, hostOf } from './site.ts'

export type SourceRole = 'publisher' | 'aggregator' | 'auto'

export interface Standing {
  readonly article: Article
  readonly role: SourceRole
  /** The user said that this site is never an origin. */
  readonly excluded: boolean
  /** It says of itself that it stood elsewhere first. */
  readonly claimsOther: boolean
  /** Sites of other copies that point at its address or name its publisher. */
  readonly citedBy: readonly string[]
  readonly registered: boolean
  readonly marks: readonly string[]
}

export interface StandingInput {
  readonly members: readonly StoryMember[]
  readonly claims: RankedClaims
  readonly overrides: Overrides
  readonly roleOf: (sourceId: SourceId) => SourceRole
  readonly registry: PublisherRegistry
}

/** What the user decided about the site of an address: its host, or any parent domain of it. */
export function overrideOf(
  overrides: Overrides,
  address: string | undefined,
): 'never' | 'always' | undefined {
  if (address === undefined) return undefined
  const labels = hostOf(address).split('.')
  for (let at = 0; at < labels.length; at += 1) {
    const decision = overrides.origins[labels.slice(at).join('.')]
    if (decision !== undefined) return decision
  }
  return undefined
}

/** An article as rank-claims wants it. */
export function citingArticle({ url, site, title, evidence }: Article): CitingArticle {
  return { url, site: site === '' && url !== undefined ? (domainOf(url) ?? '') : site, title, evidence }
}

/** Whether a name or domain means this article's publisher. */
export function isPublisherOf(article: Article, publisher: string, domain: string | undefined): boolean {
  const site = article.site === '' ? undefined : article.site
  if (site !== undefined && (site === domain || site === publisher)) return true
  return foldName(article.publisher) === foldName(publisher)
}

function citingSites(article: Article, claims: RankedClaims): readonly string[] {
  const key = article.url === undefined ? undefined : addressKey(article.url)
  const sites = [
    ...claims.urls.filter(({ url }) => addressKey(url) === key).flatMap(({ citedBy }) => citedBy),
    ...claims.publishers
      .filter(({ name, domain }) => isPublisherOf(article, name, domain))
      .flatMap(({ citedBy }) => citedBy),
  ]
  return [...new Set(sites)].filter((site) => site !== article.site)
}

function standingOf(article: Article, input: StandingInput): Standing {
  const { claims, overrides, roleOf, registry } = input
  const own = strongestClaim(rankClaims([citingArticle(article)], registry))
  let marks: readonly string[] | undefined
  return {
    article,
    role: roleOf(article.sourceId),
    excluded: overrideOf(overrides, article.url) === 'never',
    claimsOther: own.kind !== 'none',
    citedBy: citingSites(article, claims),
    registered: article.url !== undefined && registry.byDomain(hostOf(article.url)) !== undefined,
    // Told of articles that are compared: most stories have one, and its text need not be read.
    get marks() {
      return (marks ??= repostMarks(article))
    },
  }
}

/** Articles of one polling round arrive in any order: only a difference beyond it says who was first. */
const roundMs = 15 * 60 * 1000

/** Smaller is better, the first difference decides. A date the site itself declares comes next to last: it never proves. */
function order(standing: Standing): readonly number[] {
  const { article, role, excluded, claimsOther, citedBy, registered, marks } = standing
  return [
    Number(excluded),
    Number(claimsOther),
    Number(role !== 'publisher'),
    -citedBy.length,
    Number(!registered),
    Number(role === 'aggregator'),
    marks.length,
    Math.floor(article.firstSeenMs / roundMs),
    article.publishedMs ?? Number.POSITIVE_INFINITY,
    -article.text.length,
    article.id,
  ]
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (const [at, value] of left.entries()) {
    const other = right[at] ?? 0
    if (value !== other) return value < other ? -1 : 1
  }
  return 0
}

/** Best first. Pure. */
export function rankMembers(input: StandingInput): readonly Standing[] {
  return input.members
    .map(({ article }) => standingOf(article, input))
    .toSorted((left, right) => compare(order(left), order(right)))
}

/** In words, what put an article before the others. */
export function reasonOf(standing: Standing): string {
  const { role, citedBy, registered, claimsOther, excluded } = standing
  if (excluded) return 'the only article there is, though its site is never to be an origin'
  if (claimsOther) return 'the best article at hand; it says itself that it stood elsewhere first'
  if (role === 'publisher') return 'its source is configured as a publisher'
  if (citedBy.length > 0) return `pointed at by ${citedBy.join(', ')}`
  return registered ? 'its site is a registered publisher' : 'the earliest we have seen'
}

/** A site the user or the registry vouches for: only such a member keeps unknown sites from being believed. */
export function isVouchedFor(standing: Standing): boolean {
  return (
    !standing.excluded &&
    !standing.claimsOther &&
    (standing.role === 'publisher' || (standing.registered && standing.role !== 'aggregator'))
  )
}
