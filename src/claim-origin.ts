/** The candidate stage of tracing for one page: extracts it, collects what it says of its origin, ranks that. Fetches nothing. */
import { extractPage } from './extract/extract-page.ts'
import { parseCanonicalUrl, type CanonicalUrl } from './model/canonical-url.ts'
import { canonicalizeUrl } from './normalize/canonicalize-url.ts'
import { collectEvidence } from './trace/collect-evidence.ts'
import { rankClaims, strongestClaim, type Claim } from './trace/rank-claims.ts'
import { createRegistry, shippedPublishers, type PublisherRegistry } from './trace/registry.ts'
import { domainOf } from './trace/site.ts'

export type { Claim, PublisherRegistry }

/** The registry as it ships, without a user's additions. */
export const openShippedRegistry = (): PublisherRegistry => createRegistry(shippedPublishers())

/** Stands for the address of a page that has none; a name under `.invalid` resolves nowhere (RFC 2606). */
const nowhere = parseCanonicalUrl('https://unknown.invalid/')

/** What a page, as HTML, claims as its original. `url` is its own address, undefined when it is not known. */
export function claimOrigin(html: string, url: CanonicalUrl | undefined, registry: PublisherRegistry): Claim {
  const address = url ?? nowhere
  if (address === undefined) return { kind: 'none' }
  const { siteName, text, title } = extractPage(html, address)
  const site = siteName === undefined ? {} : { siteName }
  const evidence = collectEvidence({ url, html, text, title, where: 'page', registry, ...site })
  const own = url === undefined ? '' : (domainOf(url) ?? '')
  return strongestClaim(rankClaims([{ url, site: own, title, evidence }], registry))
}

/** Whether two addresses lead to the same page, as far as their spelling tells. */
export function isSameAddress(left: string, right: string): boolean {
  const plain = (address: string): string =>
    (canonicalizeUrl(address) ?? address).replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '')
  return plain(left) === plain(right)
}
