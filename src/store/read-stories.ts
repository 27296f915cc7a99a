/** Stories with their members and related stories, as publish and explain want them. */
import { parseArticleId, parseStoryId, type SourceId, type StoryId } from '../model/brand.ts'
import { StoreError } from '../model/errors.ts'
import type { RelatedStory, Story, StoryMember, StoryView } from '../model/story.ts'
import type { Database, Row } from './database.ts'
import { articleColumns, readArticle } from './stored-article.ts'
import { originSchema, verdictKindSchema } from './stored-json.ts'
import { branded, integer, json, optionalText, text } from './stored-row.ts'
import { resolveStory } from './story-identity.ts'

const storyColumns = 'id, created_ms, touched_ms, speaker_id, origin'

function readStory(row: Row): Story {
  const speakerId = parseArticleId(integer(row, 'speaker_id'))
  if (speakerId === undefined) throw new StoreError('the state is damaged: column "speaker_id"')
  return {
    id: branded(parseStoryId, row, 'id'),
    createdMs: integer(row, 'created_ms'),
    touchedMs: integer(row, 'touched_ms'),
    speakerId,
    origin: json(originSchema, row, 'origin'),
  }
}

function readMember(row: Row): StoryMember {
  const kind = verdictKindSchema.safeParse(optionalText(row, 'kind') ?? 'new')
  if (!kind.success) throw new StoreError('the state is damaged: column "kind"', { cause: kind.error })
  return { article: readArticle(row).article, verdictKind: kind.data }
}

const membersOfStory = `SELECT ${articleColumns}, verdict.kind
  FROM article LEFT JOIN body ON body.article_id = article.id
  LEFT JOIN verdict ON verdict.article_id = article.id
  WHERE article.story_id = ? ORDER BY article.id`

function viewOf(database: Database, row: Row): StoryView {
  const story = readStory(row)
  const members = database.all(membersOfStory, story.id).map(readMember)
  return { story, members, related: readRelated(database, story.id) }
}

/** Follows aliases. */
export function readStoryView(database: Database, id: StoryId): StoryView | undefined {
  const row = database.get(`SELECT ${storyColumns} FROM story WHERE id = ?`, resolveStory(database, id))
  return row === undefined ? undefined : viewOf(database, row)
}

const touchedSince = `SELECT ${storyColumns} FROM story
  WHERE touched_ms >= ? AND EXISTS (
    SELECT 1 FROM article
    WHERE article.story_id = story.id AND article.source_id IN (SELECT value FROM json_each(?)))
  ORDER BY created_ms DESC, id LIMIT ?`

export interface SinceQuery {
  readonly sinceMs: number
  readonly sourceIds: readonly SourceId[]
  readonly limit: number
}

/** Newest created first. */
export function readStoriesSince(database: Database, query: SinceQuery): readonly StoryView[] {
  const { sinceMs, sourceIds, limit } = query
  const rows = database.all(touchedSince, sinceMs, JSON.stringify(sourceIds), limit)
  return rows.map((row) => viewOf(database, row))
}

const relatedToStory = `SELECT story.id, story.origin, article.title
  FROM related JOIN story ON story.id = iif(related.a = ?1, related.b, related.a)
  JOIN article ON article.id = story.speaker_id
  WHERE related.a = ?1 OR related.b = ?1 ORDER BY story.created_ms, story.id`

export function readRelated(database: Database, id: StoryId): readonly RelatedStory[] {
  const rows = database.all(relatedToStory, resolveStory(database, id))
  return rows.map((row) => ({
    id: branded(parseStoryId, row, 'id'),
    title: text(row, 'title'),
    url: json(originSchema, row, 'origin').url,
  }))
}
