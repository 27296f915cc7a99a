/** The state in one SQLite file: the store for one machine. */
import { stat } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parseFeedId, parseSourceId, parseStoryId, type SourceId } from '../model/brand.ts'
import type {
  ArticleLocation,
  Change,
  Publication,
  Store,
  StoreCounts,
  StoredFingerprint,
} from '../model/store.ts'
import { readCopyLines, readStoryLines } from './browse-stories.ts'
import { openDatabase, type Database, type Row, type SqlValue } from './database.ts'
import { migrate } from './migrations.ts'
import { readPolls } from './poll-history.ts'
import { markDamaged, openOrQuarantine } from './quarantine.ts'
import {
  readRelated,
  readStoriesSince,
  readStoryRecord,
  readStoryView,
  readUnproven,
  readUntraced,
} from './read-stories.ts'
import {
  articleColumns,
  fingerprintColumns,
  guidKeyOf,
  readArticle,
  readFingerprint,
  urlKeyOf,
} from './stored-article.ts'
import { runRecordSchema, sourceStateSchema, verdictSchema } from './stored-json.ts'
import { branded, bytes, integer, json, text } from './stored-row.ts'
import { forgetTexts } from './forget-texts.ts'
import { resolveStory } from './story-identity.ts'
import { writeChange } from './write-change.ts'

/** A pinned reader let the log grow to gigabytes elsewhere; SQLite cuts it back to this. */
const logBytesMax = 64 * 1024 * 1024

/** 16 MB of log before it is moved into the database: a run of many new articles writes most of its pages again and again. */
const logPages = 4_000

/** Keys are hashes, so that each new article touches pages anywhere in the indexes: those of 25,000 articles fit. */
const cacheKib = 4_096

const busyTimeoutMs = 5_000

/** Rows read at once: between two lots no statement stays open, so that a slow reader never pins the log. */
const fingerprintsPerLot = 500

export interface SqliteStoreOptions {
  /** Absolute path of the database; made when it is not there. */
  readonly file: string
  readonly now: () => number
}

/** The store, and what was wrong with its file when it was opened. */
export interface SqliteStore extends Store {
  /** In words, when a damaged database was set aside and a new one begun: to be logged as a warning. */
  readonly recovered: string | undefined
}

/**
 * Opens the state, made or brought to the newest shape where needed; a damaged one is set aside as `<file>.corrupt-<time>`.
 * Rejects with StoreError when the file cannot be used, or was written by a newer program.
 */
export async function openSqliteStore({ file, now }: SqliteStoreOptions): Promise<SqliteStore> {
  const { value: database, recovered } = openOrQuarantine(file, now, (check) => openChecked(file, check))
  return { ...storeOn(database, now), recovered }
}

