/** Judges claims: which addresses and which publishers the evidence of all copies points to, and how strongly. */
import type { CanonicalUrl } from '../model/canonical-url.ts'
import type { Evidence, EvidenceKind } from '../model/evidence.ts'
import { addressKey, isDeepLink, overlapOf, slugWords, wordsOf } from './address.ts'
import { foldName, type PublisherRegistry } from './registry.ts'
import { domainOf, hostKind, hostOf, isDisguised, sameBrand } from './site.ts'

/** A copy and what was observed on it. */
export interface CitingArticle {
  readonly url: CanonicalUrl | undefined
  /** Registrable domain; empty when there is no address. */
  readonly site: string
  readonly title: string
  readonly evidence: readonly Evidence[]
  /** 1 unless the site was caught in a false claim: then less, and its claims weigh less. */
  readonly trust?: number
}

export interface RankedUrl {
  readonly url: CanonicalUrl
  readonly domain: string
  /** 0..1; a claim from `claimScoreMin`. */
  readonly score: number
  /** How many independent signals there are: one template fills canonical and og:url, one line names and links. */
  readonly independent: number
  readonly evidence: readonly Evidence[]
  /** Sites of the copies that point there; each once. */
  readonly citedBy: readonly string[]
}

export interface RankedPublisher {
  /** Registrable domain where known, else the name. */
  readonly publisher: string
  readonly name: string
  readonly domain: string | undefined
  readonly score: number
  readonly evidence: readonly Evidence[]
  readonly citedBy: readonly string[]
}

export interface RankedClaims {
  /** Best first. */
  readonly urls: readonly RankedUrl[]
  readonly publishers: readonly RankedPublisher[]
  /** In words: which claim was not considered, and why. */
  readonly rejected: readonly string[]
}

/** Below it an address is not claimed. On the 52 development cases .5 and .65 claim the same 14, none wrong; .35 claims one wrong. */
export const claimScoreMin = 0.5
/** Below it a publisher is not claimed: "told X" alone (.25) stands in other outlets' own reporting. */
export const publisherScoreMin = 0.3

const factors = {
  /** What is left of the doubt when the slug says the headline. */
  doubtWhenSlugFits: 0.5,
  slugFitsFrom: 0.5,
  whenSlugDiffers: 0.6,
  slugDiffersBelow: 0.2,
  slugWordsMin: 3,
  whenNotDeep: 0.3,
  doubtWhenRegistered: 0.9,
  whenPortal: 0.2,
  /** A link in the text is no claim unless something else points the same way. */
  bodyLinkAloneMax: 0.45,
} as const

/** Kinds that one hand writes at one time; two of different groups are independent of each other. */
const groups: readonly (readonly EvidenceKind[])[] = [
  ['canonical', 'ogUrl', 'jsonLd', 'originalSource'],
  ['attributionLink', 'attributionName', 'sourceAnchor', 'bodyLink'],
  ['via', 'externalUrl', 'feedSource', 'origLink'],
  ['wrapper', 'redirect'],
  ['republishPixel'],
  ['dateline', 'selfReference', 'photoCredit'],
]

const countGroups = (kinds: readonly EvidenceKind[]): number =>
  groups.filter((group) => group.some((kind) => kinds.includes(kind))).length

/** Ten copies of a lie are no better than their best witness. */
const trustIn = (group: readonly Cited[]): number =>
  Math.max(...group.map(({ article }) => article.trust ?? 1))

const combine = (weights: readonly number[]): number =>
  1 - weights.reduce((doubt, weight) => doubt * (1 - weight), 1)

/** The same observation on ten copies of one text is one observation. */
function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  const best = new Map<string, Evidence>()
  for (const one of evidence) {
    const key = `${one.kind} ${one.url === undefined ? one.value : ''}`
    if ((best.get(key)?.weight ?? -1) < one.weight) best.set(key, one)
  }
  return [...best.values()]
}

interface Cited {
  readonly article: CitingArticle
  readonly evidence: Evidence
}

