/** Carries out one change inside a transaction. */
import type { Article } from '../model/article.ts'
import type { StoryId } from '../model/brand.ts'
import { StoreError } from '../model/errors.ts'
import type { Change } from '../model/store.ts'
import type { Story } from '../model/story.ts'
import type { Database } from './database.ts'
import { notePoll } from './poll-history.ts'
import { mergeStories, relate, resolveStory } from './story-identity.ts'
import { detailsOf, guidKeyOf, packBody, urlKeyOf } from './stored-article.ts'

/** At one run every five minutes, five weeks of them. */
const runsKeptMax = 10_000

/** Applies the change. Throws StoreError; the transaction around it then leaves nothing behind. */
export function writeChange(database: Database, change: Change): void {
  switch (change.kind) {
    case 'source': {
      const { state } = change
      notePoll(database, state)
      database.run(putSource, state.id, JSON.stringify(state))
      return
    }
    case 'article':
      writeArticle(database, change)
      return
    case 'articleMoved':
      moveArticle(database, change.articleId, change.storyId)
      return
    case 'story':
      writeStory(database, change.story)
      return
    case 'storyTouched':
      database.run(
        'UPDATE story SET touched_ms = max(touched_ms, ?) WHERE id = ?',
        change.touchedMs,
        change.id,
      )
      return
    case 'storyMerged':
      mergeStories(database, change.absorbed, change.survivor)
      return
    case 'aliasDropped':
      database.run('DELETE FROM alias WHERE id = ?', change.id)
      return
    case 'verdict': {
      const { articleId, verdict } = change
      database.run(putVerdict, articleId, verdict.kind, JSON.stringify(verdict))
      return
    }
    case 'related':
      relate(database, change.a, change.b)
      return
    case 'publication': {
      const { feedId, storyId, firstMs, updatedMs, seenHash } = change.publication
      database.run(putPublication, feedId, storyId, firstMs, updatedMs, seenHash)
      return
    }
    case 'publicationDropped':
      database.run(
        'DELETE FROM publication WHERE feed_id = ? AND story_id = ?',
        change.feedId,
        change.storyId,
      )
      return
    case 'run':
      database.run('INSERT INTO run (record) VALUES (?)', JSON.stringify(change.run))
      database.run('DELETE FROM run WHERE id <= (SELECT max(id) FROM run) - ?', runsKeptMax)
      return
    case 'blob':
      database.run(putBlob, change.name, change.bytes)
  }
}

const putSource = `INSERT INTO source (id, state) VALUES (?, ?)
  ON CONFLICT (id) DO UPDATE SET state = excluded.state`

const putVerdict = `INSERT INTO verdict (article_id, kind, verdict) VALUES (?, ?, ?)
  ON CONFLICT (article_id) DO UPDATE SET kind = excluded.kind, verdict = excluded.verdict`

const putPublication = `INSERT INTO publication (feed_id, story_id, first_ms, updated_ms, seen_hash)
  VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (feed_id, story_id) DO UPDATE SET
    first_ms = excluded.first_ms, updated_ms = excluded.updated_ms, seen_hash = excluded.seen_hash`

const putBlob = `INSERT INTO blob (name, bytes) VALUES (?, ?)
  ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes`

const putStory = `INSERT INTO story (id, created_ms, touched_ms, speaker_id, origin) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET created_ms = excluded.created_ms, touched_ms = excluded.touched_ms,
    speaker_id = excluded.speaker_id, origin = excluded.origin`

const putArticle = `INSERT INTO article (id, story_id, source_id, guid, guid_key, url, url_key, content_hash,
    title, publisher, site, published_ms, first_seen_ms, completeness, fingerprint, details)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET story_id = excluded.story_id, source_id = excluded.source_id,
    guid = excluded.guid, guid_key = excluded.guid_key, url = excluded.url, url_key = excluded.url_key,
    content_hash = excluded.content_hash, title = excluded.title, publisher = excluded.publisher,
    site = excluded.site, published_ms = excluded.published_ms, first_seen_ms = excluded.first_seen_ms,
    completeness = excluded.completeness, fingerprint = excluded.fingerprint, details = excluded.details`

const putBody = `INSERT INTO body (article_id, packed) VALUES (?, ?)
  ON CONFLICT (article_id) DO UPDATE SET packed = excluded.packed`

function writeStory(database: Database, story: Story): void {
  const { id, createdMs, touchedMs, speakerId, origin } = story
  const survivor = resolveStory(database, id)
  if (survivor !== id) throw new StoreError(`story ${id} was merged into ${survivor} and cannot be written`)
  database.run(putStory, id, createdMs, touchedMs, speakerId, JSON.stringify(origin))
}

function writeArticle(database: Database, change: Extract<Change, { readonly kind: 'article' }>): void {
  const { article, fingerprint } = change
  const { id, sourceId, guid, url, title, publisher, site, publishedMs, firstSeenMs, completeness } = article
  const guidKey = guidKeyOf(sourceId, guid)
  const holder = database.get('SELECT id FROM article WHERE guid_key = ? AND id <> ?', guidKey, id)
  if (holder !== undefined)
    throw new StoreError(`source "${sourceId}" has two articles with the guid ${guid}`)
  const storyId = resolveStory(database, change.storyId)
  const urlKey = url === undefined ? null : urlKeyOf(url)
  const published = publishedMs ?? null
  const contentHash = Buffer.from(article.contentHash, 'hex')
  const address = [guid, guidKey, url ?? null, urlKey, contentHash] as const
  const shown = [title, publisher, site, published, firstSeenMs, completeness] as const
  database.run(putArticle, id, storyId, sourceId, ...address, ...shown, fingerprint, detailsOf(article))
  database.run(putBody, id, packBody(article.html, article.text))
}

function moveArticle(database: Database, articleId: Article['id'], storyId: StoryId): void {
  const target = resolveStory(database, storyId)
  const moved = database.run('UPDATE article SET story_id = ? WHERE id = ?', target, articleId)
  if (moved === 0) throw new StoreError(`article ${articleId} is not in the state and cannot be moved`)
}
