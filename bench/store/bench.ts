/** Fills a store and prints articles per second, bytes per article and look-ups: `npm exec -- node bench/store/bench.ts [ARTICLES…]`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import { makeArticle, openingOf } from '../../tests/store/make-article.ts'

const given = process.argv.slice(2).map(Number)
const sizes = given.length > 0 ? given : [10_000, 100_000]
const words = Array.from({ length: 4_000 }, (_, at) => `w${(at * 2_654_435_761).toString(36)}`)

/** About 500 words that compress as prose does not: each article draws its own from 4,000. */
function textOf(id: number): string {
  let seed = id
  const next = (): string => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return words[seed % words.length] ?? ''
  }
  return Array.from({ length: 500 }, next).join(' ')
}

for (const size of sizes) {
  const dir = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'))
  const store = await openSqliteStore({ file: path.join(dir, 'headwater.db'), now: Date.now })
  const cpu = process.cpuUsage()
  const begun = performance.now()
  for (let id = 1; id <= size; id += 1)
    await store.write(openingOf(id, makeArticle(id, { text: textOf(id) })))
  const seconds = (performance.now() - begun) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  const lookUps = 2_000
  const asked = performance.now()
  for (let at = 0; at < lookUps; at += 1) {
    const { sourceId, guid } = makeArticle(1 + ((at * 7_919) % size))
    await store.articleByGuid(sourceId, guid)
  }
  const lookUpUs = ((performance.now() - asked) * 1_000) / lookUps
  const { bytes } = await store.counts()
  const rate = `${Math.round(size / seconds)} articles/s (one transaction each)`
  const cost = `${Math.round((user + system) / size)} us CPU and ${Math.round(bytes / size)} bytes an article`
  console.log(`${size} articles: ${rate}, ${cost}, look-up by guid ${lookUpUs.toFixed(0)} us`)
  await store.close()
  rmSync(dir, { recursive: true })
}
