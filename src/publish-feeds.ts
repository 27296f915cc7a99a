/** Writes every feed in its formats: composed from the store, rendered, and put on disk only when the bytes change. */
import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { cleanHtml, type CleanedHtml } from './clean/clean-html.ts'
import type { Context } from './context.ts'
import { archiveFiles, feedPastChange, readFeedPast } from './feed-past.ts'
import { detectLanguage } from './fingerprint/detect-language.ts'
import type { Article } from './model/article.ts'
import type { FeedSettings } from './model/settings.ts'
import type { ArticleId, StoryId } from './model/brand.ts'
import type { Change, Publication } from './model/store.ts'
import type { StoryView } from './model/story.ts'
import {
  archiveDocument,
  isFull,
  newestPage,
  recordDeparture,
  type ArchivePage,
  type FeedPast,
} from './publish/archive.ts'
import { fileName, type FeedDocument } from './publish/feed-document.ts'
import { composeFeed, type ComposedFeed } from './publish/compose-feed.ts'
import { renderAtom } from './publish/render-atom.ts'
import { renderDropped } from './publish/render-dropped.ts'
import { renderFeedsOpml } from './publish/render-feeds-opml.ts'
import { renderIndex } from './publish/render-index.ts'
import { renderJson } from './publish/render-json.ts'
import { renderRss } from './publish/render-rss.ts'
import { removePublicFile, sweepTemporaryFiles, writePublicFile } from './store/public-files.ts'
import type { Furniture } from './story-index.ts'
import { version } from './version.ts'

const renderers = { rss: renderRss, atom: renderAtom, json: renderJson } as const

/** Stories read beyond the feed's limit, so that filters and holds do not leave it short. */
const readAheadFactor = 4

