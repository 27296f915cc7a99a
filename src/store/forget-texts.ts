/** Old texts make up four fifths of the state: what no feed shows and nothing is compared with any more is let go. */
import type { Database } from './database.ts'
import { integer } from './stored-row.ts'

// Article numbers ascend with time, so the texts to look at are the first of `body`: the reading ends at the first
// article that is too young, and what stays behind it are the few old stories that are still shown.
const oldest = `SELECT body.article_id FROM body
  JOIN article ON article.id = body.article_id JOIN story ON story.id = article.story_id
  WHERE body.article_id < ifnull((SELECT min(id) FROM article WHERE first_seen_ms >= ?1), 9e18)
    AND article.first_seen_ms < ?1 AND story.touched_ms < ?1
    AND NOT EXISTS (SELECT 1 FROM publication WHERE publication.story_id = story.id)
  ORDER BY body.article_id LIMIT ?2`

/** Returns how many articles lost their text, at most `atMost`. Throws StoreError; nothing is then forgotten. */
export function forgetTexts(database: Database, beforeMs: number, atMost: number): number {
  return database.transaction(() => {
    const ids = database.all(oldest, beforeMs, atMost).map((row) => integer(row, 'article_id'))
    for (const id of ids) {
      database.run('DELETE FROM body WHERE article_id = ?', id)
      database.run("UPDATE article SET fingerprint = x'' WHERE id = ?", id)
      database.run(
        "UPDATE verdict SET verdict = json_set(verdict, '$.others', json('[]')) WHERE article_id = ?",
        id,
      )
    }
    return ids.length
  })
}