function openChecked(file: string, check: (database: Database) => void): Database {
  const database = openDatabase({ file, busyTimeoutMs, onDamage: () => markDamaged(file) })
  try {
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = NORMAL')
    database.exec(`PRAGMA journal_size_limit = ${logBytesMax}`)
    database.exec(`PRAGMA wal_autocheckpoint = ${logPages}`)
    database.exec(`PRAGMA cache_size = -${cacheKib}`)
    check(database)
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const isPublishing = ({ kind }: Change): boolean => kind === 'publication' || kind === 'publicationDropped'

function storeOn(database: Database, now: () => number): Store {
  const locate = (where: string, ...values: readonly SqlValue[]): ArticleLocation | undefined => {
    const row = database.get(
      `${selectArticle} WHERE article.id = (SELECT min(id) FROM article WHERE ${where})`,
      ...values,
    )
    return row === undefined ? undefined : readArticle(database, row)
  }
  // One row a source, however often the sources repeat themselves.
  const locateWanted = (
    where: string,
    key: SqlValue,
    isWanted: ((sourceId: SourceId) => boolean) | undefined,
  ): ArticleLocation | undefined => {
    if (isWanted === undefined) return locate(where, key)
    const firsts = database.all(
      `SELECT source_id, min(id) AS id FROM article WHERE ${where} GROUP BY source_id ORDER BY min(id)`,
      key,
    )
    const found = firsts.find((row) => isWanted(branded(parseSourceId, row, 'source_id')))
    return found === undefined ? undefined : locate('article.id = ?', integer(found, 'id'))
  }
  return {
    async write(changes) {
      // Readers see a publication as soon as its file is there: it must not be forgotten by a power cut.
      const durable = changes.some(isPublishing)
      database.transaction(() => changes.forEach((change) => writeChange(database, change)), { durable })
    },
    together: (work) => database.together(work),
    reserveArticleIds: async (count) => reserve(database, count),

    sourceStates: async () =>
      database
        .all('SELECT state FROM source ORDER BY id')
        .map((row) => json(sourceStateSchema, row, 'state')),
    articleByGuid: async (sourceId, guid) => locate('article.guid_key = ?', guidKeyOf(sourceId, guid)),
    articleByUrl: async (url, isWanted) => locateWanted('article.url_key = ?', urlKeyOf(url), isWanted),
    articleAt: async (sourceId, url) =>
      locate('article.url_key = ? AND article.source_id = ?', urlKeyOf(url), sourceId),
    articleByHash: async (hash, isWanted) =>
      locateWanted('article.content_hash = ?', Buffer.from(hash, 'hex'), isWanted),
    article: async (id) => locate('article.id = ?', id),
    fingerprintsSince: (sinceMs) => fingerprintsSince(database, sinceMs),

    story: async (id) => readStoryView(database, id),
    storyRecord: async (id) => readStoryRecord(database, id),
    async resolveStoryId(id) {
      const survivor = resolveStory(database, id)
      return database.get('SELECT 1 FROM story WHERE id = ?', survivor) === undefined ? undefined : survivor
    },
    aliasesOf: async (id) =>
      database
        .all('SELECT id FROM alias WHERE survivor = ? ORDER BY id', resolveStory(database, id))
        .map((row) => branded(parseStoryId, row, 'id')),
    storiesSince: async (sinceMs, sourceIds, limit) =>
      readStoriesSince(database, { sinceMs, sourceIds, limit }),
    untracedStories: async (sourceIds, limit) => readUntraced(database, sourceIds, limit),
    unprovenStories: async (query) => readUnproven(database, query),
    storyLines: async (query) => readStoryLines(database, query),
    copyLines: async (query) => readCopyLines(database, query),
    polls: async (sourceIds) => readPolls(database, sourceIds),
    relatedTo: async (id) => readRelated(database, id),
    async verdict(articleId) {
      const row = database.get('SELECT verdict FROM verdict WHERE article_id = ?', articleId)
      return row === undefined ? undefined : json(verdictSchema, row, 'verdict')
    },

    publications: async (feedId) =>
      database.all(`${selectPublication} WHERE feed_id = ?`, feedId).map(readPublication),
    publicationsOf: async (storyId) =>
      database.all(`${selectPublication} WHERE story_id = ?`, storyId).map(readPublication),
    runs: async (limit) =>
      database
        .all('SELECT record FROM run ORDER BY id DESC LIMIT ?', limit)
        .map((row) => json(runRecordSchema, row, 'record')),
    async blob(name) {
      const row = database.get('SELECT bytes FROM blob WHERE name = ?', name)
      return row === undefined ? undefined : bytes(row, 'bytes')
    },
    counts: () => countAll(database),
    forgetTexts: async (beforeMs, atMost) => forgetTexts(database, beforeMs, atMost),
    async ping() {
      database.transaction(() => database.run("UPDATE counter SET value = ? WHERE name = 'ping'", now()))
    },
    close: async () => closeStore(database),
  }
}

const selectArticle = `SELECT ${articleColumns} FROM article`
const selectPublication = 'SELECT feed_id, story_id, first_ms, updated_ms, seen_hash FROM publication'

function readPublication(row: Row): Publication {
  return {
    feedId: branded(parseFeedId, row, 'feed_id'),
    storyId: branded(parseStoryId, row, 'story_id'),
    firstMs: integer(row, 'first_ms'),
    updatedMs: integer(row, 'updated_ms'),
    seenHash: text(row, 'seen_hash'),
  }
}

function reserve(database: Database, count: number): number {
  return database.transaction(() => {
    const row = database.get(
      "UPDATE counter SET value = value + ? WHERE name = 'article' RETURNING value",
      count,
    )
    return integer(row ?? {}, 'value') - count
  })
}

async function* fingerprintsSince(database: Database, sinceMs: number): AsyncGenerator<StoredFingerprint> {
  const first = database.get('SELECT min(id) AS id FROM article WHERE first_seen_ms >= ?', sinceMs)
  if (first === undefined || first['id'] === null) return
  let after = integer(first, 'id') - 1
  for (;;) {
    const lot = database.all(
      `SELECT ${fingerprintColumns} FROM article WHERE id > ? AND first_seen_ms >= ? ORDER BY id LIMIT ?`,
      after,
      sinceMs,
      fingerprintsPerLot,
    )
    for (const row of lot) yield readFingerprint(row)
    // SQLite answers at once: a month of articles would keep everybody else waiting for seconds.
    await nextTurn()
    if (lot.length < fingerprintsPerLot) return
    after = integer(lot.at(-1) ?? {}, 'id')
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch {
    return 0
  }
}

async function countAll(database: Database): Promise<StoreCounts> {
  const count = (table: string): number =>
    integer(database.get(`SELECT count(*) AS count FROM ${table}`) ?? {}, 'count')
  const bytesOnDisk = (await sizeOf(database.file)) + (await sizeOf(`${database.file}-wal`))
  return { articles: count('article'), stories: count('story'), sources: count('source'), bytes: bytesOnDisk }
}

function closeStore(database: Database): void {
  try {
    database.flush()
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    database.close()
  }
}
