/** The user's word on a story: which overrides bear on it now, and the YAML lines that would change it. */
import type { Article } from './model/article.ts'
import type { Correction, ExplainedArticle, OverrideInForce } from './model/explanation.ts'
import type { Overrides, Settings, SourceSettings } from './model/settings.ts'
import type { RelatedStory } from './model/story.ts'
import { canonicalizeUrl } from './normalize/canonicalize-url.ts'

type PairKey = 'sameStory' | 'notSameStory'

const pairSentences: Readonly<Record<PairKey, (left: string, right: string) => string>> = {
  sameStory: (left, right) => `you said that ${left} and ${right} are one story`,
  notSameStory: (left, right) => `you said that ${left} and ${right} are never one story`,
}

const dedupeSentences: Readonly<Record<SourceSettings['dedupe'], (id: string) => string>> = {
  off: (id) => `articles of “${id}” are compared with nothing`,
  self: (id) => `articles of “${id}” are compared with its own articles only`,
  cross: (id) => `articles of “${id}” are compared with those of every source`,
}

function pairsInForce(overrides: Overrides, key: PairKey, urls: ReadonlySet<string>): OverrideInForce[] {
  return overrides[key]
    .filter((pair) => pair.some((address) => urls.has(canonicalizeUrl(address) ?? address)))
    .map(([left, right]) => ({ key: `overrides.${key}`, says: pairSentences[key](left, right) }))
}

/** The site an `origins:` entry names is a host or any domain above it. */
const isUnder = (host: string, site: string): boolean => host === site || host.endsWith(`.${site}`)

const hostOf = (url: string | undefined): string => URL.parse(url ?? '')?.hostname ?? ''

/** In the order of the configuration. */
export function overridesInForce(
  { overrides, sources }: Pick<Settings, 'overrides' | 'sources'>,
  articles: readonly Article[],
  originUrl: string | undefined,
): readonly OverrideInForce[] {
  const urls = new Set(articles.map(({ url }) => url).filter((url) => url !== undefined))
  const hosts = new Set([...urls, originUrl].map(hostOf).filter((host) => host !== ''))
  const origins = Object.entries(overrides.origins)
    .filter(([site]) => [...hosts].some((host) => isUnder(host, site)))
    .map(([site, word]) => ({ key: 'overrides.origins', says: `you said that ${site} is ${word} an origin` }))
  const ids = new Set(articles.map(({ sourceId }) => sourceId))
  const modes = sources
    .filter(({ id, dedupe }) => ids.has(id) && dedupe !== 'cross')
    .map(({ id, dedupe }) => ({ key: `sources.${id}.dedupe`, says: dedupeSentences[dedupe](id) }))
  const pairs = (['sameStory', 'notSameStory'] as const).flatMap((key) => pairsInForce(overrides, key, urls))
  return [...pairs, ...origins, ...modes]
}

/** Always quoted: an address may hold characters that end a YAML word inside brackets. `${` would be a variable. */
const quoted = (value: string): string => JSON.stringify(value).replaceAll('${', () => '$${')

/** A second `overrides:` or `sameStory:` in a file is an error: what is there already is added to. */
function pairCorrection(
  overrides: Overrides,
  key: PairKey,
  pair: readonly [string, string],
): Pick<Correction, 'under' | 'yaml'> {
  const list = `[${pair.map(quoted).join(', ')}]`
  if (overrides[key].length > 0) return { under: `overrides: ${key}:`, yaml: `- ${list}` }
  const line = `${key}: [${list}]`
  return isEmpty(overrides)
    ? { under: undefined, yaml: `overrides: { ${line} }` }
    : { under: 'overrides:', yaml: line }
}

function originCorrection(
  overrides: Overrides,
  site: string,
  word: 'always' | 'never',
): Pick<Correction, 'under' | 'yaml'> {
  const entry = `${quoted(site)}: ${word}`
  if (Object.keys(overrides.origins).length > 0) return { under: 'overrides: origins:', yaml: entry }
  const line = `origins: { ${entry} }`
  return isEmpty(overrides)
    ? { under: undefined, yaml: `overrides: { ${line} }` }
    : { under: 'overrides:', yaml: line }
}

const isEmpty = ({ sameStory, notSameStory, origins }: Overrides): boolean =>
  sameStory.length + notSameStory.length + Object.keys(origins).length === 0

/** Two addresses at most differ in nothing but the article: the site is what an origin is chosen by. */
function siteCorrections(overrides: Overrides, articles: readonly ExplainedArticle[]): readonly Correction[] {
  const seen = new Set<string>()
  return articles.flatMap(({ article, isOrigin }): readonly Correction[] => {
    const site = hostOf(article.url).replace(/^www\./, '')
    if (site === '' || seen.has(site) || overrides.origins[site] !== undefined) return []
    seen.add(site)
    const pin: Correction = {
      purpose: 'pin',
      says: isOrigin ? `Keep ${site} as the origin` : `Make ${site} the origin`,
      articleId: article.id,
      ...originCorrection(overrides, site, 'always'),
    }
    const block: Correction = {
      purpose: 'block',
      says: `Never take ${site} for an origin`,
      articleId: article.id,
      ...originCorrection(overrides, site, 'never'),
    }
    return [pin, block]
  })
}

/** The lines that pin, block, split or join, each complete by itself. */
export function correctionsOf(
  overrides: Overrides,
  articles: readonly ExplainedArticle[],
  related: readonly RelatedStory[],
): readonly Correction[] {
  const first = articles.find(({ isOrigin }) => isOrigin) ?? articles.find(({ speaks }) => speaks)
  const firstUrl = first?.article.url
  if (firstUrl === undefined) return siteCorrections(overrides, articles)
  const splits = articles.flatMap(({ article }): readonly Correction[] => {
    if (article.url === undefined || article.url === firstUrl) return []
    const says = `Take the article of ${article.publisher} out of this story`
    const line = pairCorrection(overrides, 'notSameStory', [firstUrl, article.url])
    return [{ purpose: 'split', says, articleId: article.id, ...line }]
  })
  const joins = related.flatMap(({ title, url }): readonly Correction[] => {
    if (url === undefined || url === firstUrl) return []
    const line = pairCorrection(overrides, 'sameStory', [firstUrl, url])
    return [{ purpose: 'join', says: `Fold “${title}” into this story`, articleId: undefined, ...line }]
  })
  return [...siteCorrections(overrides, articles), ...splits, ...joins]
}
