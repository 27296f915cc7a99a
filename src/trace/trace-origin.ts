/** Finds where a story was first published: weighs the claims of its copies, checks them, and says what was decided and why. */
import type { Article } from '../model/article.ts'
import type { SourceId } from '../model/brand.ts'
import type { CanonicalUrl } from '../model/canonical-url.ts'
import type { Origin } from '../model/evidence.ts'
import type { ExtractedPage } from '../model/page.ts'
import type { Overrides } from '../model/settings.ts'
import type { StoryMember } from '../model/story.ts'
import { addressKey } from './address.ts'
import { askResolvers, originQuery, type Resolved } from './ask-resolvers.ts'
import {
  claimedOrigin,
  contradictedOrigin,
  namedOrigin,
  overriddenOrigin,
  ownOrigin,
  verifiedOrigin,
  type Scene,
} from './assemble-origin.ts'
import { followClaim, type Followed, type FollowTools, type Found } from './follow-claim.ts'
import {
  claimScoreMin,
  publisherScoreMin,
  rankClaims,
  type CitingArticle,
  type RankedClaims,
  type RankedPublisher,
  type RankedUrl,
} from './rank-claims.ts'
import {
  citingArticle,
  isPublisherOf,
  isVouchedFor,
  overrideOf,
  rankMembers,
  type SourceRole,
  type Standing,
} from './rank-members.ts'
import type { OriginResolver } from './resolvers/resolver.ts'
import { domainOf, hostKind, hostOf } from './site.ts'

export interface TraceInput {
  /** The articles of the story, in order of arrival; at least one. */
  readonly members: readonly StoryMember[]
  /** What an earlier run decided. */
  readonly previous: Origin | undefined
  readonly overrides: Overrides
  readonly nowMs: number
  readonly roleOf: (sourceId: SourceId) => SourceRole
}

export interface TraceTools extends FollowTools {
  /** Ways from a publisher's name to an address, in the order they are asked. */
  readonly resolvers?: readonly OriginResolver[]
  /** 1 for a site never caught in a false claim, less for one that was; weighs what it claims. */
  readonly trustOf?: (site: string) => number
}

export interface TraceResult {
  readonly origin: Origin
  /** The verified original when it was fetched and is not among the articles we hold: store it and let it speak. */
  readonly page: ExtractedPage | undefined
  /** Sites whose claim was contradicted by the page they claimed. */
  readonly distrusted: readonly string[]
}

/** Weaker claims than `claimScoreMin` may be tried, since nothing is believed without its page. */
const tryScoreMin = 0.3
/** Pages of different claims fetched for one story. */
const claimsTriedMax = 4
/** Names are enough to pick one of the articles we hold, even where they are too weak to be shown. */
const memberNameScoreMin = 0.2

interface Attempt {
  readonly verified: { readonly found: Found; readonly claim: RankedUrl } | undefined
  /** The best claim that could not be read. */
  readonly unproven: { readonly claim: RankedUrl; readonly why: string } | undefined
  /** Claims whose page is not there any more: their address is worth nothing, whom they name may still be right. */
  readonly gone: readonly RankedUrl[]
  /** The best claim whose page contradicts it. */
  readonly contradicted: { readonly claim: RankedUrl; readonly why: string } | undefined
  readonly notes: readonly string[]
  readonly distrusted: readonly string[]
}

interface Setting extends TraceInput {
  readonly tools: TraceTools
  readonly articles: readonly Article[]
  readonly standings: readonly Standing[]
}

/** Whether the user keeps the page at an address apart from one of the articles. */
function isAnotherStory(key: string, { overrides, articles }: Setting): boolean {
  const own = new Set(articles.flatMap(({ url }) => (url === undefined ? [] : [addressKey(url)])))
  return overrides.notSameStory.some((pair) => {
    const [left = '', right = ''] = pair.map(addressKey)
    return (left === key && own.has(right)) || (right === key && own.has(left))
  })
}

