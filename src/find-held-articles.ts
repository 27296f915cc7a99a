/** What the store holds of a publisher within a window of time: the resolver `articles` looks among these. */
import { getDomain } from 'tldts'
import { parseCanonicalUrl } from './model/canonical-url.ts'
import type { StoryCursor, StoryLine, StoryQuery } from './model/browse.ts'
import type { PublisherEntry, SourceSettings } from './model/settings.ts'
import type { Store } from './model/store.ts'
import type { FindHeld } from './trace/resolvers/held-articles.ts'
import type { FoundAddress } from './trace/resolvers/resolver.ts'

const linesPerPage = 200
/** The newest thousand stories that mention a publisher reach back days even for an agency. */
const pagesMax = 5
const namesMax = 4
/** Initials begin too many words. */
const isTelling = (name: string): boolean => name.length >= 3

function foundIn(lines: readonly StoryLine[], domain: string): readonly FoundAddress[] {
  return lines.flatMap(({ url: address, title, createdMs }) => {
    const url = address === undefined ? undefined : parseCanonicalUrl(address)
    return url === undefined || getDomain(url) !== getDomain(domain)
      ? []
      : [{ url, title, publishedMs: createdMs }]
  })
}

/** Where its articles may stand: in a source on its own domain, or in any that says its name. */
function questionsFor(
  { name, aliases, domain }: PublisherEntry,
  sources: readonly SourceSettings[],
): readonly Omit<StoryQuery, 'limit'>[] {
  const own = sources.filter(({ url }) => getDomain(url) === getDomain(domain))
  const names = [...new Set([name, ...aliases, domain.split('.')[0] ?? ''])].filter(isTelling)
  return [...own.map(({ id }) => ({ sourceId: id })), ...names.slice(0, namesMax).map((words) => ({ words }))]
}

/** Reads lines of stories, never their texts. */
export function createFindHeld(store: Store, sources: readonly SourceSettings[]): FindHeld {
  return async (publisher, { fromMs, untilMs }) => {
    const found = new Map<string, FoundAddress>()
    for (const question of questionsFor(publisher, sources)) {
      let after: StoryCursor | undefined
      for (let page = 0; page < pagesMax; page += 1) {
        const lines = await store.storyLines({ ...question, after, limit: linesPerPage })
        for (const one of foundIn(lines, publisher.domain)) found.set(one.url, one)
        const last = lines.at(-1)
        if (last === undefined || lines.length < linesPerPage || last.createdMs < fromMs) break
        after = { createdMs: last.createdMs, id: last.id }
      }
    }
    // The original may come in after its copies, for as long as it is looked for.
    const latestMs = untilMs + (untilMs - fromMs)
    return [...found.values()].filter(
      ({ publishedMs = fromMs }) => publishedMs >= fromMs && publishedMs <= latestMs,
    )
  }
}
