/** A child of the kill test: writes batches of ten articles and prints a batch's first number once it is acknowledged. */
import { writeSync } from 'node:fs'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import { makeArticle, openingOf } from './make-article.ts'

const store = await openSqliteStore({ file: process.argv[2] ?? '', now: () => 1 })
for (;;) {
  const first = await store.reserveArticleIds(10)
  const ids = Array.from({ length: 10 }, (_, at) => first + at)
  await store.write(
    ids.flatMap((id) => openingOf(id, makeArticle(id, { text: `Ferry ${id}. `.repeat(200) }))),
  )
  writeSync(1, `${first}\n`)
}