/** An unknown site is not believed against an article that the user or the registry vouches for. */
function refusalOf(url: CanonicalUrl, setting: Setting): string | undefined {
  const { overrides, standings, tools } = setting
  const decided = overrideOf(overrides, url)
  if (decided === 'never') return `${hostOf(url)} is never an origin (overrides.origins)`
  if (decided === 'always') return undefined
  const key = addressKey(url)
  if (isAnotherStory(key, setting)) return `${url} is another story (overrides.notSameStory)`
  const target = standings.find(({ article }) => article.url !== undefined && addressKey(article.url) === key)
  const known = tools.registry.byDomain(hostOf(url)) !== undefined
  if (target === undefined ? known : isVouchedFor(target)) return undefined
  const witness = standings.find((standing) => isVouchedFor(standing) && standing !== target)
  return witness === undefined
    ? undefined
    : `${hostOf(url)} is unknown, and ${witness.article.publisher} is among the copies`
}

const targetMember = (claim: RankedUrl, articles: readonly Article[]): Article | undefined =>
  articles.find(({ url }) => url !== undefined && addressKey(url) === addressKey(claim.url))

function citingUrls(claim: RankedUrl, articles: readonly Article[]): readonly CanonicalUrl[] {
  return articles
    .filter(({ site }) => claim.citedBy.includes(site))
    .map(({ url }) => url)
    .filter((url) => url !== undefined)
}

function distrust(followed: Followed, claim: RankedUrl): readonly string[] {
  const { outcome } = followed
  return outcome.kind === 'contradicted' && /another story|reversed|points back|dated/.test(outcome.why)
    ? claim.citedBy
    : []
}

/** Follows the claimed addresses, best first, until one is verified. */
async function tryClaims(urls: readonly RankedUrl[], setting: Setting): Promise<Attempt> {
  const notes: string[] = []
  const distrusted: string[] = []
  const gone: RankedUrl[] = []
  let unproven: Attempt['unproven']
  let contradicted: Attempt['contradicted']
  const tried = urls.filter(({ score }) => score >= tryScoreMin).slice(0, claimsTriedMax)
  for (const claim of tried) {
    const { articles, tools } = setting
    const from = citingUrls(claim, articles)
    const input = { members: articles, from, refuse: (url: CanonicalUrl) => refusalOf(url, setting) }
    const followed = await followClaim(claim.url, input, tools)
    notes.push(...followed.notes)
    const { outcome } = followed
    if (outcome.kind === 'verified') {
      return { verified: { found: outcome.found, claim }, unproven, gone, contradicted, notes, distrusted }
    }
    distrusted.push(...distrust(followed, claim))
    if (outcome.kind === 'contradicted') contradicted ??= { claim, why: outcome.why }
    else if (claim.score >= claimScoreMin && targetMember(claim, articles) === undefined) {
      if (outcome.gone) gone.push(claim)
      else unproven ??= { claim, why: outcome.why }
    }
  }
  return { verified: undefined, unproven, gone, contradicted, notes, distrusted }
}

/**
 * Publishers the copies name, and those whose claimed page is gone. An address that leads nowhere is never linked, for any
 * site can make one up; that its publisher is named stays true, and the resolvers may find where the article went.
 */
function publishersOf(claims: RankedClaims, attempt: Attempt, tools: TraceTools): readonly RankedPublisher[] {
  const known = new Set(claims.publishers.map(({ domain }) => domain))
  const lost = attempt.gone
    .filter(({ domain }) => !known.has(domain))
    .map(({ domain, url, score, evidence, citedBy }) => ({
      publisher: domain,
      name: tools.registry.byDomain(hostOf(url))?.name ?? domain,
      domain,
      score,
      evidence,
      citedBy,
    }))
  return [...claims.publishers, ...lost].toSorted((a, b) => b.score - a.score)
}

interface Named {
  readonly standing: Standing
  readonly by: RankedPublisher
}

