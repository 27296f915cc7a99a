/** The interface behind which every way from a publisher's name to an address stands. */
import type { CanonicalUrl } from '../../model/canonical-url.ts'
import type { PublisherEntry, ResolverName } from '../../model/settings.ts'
import { overlapOf, slugWords, wordsOf } from '../address.ts'

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
  /** Empty when the publisher has nothing like it. */
  | { readonly kind: 'answered'; readonly found: readonly FoundAddress[] }
  /** Not asked, or asked in vain: budget, pace, circuit breaker, network. In words. */
  | { readonly kind: 'unavailable'; readonly why: string }

export interface OriginResolver {
  /** Its key under `trace.resolvers`. */
  readonly key: ResolverName
  /** In words, for notes. */
  readonly name: string
  /** The publisher's own list proves that it carries the article; a search engine only finds an address. */
  readonly evidence: 'publisherListing' | 'resolver'
  /** Found addresses that are looked at, best fit first. */
  readonly checksMax: number
  /** Requests made since the beginning. */
  readonly requests: number
  /** Starts a new run: the budget is whole again; pace and circuits stay. */
  reset(): void
  /** Never rejects for weather. */
  find(query: OriginQuery): Promise<ResolverAnswer>
}

/** Two names or figures in a headline are worth half a headline's words, three a little more; more say no more. */
const termFits = [0, 0.2, 0.5, 0.6] as const

function termFitOf(terms: readonly string[], words: ReadonlySet<string>): number {
  const shared = terms.filter((term) => {
    const parts = [...wordsOf(term)]
    return parts.length > 0 && parts.every((part) => words.has(part))
  })
  return termFits[Math.min(shared.length, termFits.length - 1)] ?? 0
}

/** How well a found headline or address fits what the copies kept, 0..1. */
export function fitOf(query: OriginQuery, found: { readonly url: string; readonly title: string }): number {
  const words = new Set([...wordsOf(found.title), ...slugWords(found.url)])
  const kept = [...query.slugs, ...query.titles].map((text) => overlapOf(wordsOf(text), words))
  return Math.max(0, termFitOf(query.terms, words), ...kept)
}
