/** Pages of stories and of folded copies: every query reads one page, however many stories there are. */
import type { CopyLine, CopyQuery, StoryLine, StoryQuery } from '../model/browse.ts'
import { parseArticleId, parseSourceId, parseStoryId, type StoryId } from '../model/brand.ts'
import { StoreError } from '../model/errors.ts'
import { copyKinds, isCopyKind, type VerdictKind } from '../model/verdict.ts'
import type { Database, Row, SqlValue } from './database.ts'
import { originSchema, verdictKindSchema, verdictSchema } from './stored-json.ts'
import { branded, integer, json, optionalText, text } from './stored-row.ts'

/** A part of a WHERE and its values. */
interface Condition {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

/** More words than this narrow nothing further. */
const wordsMax = 12

/** Scripts written without spaces: a word index sees a whole phrase as one word. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

const likePattern = (word: string): string => `%${word.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`)}%`

/** Words of the index are looked up; those of unspaced scripts are looked for in every title. */
function wordConditions(words: string): readonly Condition[] {
  const all = words.match(/[\p{L}\p{M}\p{N}]+/gu)?.slice(0, wordsMax) ?? []
  const spaced = all.filter((word) => !unspaced.test(word))
  const found = all
    .filter((word) => unspaced.test(word))
    .map((word): Condition => {
      const sql = String.raw`story.id IN (SELECT story_id FROM article WHERE title LIKE ? ESCAPE '\')`
      return { sql, values: [likePattern(word)] }
    })
  if (spaced.length === 0) return found
  const match = spaced.map((word) => `"${word}"*`).join(' ')
  const sql = `story.id IN (SELECT story_id FROM article WHERE id IN
    (SELECT rowid FROM article_words WHERE article_words MATCH ?))`
  return [{ sql, values: [match] }, ...found]
}

function conditionsOf(query: StoryQuery): readonly Condition[] {
  const { words, feedId, sourceId, kind, level, after } = query
  const conditions: Condition[] = []
  if (words !== undefined) conditions.push(...wordConditions(words))
  if (feedId !== undefined)
    conditions.push({
      sql: 'story.id IN (SELECT story_id FROM publication WHERE feed_id = ?)',
      values: [feedId],
    })
  if (sourceId !== undefined)
    conditions.push({
      sql: 'EXISTS (SELECT 1 FROM article WHERE story_id = story.id AND source_id = ?)',
      values: [sourceId],
    })
  if (kind !== undefined)
    conditions.push({
      sql: `EXISTS (SELECT 1 FROM article JOIN verdict ON verdict.article_id = article.id
        WHERE article.story_id = story.id AND verdict.kind = ?)`,
      values: [kind],
    })
  if (level !== undefined) conditions.push({ sql: `story.origin ->> '$.level' = ?`, values: [level] })
  if (after !== undefined)
    conditions.push({
      sql: '(story.created_ms < ? OR (story.created_ms = ? AND story.id > ?))',
      values: [after.createdMs, after.createdMs, after.id],
    })
  return conditions
}

const kindsOfStory = `SELECT coalesce(verdict.kind, 'new') AS kind, count(*) AS count
  FROM article LEFT JOIN verdict ON verdict.article_id = article.id WHERE article.story_id = ? GROUP BY 1`

function kindOf(row: Row): VerdictKind {
  const kind = verdictKindSchema.safeParse(row['kind'])
  if (!kind.success) throw new StoreError('the state is damaged: column "kind"', { cause: kind.error })
  return kind.data
}

function readKinds(database: Database, id: StoryId): StoryLine['kinds'] {
  const rows = database.all(kindsOfStory, id)
  return Object.fromEntries(rows.map((row) => [kindOf(row), integer(row, 'count')]))
}

function readLine(database: Database, row: Row): StoryLine {
  const id = branded(parseStoryId, row, 'id')
  const { publisher, level, url } = json(originSchema, row, 'origin')
  const kinds = readKinds(database, id)
  const articles = Object.values(kinds).reduce((sum, count) => sum + count, 0)
  const createdMs = integer(row, 'created_ms')
  return { id, createdMs, title: text(row, 'title'), url, publisher, level, articles, kinds }
}

/** Newest first, at most `limit`. */
export function readStoryLines(database: Database, query: StoryQuery): readonly StoryLine[] {
  const conditions = conditionsOf(query)
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`
  const rows = database.all(
    `SELECT story.id, story.created_ms, story.origin, article.title
      FROM story JOIN article ON article.id = story.speaker_id
      ${where} ORDER BY story.created_ms DESC, story.id LIMIT ?`,
    ...conditions.flatMap(({ values }) => values),
    query.limit,
  )
  return rows.map((row) => readLine(database, row))
}

const selectCopies = `SELECT verdict.article_id, verdict.kind, verdict.verdict, article.source_id, article.title,
    article.url, article.publisher, article.first_seen_ms, story.id AS story_id, story.origin,
    speaker.title AS story_title
  FROM verdict
  JOIN article ON article.id = verdict.article_id
  JOIN story ON story.id = article.story_id
  JOIN article AS speaker ON speaker.id = story.speaker_id
  WHERE verdict.article_id < ? AND article.id <> story.speaker_id
    AND verdict.kind IN (SELECT value FROM json_each(?)) AND (?3 IS NULL OR article.source_id = ?3)
  ORDER BY verdict.article_id DESC LIMIT ?4`

function readCopy(row: Row): CopyLine {
  const kind = kindOf(row)
  const articleId = parseArticleId(integer(row, 'article_id'))
  if (!isCopyKind(kind) || articleId === undefined)
    throw new StoreError('the state is damaged: a copy without its verdict')
  return {
    articleId,
    sourceId: branded(parseSourceId, row, 'source_id'),
    title: text(row, 'title'),
    url: optionalText(row, 'url'),
    publisher: text(row, 'publisher'),
    firstSeenMs: integer(row, 'first_seen_ms'),
    kind,
    reason: json(verdictSchema, row, 'verdict').comparison?.reason ?? '',
    storyId: branded(parseStoryId, row, 'story_id'),
    storyTitle: text(row, 'story_title'),
    storyPublisher: json(originSchema, row, 'origin').publisher,
  }
}

/** Latest arrival first, at most `limit`. */
export function readCopyLines(database: Database, query: CopyQuery): readonly CopyLine[] {
  const { kind, sourceId, before, limit } = query
  const kinds = JSON.stringify(kind === undefined ? copyKinds : [kind])
  const from = before ?? Number.MAX_SAFE_INTEGER
  return database.all(selectCopies, from, kinds, sourceId ?? null, limit).map(readCopy)
}