/** The article of a named publisher among those of the story. */
function namedMember(publishers: readonly RankedPublisher[], setting: Setting): Named | undefined {
  for (const by of publishers.filter(({ score }) => score >= memberNameScoreMin)) {
    const standing = setting.standings.find(({ article, role, excluded, claimsOther }) => {
      const eligible = article.url !== undefined && role !== 'aggregator' && !excluded && !claimsOther
      return (
        eligible &&
        isPublisherOf(article, by.name, by.domain) &&
        refusalOf(article.url, setting) === undefined
      )
    })
    if (standing !== undefined && by.citedBy.some((site) => site !== standing.article.site))
      return { standing, by }
  }
  return undefined
}

interface ResolvedName {
  readonly by: RankedPublisher | undefined
  readonly resolved: Resolved
}

/** Asks the resolvers for the article of the best two publishers named. */
async function resolveNames(publishers: readonly RankedPublisher[], setting: Setting): Promise<ResolvedName> {
  const { tools, articles, overrides } = setting
  const notes: string[] = []
  for (const by of publishers.filter(({ score }) => score >= publisherScoreMin).slice(0, 2)) {
    const entry = by.domain === undefined ? undefined : tools.registry.byDomain(by.domain)
    const home = `https://${entry?.domain ?? ''}/`
    if (entry === undefined || overrideOf(overrides, home) === 'never' || hostKind(home) !== 'site') continue
    const from = articles.map(({ url }) => url).filter((url) => url !== undefined)
    const input = { members: articles, from, refuse: (url: CanonicalUrl) => refusalOf(url, setting) }
    const resolved = await askResolvers(originQuery(entry, articles), tools.resolvers ?? [], { input, tools })
    notes.push(...resolved.notes)
    if (resolved.found !== undefined) return { by, resolved: { found: resolved.found, notes } }
  }
  return { by: undefined, resolved: { found: undefined, notes } }
}

/** Two sites that point there independently, or the publisher's own feed. */
function isCorroborated(found: Found, citedBy: readonly string[], setting: Setting): boolean {
  const { article, url } = found
  const sites = new Set(citedBy.filter((site) => site !== '' && site !== domainOf(url)))
  return sites.size >= 2 || (article !== undefined && setting.roleOf(article.sourceId) === 'publisher')
}

function provenNow(attempt: Attempt, setting: Setting, scene: Scene): TraceResult | undefined {
  const { verified, distrusted } = attempt
  if (verified === undefined) return undefined
  const { found, claim } = verified
  // A chain may end elsewhere than it was claimed: the claim then proves the way, not the address.
  const direct = addressKey(found.url) === addressKey(claim.url)
  const corroborated = isCorroborated(found, direct ? claim.citedBy : [], setting)
  const origin = verifiedOrigin(scene, found, { evidence: claim.evidence, corroborated })
  return { origin, page: found.page, distrusted }
}

/** A verified origin is not given up because its page cannot be read today, as long as something still leads to it. */
function keptPrevious(setting: Setting, claims: RankedClaims, unread: boolean): Origin | undefined {
  const { previous, articles, overrides } = setting
  const key = previous?.url === undefined ? undefined : addressKey(previous.url)
  if (previous?.url === undefined || (previous.level !== 'E3' && previous.level !== 'E4')) return undefined
  if (overrideOf(overrides, previous.url) === 'never') return undefined
  const held = articles.some(({ url }) => url !== undefined && addressKey(url) === key)
  const cited = unread && claims.urls.some(({ url }) => addressKey(url) === key)
  const listed = previous.evidence.some(({ kind }) => kind === 'resolver' || kind === 'publisherListing')
  const led = previous.evidence.some(({ url }) =>
    claims.urls.some((claim) => url !== undefined && addressKey(claim.url) === addressKey(url)),
  )
  return held || cited || (listed && claims.publishers.length > 0) || (unread && led) ? previous : undefined
}

