/** Whether the configuration keeps two stories from becoming one, whatever was found out about them. */
import type { Article } from './model/article.ts'
import type { SourceId } from './model/brand.ts'
import type { Settings, SourceSettings } from './model/settings.ts'
import { canonicalizeUrl } from './normalize/canonicalize-url.ts'

type Deciding = Pick<Settings, 'overrides' | 'sources'>

type Modes = ReadonlyMap<SourceId, SourceSettings['dedupe']>

/** Made once for a list of sources: it is asked for with every article, and there may be thousands of sources. */
const modesBySources = new WeakMap<Settings['sources'], Modes>()

/** `dedupe` of the sources that do not fold across sources. */
function modesOf(sources: Settings['sources']): Modes {
  const known = modesBySources.get(sources)
  if (known !== undefined) return known
  const modes = new Map(
    sources.filter(({ dedupe }) => dedupe !== 'cross').map(({ id, dedupe }) => [id, dedupe]),
  )
  modesBySources.set(sources, modes)
  return modes
}

/**
 * Which sources an article of `own` may be compared with: `dedupe: off` meets nobody, `self` its own articles. Undefined when
 * it may meet all.
 */
export function mayMeet(
  { sources }: Pick<Settings, 'sources'>,
  own: SourceId,
): ((other: SourceId) => boolean) | undefined {
  const modes = modesOf(sources)
  if (modes.size === 0) return undefined
  if (modes.get(own) === 'off') return () => false
  if (modes.get(own) === 'self') return (other) => other === own
  return (other) => !modes.has(other)
}

/** `dedupe` of one side's sources against the other side's articles. */
function refusesCompany({ sources }: Deciding, own: readonly Article[], others: readonly Article[]): boolean {
  const modes = modesOf(sources)
  return own.some(({ sourceId }) => {
    const mode = modes.get(sourceId) ?? 'cross'
    if (mode === 'off') return true
    return mode === 'self' && others.some((other) => other.sourceId !== sourceId)
  })
}

const urlsOf = (articles: readonly Article[]): ReadonlySet<string> =>
  new Set(articles.map(({ url }) => url).filter((url) => url !== undefined))

/** `overrides.notSameStory` between an article of one side and one of the other, or `dedupe` of a source on either. */
export function isKeptApart(
  settings: Deciding,
  left: readonly Article[],
  right: readonly Article[],
): boolean {
  const [lefts, rights] = [urlsOf(left), urlsOf(right)]
  const isForbidden = settings.overrides.notSameStory.some((pair) => {
    const [a, b] = pair.map((address) => canonicalizeUrl(address) ?? address)
    if (a === undefined || b === undefined) return false
    return (lefts.has(a) && rights.has(b)) || (lefts.has(b) && rights.has(a))
  })
  return isForbidden || refusesCompany(settings, left, right) || refusesCompany(settings, right, left)
}
