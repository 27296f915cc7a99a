/** The interface behind which every way from a publisher's name to an address stands. */
import type { CanonicalUrl } from '../../model/canonical-url.ts'
import type { PublisherEntry } from '../../model/settings.ts'

/** What is known of the original: who published it, and what the copies kept of it. */
export interface OriginQuery {
  readonly publisher: PublisherEntry
  /** Words of the copies' slugs, best first: spinners reword the headline and keep the address. */
  readonly slugs: readonly string[]
  readonly titles: readonly string[]
  /** Proper names and figures of the text, most telling first. */
  readonly terms: readonly string[]
  /** The original came out before the first copy: epoch milliseconds of the window to look in. */
  readonly fromMs: number
  readonly untilMs: number
}

export interface FoundAddress {
  readonly url: CanonicalUrl
  readonly title: string
  readonly publishedMs: number | undefined
}

export type ResolverAnswer =
  /** Best first; empty when the publisher has nothing like it. */
  | { readonly kind: 'answered'; readonly found: readonly FoundAddress[] }
  /** Not asked, or asked in vain: budget, pace, circuit breaker, network. In words. */
  | { readonly kind: 'unavailable'; readonly why: string }

export interface OriginResolver {
  readonly name: string
  /** The publisher's own list proves that it carries the article; a search engine only finds an address. */
  readonly evidence: 'publisherListing' | 'resolver'
  /** Starts a new run: the budget is whole again; pace and circuit stay. */
  reset(): void
  /** Never rejects for weather. */
  find(query: OriginQuery): Promise<ResolverAnswer>
}