/** E2 and below: nothing could be verified. */
function unverified(attempt: Attempt, claims: RankedClaims, setting: Setting, scene: Scene): Origin {
  const { unproven, gone, contradicted } = attempt
  const kept = keptPrevious(setting, claims, unproven !== undefined || gone.length > 0)
  if (kept !== undefined && contradicted === undefined) {
    return {
      ...kept,
      notes: [...scene.notes, 'kept: verified by an earlier run'].slice(-40),
      tracedMs: setting.nowMs,
    }
  }
  if (unproven !== undefined) {
    const { claim } = unproven
    const registered = setting.tools.registry.byDomain(hostOf(claim.url)) !== undefined
    const rewrite = registered && claim.independent >= 2 && refusalOf(claim.url, setting) === undefined
    return claimedOrigin(scene, claim, rewrite)
  }
  const [named] = claims.publishers
  const vouched = setting.standings.find(isVouchedFor)
  if (contradicted !== undefined && vouched === undefined)
    return contradictedOrigin(scene, contradicted.claim)
  if (named !== undefined && named.score >= publisherScoreMin && vouched === undefined)
    return namedOrigin(scene, named)
  return ownOrigin(scene, setting.articles)
}

/** Sites once caught in a false claim count for less. */
function weighTrust(article: Article, tools: TraceTools): CitingArticle {
  const citing = citingArticle(article)
  return { ...citing, trust: tools.trustOf?.(citing.site) ?? 1 }
}

/**
 * Traces one story. Looks pages up through `tools` and touches nothing else; never rejects for weather. Every decision
 * leaves evidence, and notes in words.
 */
export async function traceOrigin(input: TraceInput, tools: TraceTools): Promise<TraceResult> {
  const { members, overrides, roleOf, nowMs } = input
  const { registry } = tools
  const articles = members.map(({ article }) => article)
  const ranked = rankClaims(
    articles.map((article) => weighTrust(article, tools)),
    registry,
  )
  const standings = rankMembers({ members, claims: ranked, overrides, roleOf, registry })
  const [best] = standings
  if (best === undefined) throw new TypeError('a story has at least one article')
  const setting: Setting = { ...input, tools, articles, standings }
  const sceneOf = (notes: readonly string[], standing: Standing = best): Scene => ({
    best: standing,
    notes,
    nowMs,
    registry,
  })

  const always = standings.find(({ article }) => overrideOf(overrides, article.url) === 'always')
  if (always !== undefined)
    return { origin: overriddenOrigin(sceneOf(ranked.rejected, always)), page: undefined, distrusted: [] }

  const attempt = await tryClaims(ranked.urls, setting)
  const claims: RankedClaims = { ...ranked, publishers: publishersOf(ranked, attempt, tools) }
  const notes = [...claims.rejected, ...attempt.notes]
  const proven = provenNow(attempt, setting, sceneOf(notes))
  if (proven !== undefined) return proven

  const { distrusted } = attempt
  const member = namedMember(claims.publishers, setting)
  if (member !== undefined) {
    const { standing, by } = member
    const said = `${by.name} is named by ${by.citedBy.join(', ')}, and its article is among the copies`
    const found = foundMember(standing.article, said)
    const corroborated = isCorroborated(found, by.citedBy, setting)
    return {
      origin: verifiedOrigin(sceneOf([...notes, said]), found, { evidence: by.evidence, corroborated }),
      page: undefined,
      distrusted,
    }
  }
  const { by, resolved } = await resolveNames(claims.publishers, setting)
  const all = [...notes, ...resolved.notes]
  if (by !== undefined && resolved.found !== undefined) {
    const { found } = resolved
    const origin = verifiedOrigin(sceneOf(all), found, { evidence: by.evidence, corroborated: found.listed })
    return { origin, page: found.page, distrusted }
  }
  return { origin: unverified(attempt, claims, setting, sceneOf(all)), page: undefined, distrusted }
}

function foundMember(article: Article, said: string): Found {
  const url = article.url
  if (url === undefined) throw new TypeError('an article without an address is no origin')
  const evidence = [
    {
      kind: 'bodyMatch',
      value: said.slice(0, 300),
      url,
      publisher: article.site,
      weight: 0.6,
      where: 'store',
    },
  ] as const
  return { url, siteName: article.publisher, page: undefined, article, evidence }
}
