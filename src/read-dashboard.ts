/** Reads what the pages of the dashboard show: one page at a time from the store, whatever it holds. */
import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Context } from './context.ts'
import { parseFeedId, parseSourceId, parseStoryId, type FeedId } from './model/brand.ts'
import type { StoryCursor, StoryLine } from './model/browse.ts'
import { originLevels } from './model/evidence.ts'
import type { FeedSettings } from './model/settings.ts'
import { copyKinds } from './model/verdict.ts'
import { parseArticleId } from './model/brand.ts'
import { readLeftOut } from './read-left-out.ts'
import { readSourceCards } from './read-sources.ts'
import { healthOf } from './serve/dashboard/render-sources.ts'
import type {
  DroppedValues,
  FeedCard,
  OverviewValues,
  RunsValues,
  StoriesValues,
} from './serve/dashboard/values.ts'
import { version } from './version.ts'

/** What a request says besides its path. */
export interface Asked {
  readonly query: URLSearchParams
  /** Scheme and host the page was asked under, such as `http://nas.example:8080`. */
  readonly base: string
  /** Id of a source -> its address as the configuration writes it; absent where the address is a secret. */
  readonly addresses: ReadonlyMap<string, string>
}

const linesPerPage = 50
const latestShown = 12
const runsShown = 100
const wordsCharactersMax = 200

const formatNames = {
  rss: ['RSS', 'application/rss+xml'],
  atom: ['Atom', 'application/atom+xml'],
  json: ['JSON Feed', 'application/feed+json'],
} as const

/** Where readers find a feed: under `publish.baseUrl`, else where this page was asked for. */
export function feedAddresses(context: Context, feed: FeedSettings, { base }: Asked): FeedCard['formats'] {
  const under = context.settings.publish.baseUrl ?? base
  return feed.formats.map((format) => {
    const [name, mediaType] = formatNames[format]
    return { name, mediaType, address: `${under}/${feed.id}.${format}` }
  })
}

async function readFeedCard(context: Context, feed: FeedSettings, asked: Asked): Promise<FeedCard> {
  const { id, title, description } = feed
  const shown = await context.store.publications(id)
  const file = path.join(context.publicDir, `${id}.${feed.formats[0] ?? 'rss'}`)
  const changed = await stat(file).catch(() => undefined)
  return {
    id,
    title,
    description,
    items: shown.length,
    updatedMs: changed?.mtimeMs,
    formats: feedAddresses(context, feed, asked),
  }
}

const ended = new Set(['fails', 'gone'])

export async function readOverview(context: Context, asked: Asked): Promise<OverviewValues> {
  const { store, settings } = context
  const feeds: FeedCard[] = []
  for (const feed of settings.feeds) feeds.push(await readFeedCard(context, feed, asked))
  const cards = await readSourceCards(context, asked.addresses)
  const { articles, stories } = await store.counts()
  const [lastRun] = await store.runs(1)
  return {
    nowMs: context.now(),
    version,
    feeds,
    addressGuessed: settings.publish.baseUrl === undefined,
    articles,
    stories,
    sources: settings.sources.length,
    failing: cards.filter(({ state }) => ended.has(healthOf(state))),
    lastRun,
    latest: await store.storyLines({ limit: latestShown }),
  }
}

function readCursor(text: string | null): StoryCursor | undefined {
  const [, moment = '', name = ''] = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(text ?? '') ?? []
  const id = parseStoryId(`urn:uuid:${name}`)
  return id === undefined ? undefined : { createdMs: Number(moment), id }
}

const writeCursor = ({ createdMs, id }: StoryLine): string => `${createdMs}.${id.replace('urn:uuid:', '')}`

/** The same page with other parameters; an empty one is left out. */
function addressOf(page: string, query: URLSearchParams, changes: Readonly<Record<string, string>>): string {
  const all = new Map([...query, ...Object.entries(changes)])
  const kept = [...all].filter(([, value]) => value !== '')
  return kept.length === 0 ? page : `${page}?${new URLSearchParams(kept).toString()}`
}

const oneOf = <Word extends string>(words: readonly Word[], word: string | null): Word | '' =>
  words.find((each) => each === word) ?? ''

const feedNames = (context: Context): readonly { readonly id: FeedId; readonly title: string }[] =>
  context.settings.feeds.map(({ id, title }) => ({ id, title }))

export async function readStories(context: Context, { query }: Asked): Promise<StoriesValues> {
  const { store, settings } = context
  const filter = {
    words: (query.get('q') ?? '').trim().slice(0, wordsCharactersMax),
    feed: query.get('feed') ?? '',
    source: query.get('source') ?? '',
    kind: oneOf(copyKinds, query.get('kind')),
    level: oneOf(originLevels, query.get('level')),
  }
  const after = readCursor(query.get('after'))
  const found = await store.storyLines({
    words: filter.words === '' ? undefined : filter.words,
    feedId: parseFeedId(filter.feed),
    sourceId: parseSourceId(filter.source),
    kind: filter.kind === '' ? undefined : filter.kind,
    level: filter.level === '' ? undefined : filter.level,
    after,
    limit: linesPerPage + 1,
  })
  const lines = found.slice(0, linesPerPage)
  const last = lines.at(-1)
  const hasMore = found.length > linesPerPage && last !== undefined
  return {
    nowMs: context.now(),
    version,
    filter,
    lines,
    feeds: feedNames(context),
    sources: settings.sources.map(({ id }) => id),
    total: (await store.counts()).stories,
    older: hasMore ? addressOf('/dashboard/stories', query, { after: writeCursor(last) }) : undefined,
    isLater: after !== undefined,
  }
}

export async function readDropped(context: Context, { query }: Asked): Promise<DroppedValues> {
  const feed = context.settings.feeds.find(({ id }) => id === query.get('feed'))
  const kind = oneOf(copyKinds, query.get('kind'))
  const source = query.get('source') ?? ''
  const shared = { nowMs: context.now(), version, feeds: feedNames(context), kind, source }
  if (feed !== undefined) {
    const leftOut = await readLeftOut(context, feed.id)
    return { ...shared, feed: feed.id, leftOut, copies: [], older: undefined }
  }
  const found = await context.store.copyLines({
    kind: kind === '' ? undefined : kind,
    sourceId: parseSourceId(source),
    before: parseArticleId(Number(query.get('before') ?? 0)),
    limit: linesPerPage + 1,
  })
  const copies = found.slice(0, linesPerPage)
  const last = found.length > linesPerPage ? copies.at(-1) : undefined
  const older =
    last === undefined ? undefined : addressOf('/dashboard/dropped', query, { before: `${last.articleId}` })
  return { ...shared, feed: '', leftOut: [], copies, older }
}

export async function readRuns(context: Context): Promise<RunsValues> {
  return { nowMs: context.now(), version, runs: await context.store.runs(runsShown) }
}
