/** Threads that parse: an answer for every feed, and an end for one that takes too long. */
import { expect, test } from 'vitest'
import { limits } from '../../src/model/limits.ts'
import { createParserPool } from '../../src/parser-pool.ts'

const hints = { url: 'https://feeds.example/x.xml', contentType: undefined, limits }
const feed = Buffer.from('<rss><channel><item><title>x</title></item></channel></rss>')

test('a thread reads one feed after another', async () => {
  const pool = createParserPool({ workers: 1, timeoutMs: 20_000 })
  const kinds = (await Promise.all([1, 2, 3].map(async () => pool.parse(feed, hints)))).map(
    (outcome) => outcome.kind,
  )
  expect(kinds).toEqual(['parsed', 'parsed', 'parsed'])
  await pool.close()
})

test('a feed that takes too long is broken and says so', async () => {
  const pool = createParserPool({ workers: 1, timeoutMs: 1 })
  expect(await pool.parse(feed, hints)).toEqual({
    kind: 'broken',
    reason: 'parsing took longer than 0.001 s',
  })
  await pool.close()
})
