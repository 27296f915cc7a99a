/** Follows a claimed address to the page behind it, checks it against the copies, and goes on where that page points further. */
import type { Article } from '../model/article.ts'
import type { CanonicalUrl } from '../model/canonical-url.ts'
import type { Evidence } from '../model/evidence.ts'
import type { ExtractedPage, FetchPage } from '../model/page.ts'
import { isCopyKind } from '../model/verdict.ts'
import { addressKey, claimedUrl, isDeepLink } from './address.ts'
import { rankClaims, strongestClaim } from './rank-claims.ts'
import type { PublisherRegistry } from './registry.ts'
import { domainOf, hostKind } from './site.ts'
import { otherCanonical, verifyOriginal, type Check, type CompareTexts } from './verify-original.ts'

export interface FollowTools {
  readonly fetchPage: FetchPage
  readonly compareTexts: CompareTexts
  readonly registry: PublisherRegistry
  /** Stops on the way from a claim to the original at most (`limits.originHopsMax`). */
  readonly hopsMax: number
  /** An article we already hold at an address, whatever story it is in. */
  readonly findArticle: (url: CanonicalUrl) => Promise<Article | undefined>
}

export interface FollowInput {
  /** All articles of the story. */
  readonly members: readonly Article[]
  /** Addresses of the copies that made the claim: an original that points back at one contradicts it. */
  readonly from: readonly CanonicalUrl[]
  /** Addresses the user or the story itself forbids: why, in words. */
  readonly refuse: (url: CanonicalUrl) => string | undefined
}

/** The original as found. `page` is set when it was fetched and is not among the articles we hold. */
export interface Found {
  readonly url: CanonicalUrl
  readonly siteName: string | undefined
  readonly page: ExtractedPage | undefined
  readonly article: Article | undefined
  readonly evidence: readonly Evidence[]
}

export interface Followed {
  readonly outcome:
    | { readonly kind: 'verified'; readonly found: Found }
    | { readonly kind: 'contradicted'; readonly why: string }
    /** It could not be read, or shows too little. `gone` when the server says that there is nothing. */
    | { readonly kind: 'unproven'; readonly why: string; readonly gone: boolean }
  readonly notes: readonly string[]
}

/** One stop on the way: what stands at an address, and where it says that it comes from. */
interface Stop {
  readonly found: Found
  readonly check: Check
  readonly onward: CanonicalUrl | undefined
}

type Visit =
  | { readonly kind: 'stop'; readonly stop: Stop }
  | Exclude<Followed['outcome'], { readonly kind: 'verified' }>

/** How much a checked text adds to the claims that led to it. */
const bodyMatchWeight = 0.6

function bodyMatch(how: string, url: CanonicalUrl, where: Evidence['where']): Evidence {
  return {
    kind: 'bodyMatch',
    value: how.slice(0, 300),
    url,
    publisher: domainOf(url),
    weight: bodyMatchWeight,
    where,
  }
}

/** Where evidence points beyond the article itself. */
function onwardOf(
  url: CanonicalUrl,
  title: string,
  evidence: readonly Evidence[],
  registry: PublisherRegistry,
): CanonicalUrl | undefined {
  const claim = strongestClaim(rankClaims([{ url, site: domainOf(url) ?? '', title, evidence }], registry))
  return claim.kind === 'url' ? claim.best.url : undefined
}

function visitArticle(article: Article, url: CanonicalUrl, input: FollowInput, tools: FollowTools): Stop {
  const isMember = input.members.some(({ id }) => id === article.id)
  const copies = input.members.filter(({ id }) => id !== article.id)
  const original = { ...article, url, zoned: true, canonicals: [], carried: true }
  const compare: CompareTexts = (left, right) => {
    const verdict = tools.compareTexts(left, right)
    // The matcher put a member into this story with more at hand than two texts: its word stands.
    return isMember && !isCopyKind(verdict.kind)
      ? { ...verdict, kind: 'nearDuplicate', reason: 'the matcher folded them into one story' }
      : verdict
  }
  const check = verifyOriginal(original, copies, compare)
  const evidence = check.kind === 'verified' ? [bodyMatch(check.how, url, 'store')] : []
  const found = { url, siteName: article.publisher, page: undefined, article, evidence }
  return { found, check, onward: onwardOf(url, article.title, article.evidence, tools.registry) }
}

