/** Turns the entries of `feeds:` into feeds: `from:` resolved to sources, filters unfolded, ids unique. */
import { parseFeedId, type SourceId } from '../model/brand.ts'
import type { EntryFilter, FeedSettings, SourceSettings, TextPattern } from '../model/settings.ts'
import { configSchema, type ConfigValues, type FeedValues, type FilterValues } from './config-schema.ts'
import { failAt, type Loading } from './loading.ts'
import { didYouMean } from './nearest-word.ts'
import type { ConfigPath } from './yaml-document.ts'

/** One feed of everything, for a file that only lists sources. */
function defaultFeed(): readonly FeedValues[] {
  const placeholder = 'https://headwater.example/'
  const { feeds } = configSchema.parse({
    sources: [placeholder],
    feeds: [{ id: 'all', title: 'All stories, each once' }],
  })
  return feeds ?? []
}

interface FeedContext {
  readonly values: ConfigValues
  readonly sources: readonly SourceSettings[]
  /** A broken source was left out: a name that resolves to nothing may be its. */
  readonly sourcesIncomplete: boolean
}

/** The feeds in the order of the file. */
export function resolveFeeds(
  loading: Loading,
  { values, sources, sourcesIncomplete }: FeedContext,
): readonly FeedSettings[] {
  const feeds = values.feeds ?? defaultFeed()
  if (feeds.length === 0)
    failAt(
      loading,
      ['feeds'],
      'feeds: needs at least one entry; leave the key out for one feed of everything',
    )
  const names = sourceNames(sources)
  const lines = new Map<string, number>()
  return feeds.map((feed, index) => {
    const at: ConfigPath = ['feeds', index]
    checkFeedId(loading, [...at, 'id'], { id: feed.id, lines })
    const sourceIds = resolveFrom(feed.from, names, sources, (step, word) => {
      if (!sourcesIncomplete)
        failAt(
          loading,
          [...at, 'from', step],
          `no source has the id or the tag "${word}"${didYouMean(word, names.keys())}`,
        )
    })
    if (feed.from !== undefined && feed.from.length === 0)
      failAt(loading, [...at, 'from'], 'from: names nothing; leave it out for every source')
    return {
      ...feedSettings(feed),
      sourceIds,
      include: unfoldFilters(loading, [...at, 'include'], feed.include),
      exclude: unfoldFilters(loading, [...at, 'exclude'], feed.exclude),
    }
  })
}

function feedSettings(feed: FeedValues): Omit<FeedSettings, 'sourceIds' | 'include' | 'exclude'> {
  const { id, title = id, description, image, duplicates, related, keep, content, limit, credits } = feed
  const { author } = feed
  return {
    id,
    title,
    description,
    image,
    archivePages: feed.archive,
    access: feed.access,
    author: author === undefined ? undefined : { name: author.name, url: author.url },
    languages: [...new Set(feed.language)],
    duplicates,
    related,
    keep,
    holdMs: feed.hold,
    content,
    limit,
    maxAgeMs: feed.maxAge,
    formats: [...new Set(feed.formats)],
    credits,
  }
}

interface IdCheck {
  readonly id: string
  /** Line of every id seen so far. */
  readonly lines: Map<string, number>
}

function checkFeedId(loading: Loading, at: ConfigPath, { id, lines }: IdCheck): void {
  const { line } = loading.yaml.positionOf(at)
  const known = lines.get(id)
  if (known !== undefined) failAt(loading, at, `the id "${id}" already names the feed at line ${known}`)
  else lines.set(id, line)
  // The audit feed of "world" is published as world.dropped.atom, its archive as world.archive-1.atom.
  const [, feedId = '', ending = ''] = /^(.+)(\.dropped|\.archive-\d+)$/.exec(id) ?? []
  if (parseFeedId(feedId) !== undefined)
    failAt(
      loading,
      at,
      `an id must not end in "${ending}": that name belongs to ${ending === '.dropped' ? 'the audit feeds' : 'the archives'}`,
    )
}

function sourceNames(sources: readonly SourceSettings[]): ReadonlyMap<string, readonly SourceId[]> {
  const names = new Map<string, SourceId[]>()
  for (const { id, tags } of sources)
    for (const name of new Set<string>([id, ...tags])) names.set(name, [...(names.get(name) ?? []), id])
  return names
}

function resolveFrom(
  from: readonly string[] | undefined,
  names: ReadonlyMap<string, readonly SourceId[]>,
  sources: readonly SourceSettings[],
  report: (step: number, word: string) => void,
): readonly SourceId[] {
  if (from === undefined) return sources.map(({ id }) => id)
  const chosen = new Set<SourceId>()
  for (const [step, word] of from.entries()) {
    const found = names.get(word)
    if (found === undefined) report(step, word)
    for (const id of found ?? []) chosen.add(id)
  }
  return sources.map(({ id }) => id).filter((id) => chosen.has(id))
}

const fields = ['title', 'text', 'url', 'author', 'category'] as const
/** A list under several keys multiplies; nobody writes this many by hand. */
const filtersMax = 500

const isPattern = (filter: FilterValues): filter is Extract<FilterValues, TextPattern> =>
  'test' in filter && typeof filter.test === 'function'

/** Lists become alternatives: `{title: [a, b], url: c}` is `{title: a, url: c}` or `{title: b, url: c}`. */
function unfoldFilters(
  loading: Loading,
  at: ConfigPath,
  filters: readonly FilterValues[],
): readonly EntryFilter[] {
  const unfolded = filters.flatMap((filter, index): readonly EntryFilter[] => {
    if (isPattern(filter)) return [{ title: filter }, { text: filter }, { category: filter }]
    const { words } = filter
    let alternatives: readonly EntryFilter[] = words === undefined ? [{}] : [{ words }]
    if (words !== undefined && words.min > words.max)
      failAt(loading, [...at, index, 'words'], `words: min ${words.min} is more than max ${words.max}`)
    for (const field of fields) {
      const patterns = filter[field]
      if (patterns === undefined) continue
      if (patterns.length === 0) failAt(loading, [...at, index, field], 'an empty list matches nothing')
      if (patterns.length * alternatives.length > filtersMax)
        failAt(loading, [...at, index], `more than ${filtersMax} combinations`)
      else
        alternatives = alternatives.flatMap((known) =>
          patterns.map((pattern) => ({ ...known, [field]: pattern })),
        )
    }
    if (alternatives.some((known) => Object.keys(known).length === 0))
      failAt(loading, [...at, index], `a filter needs one of ${fields.join(', ')}, words`)
    return alternatives
  })
  return unfolded
}
