/** The composition root: settings become a fetcher, a parser, a store, a clock and a log; closed in reverse order. */
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createFetcher } from './fetch/create-fetcher.ts'
import { createFindHeld } from './find-held-articles.ts'
import { createNotifier, type Notifier } from './fetch/create-notifier.ts'
import { StoreError } from './model/errors.ts'
import type { Fetcher } from './model/fetch-outcome.ts'
import type { Log } from './model/log.ts'
import type { SourceId } from './model/brand.ts'
import type { Settings, SourceSettings } from './model/settings.ts'
import type { Store } from './model/store.ts'
import { createPageReader, createPageThread, type PageReader, type PageThread } from './read-page.ts'
import { createParserPool, type ParserPool } from './parser-pool.ts'
import { openPublishedIds, type PublishedIds } from './published-ids.ts'
import { openSqliteStore } from './store/sqlite-store.ts'
import { openResolverMemory, type ResolverMemory } from './resolver-memory.ts'
import { openSiteTrust, type SiteTrust } from './site-trust.ts'
import {
  createRegistry,
  publishersAmong,
  shippedPublishers,
  type PublisherRegistry,
} from './trace/registry.ts'
import { createResolvers } from './trace/resolvers/create-resolvers.ts'
import type { OriginResolver } from './trace/resolvers/resolver.ts'
import { loadFurniture, StoryIndex, type Furniture } from './story-index.ts'
import { version } from './version.ts'

export interface Context {
  readonly settings: Settings
  readonly sourcesById: ReadonlyMap<SourceId, SourceSettings>
  readonly store: Store
  readonly fetcher: Fetcher
  readonly notifier: Notifier
  readonly parser: ParserPool
  readonly pages: PageReader
  readonly registry: PublisherRegistry
  /** From a publisher's name to an address, those that are switched on. */
  readonly resolvers: readonly OriginResolver[]
  /** Which servers the resolvers leave alone for a while. */
  readonly resolverMemory: ResolverMemory
  readonly trust: SiteTrust
  /** The ids readers know, after a state was lost. */
  readonly publishedIds: PublishedIds
  readonly log: Log
  readonly now: () => number
  readonly random: () => number
  /** Where the feeds are written. */
  readonly publicDir: string
  /** The index of the window; loaded on first use, and again after `forgetIndex`. */
  index(): Promise<StoryIndex>
  /** Of the index where it is loaded, else read for itself: a run that decides nothing does not need the index. */
  furniture(): Promise<Furniture>
  /** After a failed write the memory may know more than the store: read it anew. */
  forgetIndex(): void
  /** Reads the index anew when somebody else ran over the same state since `noteRun`. */
  refreshIndex(): Promise<void>
  /** A run is done: the memory is what the store holds now. */
  noteRun(): Promise<void>
  close(): Promise<void>
}

/** What tests and the demo replace. */
export interface ContextOverrides {
  readonly now?: () => number
  readonly random?: () => number
  readonly stateDir?: string
  /** Pause between two requests to one host, milliseconds; the fetcher's polite default when left out. */
  readonly spacingMs?: number
  /** Closed with the context. */
  readonly pageThread?: PageThread
}

export const userAgentOf = (contact: string | undefined): string =>
  `Headwater/${version} (feed reader${contact === undefined ? '' : `; ${contact.replace(/^mailto:/, '')}`})`

/** Addresses the user wrote down: their ports may be asked. */
function namedUrlsOf({ sources, publishers, trace }: Settings): readonly string[] {
  const services = Object.values(trace.resolvers).map((resolver) => resolver?.url ?? '')
  const lists = publishers.flatMap(({ feeds, newsSitemaps }) => [...feeds, ...newsSitemaps])
  return [...sources.map(({ url }) => url), ...services, ...lists]
}

/** Opens what a run needs. Rejects with StoreError when the state cannot be used. */
export async function openContext(
  settings: Settings,
  log: Log,
  overrides: ContextOverrides = {},
): Promise<Context> {
  const { now = Date.now, random = Math.random, stateDir = settings.stateDir } = overrides
  await mkdir(stateDir, { recursive: true }).catch((error: unknown) => {
    throw new StoreError(`cannot make the state folder ${stateDir}`, { cause: error })
  })
  const store = await openSqliteStore({ file: path.join(stateDir, 'headwater.db'), now })
  if (store.recovered !== undefined) log.warn({ recovered: store.recovered }, 'the state was damaged')
  const fetcher = createFetcher({
    http: settings.http,
    limits: settings.limits,
    userAgent: userAgentOf(settings.http.contact),
    namedUrls: namedUrlsOf(settings),
    now,
    feedSpacingMs: overrides.spacingMs,
    pageSpacingMs: overrides.spacingMs,
  })
  const notifier = createNotifier(settings.http, settings.publish.websub, userAgentOf(settings.http.contact))
  const parser = createParserPool({ workers: 1, timeoutMs: settings.limits.parseTimeoutMs })
  const [publishersBefore, publishersAfter] = [settings.publishers, publishersAmong(settings.sources)]
  const {
    pageThread = createPageThread(settings.limits.parseTimeoutMs, { publishersBefore, publishersAfter }),
  } = overrides
  const resolverMemory = await openResolverMemory(store)
  let index: Promise<StoryIndex> | undefined
  let knownStamp = ''
  const stamp = async (): Promise<string> => {
    const [last] = await store.runs(1)
    return `${(await store.counts()).articles} ${last?.startedMs ?? 0}`
  }
  return {
    settings,
    sourcesById: new Map(settings.sources.map((source) => [source.id, source])),
    store,
    fetcher,
    notifier,
    parser,
    pages: createPageReader(fetcher, pageThread),
    registry: createRegistry([...publishersBefore, ...shippedPublishers(), ...publishersAfter]),
    resolvers: createResolvers(settings.trace, {
      fetcher,
      now,
      wait,
      circuits: resolverMemory,
      findHeld: createFindHeld(store, settings.sources),
    }),
    resolverMemory,
    trust: await openSiteTrust(store),
    publishedIds: await openPublishedIds(store),
    log,
    now,
    random,
    publicDir: path.join(stateDir, 'public'),
    index: () => (index ??= StoryIndex.load(store, now())),
    furniture: () => index ?? loadFurniture(store),
    forgetIndex() {
      index = undefined
    },
    async refreshIndex() {
      if ((await stamp()) !== knownStamp) index = undefined
    },
    async noteRun() {
      knownStamp = await stamp()
    },
    async close() {
      await parser.close()
      await pageThread.close()
      await fetcher.close()
      await notifier.close()
      await store.close()
    },
  }
}
