/** One id for life: aliases, merges, and links between stories of the same event. */
import type { StoryId } from '../model/brand.ts'
import { parseStoryId } from '../model/brand.ts'
import type { Database } from './database.ts'
import { branded } from './stored-row.ts'

/** The id that stands for `id` now; `id` itself when it was never merged. Aliases never point at aliases. */
export function resolveStory(database: Database, id: StoryId): StoryId {
  const row = database.get('SELECT survivor FROM alias WHERE id = ?', id)
  return row === undefined ? id : branded(parseStoryId, row, 'survivor')
}

/** Moves articles and related links, and records the alias. Merging twice, or in a circle, changes nothing. */
export function mergeStories(database: Database, absorbedId: StoryId, survivorId: StoryId): void {
  const absorbed = resolveStory(database, absorbedId)
  const survivor = resolveStory(database, survivorId)
  if (absorbed === survivor) return
  database.run('UPDATE article SET story_id = ? WHERE story_id = ?', survivor, absorbed)
  moveLinks(database, absorbed, survivor)
  // The survivor got new members: whoever asks for what was touched since must see it.
  database.run(
    `UPDATE story SET touched_ms = max(touched_ms, (SELECT touched_ms FROM story WHERE id = ?))
     WHERE id = ? AND EXISTS (SELECT 1 FROM story WHERE id = ?)`,
    absorbed,
    survivor,
    absorbed,
  )
  database.run('DELETE FROM story WHERE id = ?', absorbed)
  database.run('UPDATE alias SET survivor = ? WHERE survivor = ?', survivor, absorbed)
  database.run('INSERT INTO alias (id, survivor) VALUES (?, ?)', absorbed, survivor)
}

function moveLinks(database: Database, absorbed: StoryId, survivor: StoryId): void {
  const rows = database.all(
    'SELECT b AS other FROM related WHERE a = ? UNION SELECT a FROM related WHERE b = ?',
    absorbed,
    absorbed,
  )
  database.run('DELETE FROM related WHERE a = ? OR b = ?', absorbed, absorbed)
  for (const row of rows) relate(database, survivor, branded(parseStoryId, row, 'other'))
}

/** Links two stories, whichever way round and however often. A story is not related to itself. */
export function relate(database: Database, left: StoryId, right: StoryId): void {
  const a = resolveStory(database, left)
  const b = resolveStory(database, right)
  if (a === b) return
  database.run('INSERT OR IGNORE INTO related (a, b) VALUES (?, ?)', a < b ? a : b, a < b ? b : a)
}
