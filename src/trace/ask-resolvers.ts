/** From a publisher's name to the address of its article: asks the resolvers in turn and checks what they find. */
import type { Article } from '../model/article.ts'
import type { CanonicalUrl } from '../model/canonical-url.ts'
import type { Evidence } from '../model/evidence.ts'
import type { PublisherEntry } from '../model/settings.ts'
import { slugWords } from './address.ts'
import { followClaim, type FollowInput, type FollowTools, type Found } from './follow-claim.ts'
import { tellingTerms } from './telling-terms.ts'
import { fitOf, type OriginQuery, type OriginResolver } from './resolvers/resolver.ts'

/** An original precedes its copies by hours, rarely by days. */
const windowMs = 4 * 24 * 3600 * 1000

/** What the copies kept of the original, as a query. */
export function originQuery(publisher: PublisherEntry, members: readonly Article[]): OriginQuery {
  const firstSeenMs = Math.min(...members.map((member) => member.firstSeenMs))
  const slugs = members
    .map(({ url }) => [...slugWords(url ?? '')])
    .filter((words) => words.length >= 3)
    .toSorted((a, b) => b.length - a.length)
    .map((words) => words.join(' '))
  const longest = members.toSorted((a, b) => b.text.length - a.text.length)[0]
  return {
    publisher,
    slugs: [...new Set(slugs)].slice(0, 3),
    titles: [...new Set(members.map(({ title }) => title).filter((title) => title !== ''))].slice(0, 3),
    terms: longest === undefined ? [] : tellingTerms(longest.text),
    fromMs: firstSeenMs - windowMs,
    untilMs: firstSeenMs + 3600 * 1000,
  }
}

export interface Resolved {
  readonly found: (Found & { readonly listed: boolean }) | undefined
  readonly notes: readonly string[]
}

function evidenceOf(resolver: OriginResolver, url: CanonicalUrl, publisher: PublisherEntry): Evidence {
  const value = `${resolver.name} found it for ${publisher.name}`
  const weight = resolver.evidence === 'publisherListing' ? 0.6 : 0.3
  return { kind: resolver.evidence, value, url, publisher: publisher.domain, weight, where: 'resolver' }
}

/** Asks one resolver after the other until a found page proves to be the original. Resolves always. */
export async function askResolvers(
  query: OriginQuery,
  resolvers: readonly OriginResolver[],
  follow: { readonly input: FollowInput; readonly tools: FollowTools },
): Promise<Resolved> {
  const notes: string[] = []
  const tried = new Set<string>()
  for (const resolver of resolvers) {
    const answer = await resolver.find(query)
    if (answer.kind === 'unavailable') {
      notes.push(`${resolver.name}: ${answer.why}`)
      continue
    }
    const fitting = answer.found
      .toSorted((a, b) => fitOf(query, b) - fitOf(query, a))
      .filter(({ url }) => !tried.has(url))
    notes.push(`${resolver.name}: ${answer.found.length} found for ${query.publisher.name}`)
    for (const { url } of fitting.slice(0, resolver.checksMax)) {
      tried.add(url)
      const { outcome, notes: more } = await followClaim(url, follow.input, follow.tools)
      notes.push(...more)
      if (outcome.kind !== 'verified') continue
      const listed = resolver.evidence === 'publisherListing' && outcome.found.url === url
      const evidence = [...outcome.found.evidence, evidenceOf(resolver, outcome.found.url, query.publisher)]
      return { found: { ...outcome.found, evidence, listed }, notes }
    }
  }
  return { found: undefined, notes }
}
