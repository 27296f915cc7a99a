/** A child of the full-disk test: writes until the system refuses, then one small batch, and prints what it saw. */
import { randomBytes } from 'node:crypto'
import { explainError } from '../../src/model/errors.ts'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import { makeArticle, openingOf } from './make-article.ts'

const store = await openSqliteStore({ file: process.argv[2] ?? '', now: () => 1 })
const article = (id: number, kilobytes: number): ReturnType<typeof makeArticle> =>
  makeArticle(id, { text: randomBytes(kilobytes * 512).toString('hex') })
let message = ''
let next = 1
while (message === '') {
  try {
    await store.write(openingOf(next, article(next, 40)))
    next += 1
  } catch (error) {
    message = explainError(error)
  }
}
const before = (await store.counts()).articles
const tooMuch = Array.from({ length: 200 }, (_, at) => next + at).flatMap((id) =>
  openingOf(id, article(id, 40)),
)
await store.write(tooMuch).catch(() => undefined)
const after = (await store.counts()).articles
// What the failed batches left in the log is written over: a batch that fits is taken.
let later = after
await store.write(openingOf(next, article(next, 0))).then(
  async () => (later = (await store.counts()).articles),
  (error: unknown) => (message += ` | later: ${explainError(error)}`),
)
process.stdout.write(JSON.stringify({ message, before, after, later }))
