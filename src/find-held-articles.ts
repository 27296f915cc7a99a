/** What the store holds of a publisher within a window of time: the resolver `articles` looks among these. */
import { getDomain } from 'tldts'
import { parseCanonicalUrl } from './model/canonical-url.ts'
import type { Store } from './model/store.ts'
import type { StoryCursor, StoryLine } from './model/browse.ts'
import type { FindHeld } from './trace/resolvers/held-articles.ts'
import type { FoundAddress } from './trace/resolvers/resolver.ts'

const linesPerPage = 200
/** The newest thousand stories that mention a publisher reach back days even for an agency. */
const pagesMax = 5

function foundIn(lines: readonly StoryLine[], domain: string): readonly FoundAddress[] {
  return lines.flatMap(({ url: address, title, createdMs }) => {
    const url = address === undefined ? undefined : parseCanonicalUrl(address)
    return url === undefined || getDomain(url) !== getDomain(domain)
      ? []
      : [{ url, title, publishedMs: createdMs }]
  })
}

/** Reads lines of stories, never their texts. */
export function createFindHeld(store: Store): FindHeld {
  return async ({ name, domain }, { fromMs, untilMs }) => {
    const found: FoundAddress[] = []
    let after: StoryCursor | undefined
    for (let page = 0; page < pagesMax; page += 1) {
      const lines = await store.storyLines({ words: name, after, limit: linesPerPage })
      found.push(...foundIn(lines, domain))
      const last = lines.at(-1)
      if (last === undefined || lines.length < linesPerPage || last.createdMs < fromMs) break
      after = { createdMs: last.createdMs, id: last.id }
    }
    return found.filter(
      ({ publishedMs = fromMs }) => publishedMs >= fromMs && publishedMs <= untilMs + (untilMs - fromMs),
    )
  }
}