async function visitPage(url: CanonicalUrl, input: FollowInput, tools: FollowTools): Promise<Visit> {
  const outcome = await tools.fetchPage(url)
  if (outcome.kind === 'noPage') {
    return { kind: 'unproven', why: `${outcome.why}: ${outcome.message}`, gone: outcome.why === 'absent' }
  }
  const { page, evidence } = outcome
  const landed = claimedUrl(page.url, undefined) ?? url
  const held = input.members.find(
    (member) => member.url !== undefined && addressKey(member.url) === addressKey(landed),
  )
  if (held !== undefined) return { kind: 'stop', stop: visitArticle(held, landed, input, tools) }
  // Sites send readers of an article that is no more to their front page.
  if (isDeepLink(url) && !isDeepLink(landed))
    return { kind: 'unproven', why: `absent: it leads to ${landed}, no article`, gone: true }
  const refused = input.refuse(landed)
  if (refused !== undefined) return { kind: 'contradicted', why: refused }
  const zoned = page.publishedZoned ?? false
  const check = verifyOriginal(
    { ...page, url: landed, zoned, carried: false },
    input.members,
    tools.compareTexts,
  )
  const { title, siteName } = page
  const own = otherCanonical(page, landed)
  const canonical = own === undefined ? undefined : claimedUrl(own, landed)
  const sameSite = canonical !== undefined && domainOf(canonical) === domainOf(landed)
  const settled = sameSite ? canonical : landed
  const matched = check.kind === 'verified' ? [bodyMatch(check.how, settled, 'page')] : []
  const found = {
    url: settled,
    siteName,
    page: { ...page, url: settled },
    article: undefined,
    evidence: matched,
  }
  return { kind: 'stop', stop: { found, check, onward: onwardOf(landed, title, evidence, tools.registry) } }
}

async function visit(url: CanonicalUrl, input: FollowInput, tools: FollowTools): Promise<Visit> {
  const key = addressKey(url)
  const member = input.members.find((one) => one.url !== undefined && addressKey(one.url) === key)
  const held = member ?? (await tools.findArticle(url))
  if (held?.url !== undefined && (member !== undefined || held.completeness !== 'teaser')) {
    return { kind: 'stop', stop: visitArticle(held, held.url, input, tools) }
  }
  return visitPage(url, input, tools)
}

/**
 * Follows `url` and whatever the pages claim further, at most `hopsMax` stops. The last stop that was verified is the
 * original. A chain that returns to where it has been contradicts itself. Resolves always; weather is an outcome.
 */
export async function followClaim(
  url: CanonicalUrl,
  input: FollowInput,
  tools: FollowTools,
): Promise<Followed> {
  const notes: string[] = []
  const been = new Set<string>(input.from.map(addressKey))
  let stops = 0
  let verified: Found | undefined
  let next: CanonicalUrl | undefined = url
  for (let hop = 0; next !== undefined && hop < tools.hopsMax; hop += 1) {
    const at: CanonicalUrl = next
    stops += 1
    been.add(addressKey(at))
    const refused = input.refuse(at)
    const visited: Visit =
      refused === undefined ? await visit(at, input, tools) : { kind: 'contradicted', why: refused }
    const outcome: Visit | Check = visited.kind === 'stop' ? visited.stop.check : visited
    if (outcome.kind !== 'verified' || visited.kind !== 'stop') {
      const why = 'why' in outcome ? outcome.why : ''
      notes.push(`${at}: ${why}`)
      if (verified !== undefined) break
      const gone = outcome.kind === 'unproven' && outcome.gone
      return {
        outcome:
          outcome.kind === 'contradicted' ? { kind: 'contradicted', why } : { kind: 'unproven', why, gone },
        notes,
      }
    }
    const { found, onward } = visited.stop
    notes.push(`${found.url}: ${outcome.how}`)
    verified = found
    been.add(addressKey(found.url))
    if (onward !== undefined && been.has(addressKey(onward))) {
      const why = `it points back to ${onward}, which points to it`
      return { outcome: { kind: 'contradicted', why }, notes: [...notes, `${at}: ${why}`] }
    }
    next = onward === undefined || hostKind(onward) === 'portal' ? undefined : onward
  }
  if (next !== undefined && verified !== undefined && stops >= tools.hopsMax)
    notes.push(`${next}: not followed, the chain is longer than ${tools.hopsMax} stops`)
  return verified === undefined
    ? { outcome: { kind: 'unproven', why: 'nothing was followed', gone: false }, notes }
    : { outcome: { kind: 'verified', found: verified }, notes }
}