export interface PublishedFeed {
  readonly id: string
  readonly items: number
  readonly changed: boolean
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

type Clean = (article: Article) => CleanedHtml

/** Cleans each article once. */
function cleanerOf(furniture: Furniture): Clean {
  const known = new Map<ArticleId, CleanedHtml>()
  return (article) => {
    const { id, html, url, publisher, title } = article
    const before = known.get(id)
    if (before !== undefined) return before
    const boilerplate = furniture.boilerplateOf(article)
    const cleaned = cleanHtml(html, { baseUrl: url, siteName: publisher, title, boilerplate })
    known.set(id, cleaned)
    return cleaned
  }
}

/**
 * Cleans what the feed most likely shows, one article after another: a feed is composed in one go, and a hundred articles of
 * hostile HTML would keep whoever asks the server waiting for seconds.
 */
async function cleanAhead(views: readonly StoryView[], limit: number, clean: Clean): Promise<void> {
  for (const { story, members } of views.slice(0, limit)) {
    const speaker = members.find(({ article }) => article.id === story.speakerId)
    if (speaker !== undefined) clean(speaker.article)
    await nextTurn()
  }
}

/** What the source claims, else what the words say. */
function languageOf({ text, title, language }: Article): string | undefined {
  return language ?? (detectLanguage(text === '' ? title : text) || undefined)
}

/** The stories the feed may show, and those it showed last time, however old they are by now. */
async function readViews(
  { store, now }: Context,
  feed: FeedSettings,
  previous: ReadonlyMap<StoryId, Publication>,
): Promise<readonly StoryView[]> {
  const views = await store.storiesSince(now() - feed.maxAgeMs, feed.sourceIds, feed.limit * readAheadFactor)
  const byId = new Map(views.map((view) => [view.story.id, view]))
  for (const id of previous.keys()) {
    const view = byId.has(id) ? undefined : await store.story(id)
    if (view !== undefined) byId.set(view.story.id, view)
  }
  return [...byId.values()]
}

async function compose(context: Context, feed: FeedSettings, past: FeedPast): Promise<ComposedFeed> {
  const { store, settings } = context
  const before = await store.publications(feed.id)
  const previous = new Map(before.map((publication) => [publication.storyId, publication]))
  const views = await readViews(context, feed, previous)
  const clean = cleanerOf(await context.furniture())
  await cleanAhead(views, feed.limit, clean)
  return composeFeed({
    feed,
    publish: settings.publish,
    views,
    clean,
    languageOf,
    previous,
    publishers: new Set(settings.sources.filter(({ role }) => role === 'publisher').map(({ id }) => id)),
    departed: new Set(past.departed),
    hash: sha256,
    nowMs: context.now(),
    version,
  })
}

/** A page of the archive that is full is written once and left alone, whatever the configuration says later. */
async function writeArchive({ publicDir }: Context, feed: FeedSettings, archived: Archived): Promise<void> {
  const { document, past } = archived
  const oldest = 1 + (newestPage(past) ?? 0) - (feed.archivePages ?? 0)
  for (const { name, page } of await archiveFiles(publicDir, feed.id))
    if (page < oldest) await removePublicFile(publicDir, name)
  for (const page of past.pages) {
    if (page.items.length === 0 || page.number < oldest) continue
    const whole = archiveDocument(document, page)
    for (const format of feed.formats) {
      const name = fileName(feed.id, format, page.number)
      if (isFull(page) && (await holdsLast(path.join(publicDir, name), page))) continue
      await writePublicFile(publicDir, name, renderers[format](whole))
    }
  }
}

/** Whether the file was written when the page was full: a run that was killed may have left an earlier state of it. */
async function holdsLast(file: string, { items }: ArchivePage): Promise<boolean> {
  const written = await readFile(file, 'utf8').catch(() => '')
  return written.includes(items.at(-1)?.id ?? '')
}

interface Archived {
  /** The feed itself. */
  readonly document: FeedDocument
  readonly past: FeedPast
}

/** The feed as it is published: with a link to the newest page of what left it. */
function linkArchive(document: FeedDocument, feed: FeedSettings, past: FeedPast): FeedDocument {
  const previous = (feed.archivePages ?? 0) > 0 ? newestPage(past) : undefined
  return { ...document, archive: { page: undefined, previous } }
}

/** Remembers what each feed shows before its files change: after a crash the same bytes come out again. */
async function publishFeed(context: Context, feed: FeedSettings): Promise<PublishedFeed> {
  const before = await readFeedPast(context.store, feed.id, context.publicDir)
  const {
    document: composed,
    publications,
    withdrawn,
    leaving,
    dropped,
  } = await compose(context, feed, before)
  const keeps = (feed.archivePages ?? 0) > 0
  const past = recordDeparture(before, { leaving: keeps ? leaving : [], withdrawn })
  const changes: Change[] = publications.map((publication) => ({ kind: 'publication', publication }))
  for (const storyId of withdrawn) changes.push({ kind: 'publicationDropped', feedId: feed.id, storyId })
  if (withdrawn.length > 0) changes.push(await feedPastChange(feed.id, past))
  await context.store.write(changes)
  const document = linkArchive(composed, feed, past)
  await writeArchive(context, feed, { document, past })
  let changed = false
  for (const format of ['rss', 'atom', 'json'] as const) {
    const name = fileName(feed.id, format)
    if (!feed.formats.includes(format)) await removePublicFile(context.publicDir, name)
    else if ((await writePublicFile(context.publicDir, name, renderers[format](document))) === 'written')
      changed = true
  }
  await writePublicFile(context.publicDir, `${feed.id}.dropped.atom`, renderDropped({ document, dropped }))
  return { id: feed.id, items: document.items.length, changed }
}

/** Publishes every feed, the list of feeds and their OPML. */
export async function publishFeeds(context: Context): Promise<readonly PublishedFeed[]> {
  const { settings, publicDir } = context
  await mkdir(publicDir, { recursive: true })
  await sweepTemporaryFiles(publicDir)
  const published: PublishedFeed[] = []
  for (const feed of settings.feeds) published.push(await publishFeed(context, feed))
  const list = { feeds: settings.feeds, publish: settings.publish }
  await writePublicFile(publicDir, 'index.html', renderIndex(list))
  await writePublicFile(publicDir, 'feeds.opml', renderFeedsOpml(list))
  return published
}
