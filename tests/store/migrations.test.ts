/** A state from an older program: brought to the newest shape, with what it holds in the new tables too. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../src/store/database.ts'
import { migrate, migrations } from '../../src/store/migrations.ts'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import { writeChange } from '../../src/store/write-change.ts'
import { makeArticle, makeOrigin, makeStory, openingOf, storyIdOf } from './make-article.ts'

let dir = ''
let file = ''
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'headwater-migrations-'))
  file = path.join(dir, 'headwater.db')
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** A database of the first shape with three stories. */
function fillFirstShape(): void {
  const database: Database = openDatabase({ file, busyTimeoutMs: 1_000 })
  migrate(database, migrations.slice(0, 1))
  database.transaction(() => {
    for (const id of [1, 2, 3])
      for (const change of openingOf(id, makeArticle(id, { title: `Brücke ${id} öffnet` })))
        writeChange(database, change)
    const untraced = makeStory(3, 3, { origin: makeOrigin({ level: 'E0' }) })
    writeChange(database, { kind: 'story', story: untraced })
  })
  database.close()
}

test('the articles there are can be searched, and the levels filtered', async () => {
  fillFirstShape()
  const store = await openSqliteStore({ file, now: Date.now })
  const ids = async (query: { readonly words?: string; readonly level?: 'E0' }): Promise<readonly string[]> =>
    (await store.storyLines({ ...query, limit: 9 })).map(({ id }) => id)
  expect(await ids({ words: 'brucke 2' })).toEqual([storyIdOf(2)])
  expect(await ids({ level: 'E0' })).toEqual([storyIdOf(3)])
  expect((await store.polls([])).size).toBe(0)
  await store.close()
})

test('the index of words is sound after articles came, changed and went', async () => {
  fillFirstShape()
  const store = await openSqliteStore({ file, now: Date.now })
  await store.write(openingOf(4))
  await store.write([
    {
      kind: 'article',
      article: makeArticle(2, { title: 'Anders' }),
      storyId: storyIdOf(2),
      fingerprint: new Uint8Array(),
    },
  ])
  await store.close()
  const database = openDatabase({ file, busyTimeoutMs: 1_000 })
  database.transaction(() => {
    database.run('DELETE FROM article WHERE id = 1')
    database.run('DELETE FROM story WHERE speaker_id = 1')
  })
  // Throws when the index and the articles disagree (SQLite FTS5, "The integrity-check Command").
  expect(() =>
    database.exec("INSERT INTO article_words (article_words, rank) VALUES ('integrity-check', 1)"),
  ).not.toThrow()
  const found = database.all(
    "SELECT rowid FROM article_words WHERE article_words MATCH 'brucke OR anders' ORDER BY rowid",
  )
  expect(found.map(({ rowid }) => rowid)).toEqual([2, 3])
  database.close()
})
