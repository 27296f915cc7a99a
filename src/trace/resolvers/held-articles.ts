/** Resolver (a): articles of the publisher that some source brought and that the matcher did not fold by itself. */
import type { PublisherEntry } from '../../model/settings.ts'
import { fitOf, type FoundAddress, type OriginResolver } from './resolver.ts'

/** What is held of a publisher, by address and headline. */
export type FindHeld = (
  publisher: PublisherEntry,
  window: { readonly fromMs: number; readonly untilMs: number },
) => Promise<readonly FoundAddress[]>

/** Comparing two texts we hold costs milliseconds and no request. */
const checksMax = 10
/** One name in common is enough to compare: headlines are what spinners change first. */
const fitMin = 0.2

/** Asks nobody: no budget, no pace. */
export function heldArticles(findHeld: FindHeld): OriginResolver {
  return {
    key: 'articles',
    name: 'articles at hand',
    evidence: 'resolver',
    checksMax,
    requests: 0,
    reset: () => undefined,
    async find(query) {
      const held = await findHeld(query.publisher, query)
      return { kind: 'answered', found: held.filter((one) => fitOf(query, one) >= fitMin) }
    },
  }
}
