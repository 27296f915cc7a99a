/**
 * A child of the kill test: writes batches of ten articles and prints a batch's first number once it is acknowledged. With
 * `together`, ten batches are acknowledged at once when their lots are committed.
 */
import { writeSync } from 'node:fs'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import { makeArticle, openingOf } from './make-article.ts'

const [file = '', mode] = process.argv.slice(2)
const store = await openSqliteStore({ file, now: () => 1 })

async function writeBatch(): Promise<string> {
  const first = await store.reserveArticleIds(10)
  const ids = Array.from({ length: 10 }, (_, at) => first + at)
  await store.write(
    ids.flatMap((id) => openingOf(id, makeArticle(id, { text: `Ferry ${id}. `.repeat(200) }))),
  )
  return `${first}\n`
}

async function writeTogether(): Promise<string> {
  return store.together(async () => {
    let lines = ''
    for (let batch = 0; batch < 10; batch += 1) lines += await writeBatch()
    return lines
  })
}

for (;;) writeSync(1, mode === 'together' ? await writeTogether() : await writeBatch())
