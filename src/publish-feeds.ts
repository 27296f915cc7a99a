/** Writes every feed in its formats: composed from the store, rendered, and put on disk only when the bytes change. */
import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { cleanHtml, type CleanedHtml } from './clean/clean-html.ts'
import type { Context } from './context.ts'
import { detectLanguage } from './fingerprint/detect-language.ts'
import type { Article } from './model/article.ts'
import type { FeedSettings } from './model/settings.ts'
import type { Change } from './model/store.ts'
import { composeFeed, type ComposedFeed } from './publish/compose-feed.ts'
import { renderAtom } from './publish/render-atom.ts'
import { renderDropped } from './publish/render-dropped.ts'
import { renderFeedsOpml } from './publish/render-feeds-opml.ts'
import { renderIndex } from './publish/render-index.ts'
import { renderJson } from './publish/render-json.ts'
import { renderRss } from './publish/render-rss.ts'
import { removePublicFile, sweepTemporaryFiles, writePublicFile } from './store/public-files.ts'
import type { StoryIndex } from './story-index.ts'
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

function cleanerOf(index: StoryIndex): (article: Article) => CleanedHtml {
  return (article) => {
    const { html, text, url, publisher, title, sourceId } = article
    const boilerplate = index.boilerplateOf(sourceId, text)
    return cleanHtml(html, { baseUrl: url, siteName: publisher, title, boilerplate })
  }
}

/** What the source claims, else what the words say. */
function languageOf({ text, title, language }: Article): string | undefined {
  return language ?? (detectLanguage(text === '' ? title : text) || undefined)
}

async function compose(context: Context, feed: FeedSettings): Promise<ComposedFeed> {
  const { store, settings } = context
  const nowMs = context.now()
  const views = await store.storiesSince(nowMs - feed.maxAgeMs, feed.sourceIds, feed.limit * readAheadFactor)
  const before = await store.publications(feed.id)
  const previous = new Map(before.map((publication) => [publication.storyId, publication]))
  const clean = cleanerOf(await context.index())
  return composeFeed({
    feed,
    publish: settings.publish,
    views,
    clean,
    languageOf,
    previous,
    hash: sha256,
    nowMs,
    version,
  })
}

/** Remembers what each feed shows before its files change: after a crash the same bytes come out again. */
async function publishFeed(context: Context, feed: FeedSettings): Promise<PublishedFeed> {
  const { document, publications, withdrawn, dropped } = await compose(context, feed)
  const changes: Change[] = publications.map((publication) => ({ kind: 'publication', publication }))
  for (const storyId of withdrawn) changes.push({ kind: 'publicationDropped', feedId: feed.id, storyId })
  await context.store.write(changes)
  let changed = false
  for (const format of ['rss', 'atom', 'json'] as const) {
    const name = `${feed.id}.${format}`
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
