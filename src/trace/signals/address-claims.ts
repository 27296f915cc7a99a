/** Signals in the address and the feed entry: redirect wrappers, proxied links, RSS source, atom via, external_url, credit. */
import type { Evidence } from '../../model/evidence.ts'
import { unwrapUrl } from '../../model/unwrap-url.ts'
import { claimedUrl, isDeepLink } from '../address.ts'
import { domainOf } from '../site.ts'
import { evidenceOf, foreignUrl, isOwnName, type Signal, type SignalInput } from './signal.ts'

/** A wrapper says where the link leads, not who wrote the article: identity, so its weight is 1. */
export const wrapper: Signal = (input) => {
  if (input.givenUrl === undefined) return []
  const inner = unwrapUrl(input.givenUrl)
  if (inner === input.givenUrl || domainOf(inner) === domainOf(input.givenUrl)) return []
  const url = claimedUrl(inner, undefined)
  return url === undefined
    ? []
    : [evidenceOf(input, { kind: 'wrapper', value: input.givenUrl, url, weight: 1, where: 'url' })]
}

/** feedburner:origLink, pheedo:origLink: the address behind a proxied link. */
export const origLink: Signal = (input) => {
  const given = input.claims?.origLink
  const url = given === undefined ? undefined : foreignUrl(input, given)
  return given === undefined || url === undefined
    ? []
    : [evidenceOf(input, { kind: 'origLink', value: given, url, weight: 1 })]
}

/** Hosts that carry feeds of everybody: their address names nobody. */
const feedHost = /(?:feedburner|feedblitz|feedproxy|googleapis|rss\.app|news\.google)\./i

/**
 * RSS `<source>` and atom:source name the channel an entry was taken from. Its address is a feed or a home page (Google
 * News: the publisher's), so it names a publisher and no article.
 */
export const feedSource: Signal = (input) => {
  const { sourceTitle, sourceUrl } = input.claims ?? {}
  const address =
    sourceUrl === undefined || feedHost.test(sourceUrl) ? undefined : foreignUrl(input, sourceUrl)
  const named = sourceTitle === undefined || isOwnName(input, sourceTitle) ? undefined : sourceTitle
  // A source on the page's own domain is the feed itself: a title beside it names a section.
  if (sourceUrl !== undefined && address === undefined && !feedHost.test(sourceUrl)) return []
  const known = named === undefined ? undefined : input.registry.byName(named)?.domain
  const publisher = address === undefined ? (known ?? named) : domainOf(address)
  if (publisher === undefined) return []
  return [
    evidenceOf(input, {
      kind: 'feedSource',
      value: `${sourceTitle ?? ''} ${sourceUrl ?? ''}`,
      publisher,
      weight: 0.5,
    }),
  ]
}

const viaMax = 5

/** atom:link rel=via "identifies a resource that is the source of the information" (RFC 4287 section 4.2.7.2). */
export const via: Signal = (input) =>
  (input.claims?.via ?? []).slice(0, viaMax).flatMap((given): readonly Evidence[] => {
    const url = foreignUrl(input, given)
    return url === undefined || !isDeepLink(url)
      ? []
      : [evidenceOf(input, { kind: 'via', value: given, url, weight: 0.5 })]
  })

/** JSON Feed `external_url`: the page an item is about, on a link blog (JSON Feed 1.1). */
export const externalUrl: Signal = (input) => {
  const given = input.claims?.externalUrl
  const url = given === undefined ? undefined : foreignUrl(input, given)
  return given === undefined || url === undefined
    ? []
    : [evidenceOf(input, { kind: 'externalUrl', value: given, url, weight: 0.5 })]
}

function creditedAddress(input: SignalInput, credit: string): readonly Evidence[] {
  const url = foreignUrl(input, credit)
  return url === undefined ? [] : [evidenceOf(input, { kind: 'feedSource', value: credit, url, weight: 0.4 })]
}

/** dc:source as an address claims it; media:credit and names are photo credits as often as not, so they only support. */
export const credit: Signal = (input) => {
  const given = input.claims?.credit
  if (given === undefined) return []
  if (/^https?:\/\//i.test(given)) return creditedAddress(input, given)
  if (isOwnName(input, given)) return []
  const publisher = input.registry.byName(given)?.domain
  return publisher === undefined
    ? []
    : [evidenceOf(input, { kind: 'photoCredit', value: given, publisher, weight: 0.2 })]
}
