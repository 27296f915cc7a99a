/** An article as a row: searched columns, one JSON column for the rest, and its texts packed. */
import { hash } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Article } from '../model/article.ts'
import {
  parseArticleId,
  parseContentHash,
  parseSourceId,
  parseStoryId,
  type ArticleId,
} from '../model/brand.ts'
import { parseCanonicalUrl, type CanonicalUrl } from '../model/canonical-url.ts'
import { StoreError } from '../model/errors.ts'
import type { ArticleLocation, StoredFingerprint } from '../model/store.ts'
import type { Database, Row } from './database.ts'
import { addUnread, type ArticleColumns, type Body } from './lazy-article.ts'
import { detailNames } from './stored-json.ts'
import { branded, bytes, integer, optionalInteger, text } from './stored-row.ts'

/** 128 bits of SHA-256: short enough for an index, long enough that two never meet. */
const keyBytes = 16

/** Far above any article; a damaged length must not ask for all memory. */
const bodyBytesMax = 256 * 1024 * 1024

/** Node fills buffers of 16 KB unless told otherwise: of a thousand articles they are 16 MB of garbage. */
const [outputBytesMin, outputBytesMax] = [64, 16 * 1024] as const

function keyOf(value: string): Uint8Array {
  return hash('sha256', value, 'buffer').subarray(0, keyBytes)
}

/** The key under which a (source, guid) pair is unique. */
export function guidKeyOf(sourceId: string, guid: string): Uint8Array {
  return keyOf(`${sourceId} ${guid}`)
}

export function urlKeyOf(url: string): Uint8Array {
  return keyOf(url)
}

/** HTML and text as one compressed value: four bytes with the length of the HTML, then both in UTF-8. */
export function packBody(html: string, plain: string): Uint8Array {
  const htmlBytes = Buffer.from(html)
  const head = Buffer.alloc(4)
  head.writeUInt32LE(htmlBytes.length)
  const all = Buffer.concat([head, htmlBytes, Buffer.from(plain)])
  // Told the size, zstd makes tables that fit an article: 25 us instead of 66 for one of 120 words.
  const chunkSize = Math.max(outputBytesMin, Math.min(all.length, outputBytesMax))
  return zstdCompressSync(all, { pledgedSrcSize: all.length, chunkSize })
}

export function unpackBody(packed: Uint8Array): Body {
  try {
    const all = zstdDecompressSync(packed, { maxOutputLength: bodyBytesMax })
    const textStart = 4 + all.readUInt32LE(0)
    return { html: all.toString('utf8', 4, textStart), text: all.toString('utf8', textStart) }
  } catch (error) {
    throw new StoreError('the state is damaged: the text of an article cannot be unpacked', { cause: error })
  }
}

/** Empty once the text was let go. */
function readBody(database: Database, id: ArticleId): Body {
  const row = database.get('SELECT packed FROM body WHERE article_id = ?', id)
  return row === undefined ? { html: '', text: '' } : unpackBody(bytes(row, 'packed'))
}

/** The JSON column. */
export function detailsOf(article: Article): string {
  return JSON.stringify(Object.fromEntries(detailNames.map((name) => [name, article[name]])))
}

function completenessOf(row: Row): Article['completeness'] {
  const value = text(row, 'completeness')
  if (value === 'feed' || value === 'page' || value === 'teaser') return value
  throw new StoreError(`the state is damaged: column "completeness" holds ${JSON.stringify(value)}`)
}

function articleIdOf(row: Row, column: string): ArticleId {
  const id = parseArticleId(integer(row, column))
  if (id === undefined)
    throw new StoreError(`the state is damaged: column "${column}" is not an article number`)
  return id
}

function urlOf(row: Row): CanonicalUrl | undefined {
  return row['url'] === null ? undefined : branded((url) => parseCanonicalUrl(url), row, 'url')
}

/** Columns `readArticle` needs. */
export const articleColumns = `article.id, article.story_id, article.source_id, article.guid, article.url,
  article.content_hash, article.title, article.publisher, article.site, article.published_ms,
  article.first_seen_ms, article.completeness, article.details`

export function readArticle(database: Database, row: Row): ArticleLocation {
  const contentHash = parseContentHash(Buffer.from(bytes(row, 'content_hash')).toString('hex'))
  if (contentHash === undefined) throw new StoreError('the state is damaged: column "content_hash"')
  const id = articleIdOf(row, 'id')
  const article: ArticleColumns = {
    id,
    sourceId: branded(parseSourceId, row, 'source_id'),
    guid: text(row, 'guid'),
    url: urlOf(row),
    title: text(row, 'title'),
    publisher: text(row, 'publisher'),
    site: text(row, 'site'),
    publishedMs: optionalInteger(row, 'published_ms'),
    firstSeenMs: integer(row, 'first_seen_ms'),
    completeness: completenessOf(row),
    contentHash,
  }
  const details = row['details']
  addUnread(article, { row: { details }, readBody: () => readBody(database, id) })
  return { article, storyId: branded(parseStoryId, row, 'story_id') }
}

export const fingerprintColumns =
  'id, story_id, source_id, site, published_ms, first_seen_ms, completeness, fingerprint'

export function readFingerprint(row: Row): StoredFingerprint {
  return {
    articleId: articleIdOf(row, 'id'),
    storyId: branded(parseStoryId, row, 'story_id'),
    sourceId: branded(parseSourceId, row, 'source_id'),
    site: text(row, 'site'),
    publishedMs: optionalInteger(row, 'published_ms'),
    firstSeenMs: integer(row, 'first_seen_ms'),
    completeness: completenessOf(row),
    bytes: bytes(row, 'fingerprint'),
  }
}