function groupBy(
  cited: readonly Cited[],
  keyOf: (one: Evidence) => string | undefined,
): ReadonlyMap<string, readonly Cited[]> {
  const groups = new Map<string, Cited[]>()
  for (const one of cited) {
    const key = keyOf(one.evidence)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return groups
}

/** Both canonical and og:url lead to the very same path elsewhere: the site has moved, or is shown under two names. */
function isMirror(group: readonly Cited[]): boolean {
  const paths = group.filter(({ article, evidence }) => {
    const [own, other] = [URL.parse(article.url ?? ''), URL.parse(evidence.url ?? '')]
    return own !== null && other !== null && own.pathname.length > 1 && own.pathname === other.pathname
  })
  const kinds = new Set(paths.map(({ evidence }) => evidence.kind))
  return kinds.has('canonical') && kinds.has('ogUrl')
}

/** Why an address cannot be the original; undefined when it can. */
function refusal(url: CanonicalUrl, group: readonly Cited[]): string | undefined {
  const kind = hostKind(url)
  if (kind === 'backend') return 'a hosting back end, not a publication'
  if (kind === 'social') return 'a social network or reference site'
  if (isDisguised(url)) return 'an internationalised look-alike domain'
  if (group.every(({ article }) => article.url !== undefined && sameBrand(article.url, url))) {
    return 'the same site under another suffix'
  }
  return isMirror(group) ? 'the same address on another domain of the site' : undefined
}

/** Kinds that name the article itself, so that its slug need not resemble the copy's headline. */
const identifying: ReadonlySet<EvidenceKind> = new Set(['wrapper', 'origLink', 'redirect', 'republishPixel'])
const strongAttribution = 0.7

function needsNoSlug(evidence: readonly Evidence[]): boolean {
  const kinds = new Set(evidence.map(({ kind }) => kind))
  // A page whose canonical and og:url agree on another address means it, whatever the headline became.
  if (kinds.has('canonical') && kinds.has('ogUrl')) return true
  return evidence.some(
    ({ kind, weight }) =>
      identifying.has(kind) || (kind === 'attributionLink' && weight >= strongAttribution),
  )
}

function scoreUrl(
  group: readonly Cited[],
  names: readonly Evidence[],
  registry: PublisherRegistry,
): RankedUrl | undefined {
  const url = group[0]?.evidence.url
  const domain = url === undefined ? undefined : domainOf(url)
  if (url === undefined || domain === undefined) return undefined
  const evidence = distinct(group.map(({ evidence }) => evidence))
  const supporting = distinct(names).map(({ weight }) => weight / 2)
  const slug = slugWords(url)
  const fit = Math.max(
    ...group.map(({ article }) =>
      overlapOf(slug, new Set([...wordsOf(article.title), ...slugWords(article.url ?? '')])),
    ),
  )
  let score = combine([...evidence.map(({ weight }) => weight), ...supporting])
  if (fit >= factors.slugFitsFrom) score = 1 - (1 - score) * factors.doubtWhenSlugFits
  else if (fit < factors.slugDiffersBelow && slug.size >= factors.slugWordsMin && !needsNoSlug(evidence)) {
    score *= factors.whenSlugDiffers
  }
  if (!isDeepLink(url)) score *= factors.whenNotDeep
  if (registry.byDomain(hostOf(url)) !== undefined) score = 1 - (1 - score) * factors.doubtWhenRegistered
  if (hostKind(url) === 'portal') score *= factors.whenPortal
  const kinds = [...new Set(evidence.map(({ kind }) => kind))]
  score *= trustIn(group)
  const bodyLinkAlone = kinds.every((kind) => kind === 'bodyLink') && names.length === 0
  const citedBy = [...new Set(group.map(({ article }) => article.site))]
  return {
    url,
    domain,
    score: bodyLinkAlone ? Math.min(score, factors.bodyLinkAloneMax) : score,
    independent: countGroups([...kinds, ...names.map(({ kind }) => kind)]),
    evidence,
    citedBy,
  }
}

function scorePublisher(group: readonly Cited[], registry: PublisherRegistry): RankedPublisher | undefined {
  const publisher = group[0]?.evidence.publisher
  if (publisher === undefined) return undefined
  const entry = registry.byDomain(publisher) ?? registry.byName(publisher)
  const evidence = distinct(group.map(({ evidence }) => evidence))
  const domain = entry?.domain ?? (publisher.includes('.') ? domainOf(publisher) : undefined)
  return {
    publisher: domain ?? publisher,
    name: entry?.name ?? publisher,
    domain,
    score: combine(evidence.map(({ weight }) => weight)) * trustIn(group),
    evidence,
    citedBy: [...new Set(group.map(({ article }) => article.site))],
  }
}

const publisherKey = (registry: PublisherRegistry, publisher: string | undefined): string | undefined =>
  publisher === undefined
    ? undefined
    : (registry.byDomain(publisher)?.domain ?? registry.byName(publisher)?.domain ?? foldName(publisher))

/** Ranks what the copies claim. Pure: judges only what was observed and fetches nothing. */
export function rankClaims(articles: readonly CitingArticle[], registry: PublisherRegistry): RankedClaims {
  const cited = articles.flatMap((article) => article.evidence.map((evidence) => ({ article, evidence })))
  const foreign = cited.filter(({ article, evidence }) => {
    const domain = evidence.url === undefined ? evidence.publisher : domainOf(evidence.url)
    return domain !== undefined && domain !== article.site
  })
  const named = foreign.filter(({ evidence }) => evidence.url === undefined)
  const names = groupBy(named, ({ publisher }) => publisherKey(registry, publisher))
  const addresses = groupBy(foreign, ({ url }) => (url === undefined ? undefined : addressKey(url)))
  const urls: RankedUrl[] = []
  const rejected: string[] = []
  for (const group of addresses.values()) {
    const url = group[0]?.evidence.url
    if (url === undefined) continue
    const reason = refusal(url, group)
    const supporters = names.get(publisherKey(registry, domainOf(url)) ?? '') ?? []
    const ranked = scoreUrl(
      group,
      supporters.map(({ evidence }) => evidence),
      registry,
    )
    if (reason !== undefined) rejected.push(`not considered: ${url}: ${reason}`)
    else if (ranked !== undefined) urls.push(ranked)
  }
  const publishers = [...names.values()]
    .map((group) => scorePublisher(group, registry))
    .filter((one) => one !== undefined)
  return {
    urls: urls.toSorted((a, b) => b.score - a.score),
    publishers: publishers.toSorted((a, b) => b.score - a.score),
    rejected,
  }
}

export type Claim =
  | { readonly kind: 'url'; readonly best: RankedUrl }
  | { readonly kind: 'publisher'; readonly best: RankedPublisher }
  | { readonly kind: 'none' }

/** What the evidence amounts to before anything is fetched: an address, at least a publisher, or nothing. */
export function strongestClaim(claims: RankedClaims): Claim {
  const [url] = claims.urls
  if (url !== undefined && url.score >= claimScoreMin) return { kind: 'url', best: url }
  const [publisher] = claims.publishers
  if (publisher !== undefined && publisher.score >= publisherScoreMin)
    return { kind: 'publisher', best: publisher }
  return { kind: 'none' }
}
