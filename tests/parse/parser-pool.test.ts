/** Threads that parse: an answer for every feed, and an end for one that takes too long, too much, or dies. */
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { ParseOutcome } from '../../src/model/entry.ts'
import { limits } from '../../src/model/limits.ts'
import { createParserPool, type ParserPool, type ParserPoolOptions } from '../../src/parser-pool.ts'

const hints = { url: 'https://feeds.example/x.xml', contentType: undefined, limits }
const feed = Buffer.from('<rss><channel><item><title>x</title></item></channel></rss>')
const unruly = { workers: 1, timeoutMs: 4_000, workerFile: path.resolve('tests/parse/unruly-worker.ts') }

let open: ParserPool[] = []
afterEach(async () => {
  await Promise.all(open.map(async (pool) => pool.close()))
  open = []
})

function poolOf(options: ParserPoolOptions): ParserPool {
  const pool = createParserPool(options)
  open.push(pool)
  return pool
}

async function ask(pool: ParserPool, behaviour: string): Promise<ParseOutcome> {
  return pool.parse(feed, { ...hints, url: `https://${behaviour}.example/` })
}

function reasonOf(outcome: ParseOutcome): string {
  return outcome.kind === 'broken' ? outcome.reason : outcome.kind
}

test('a thread reads one feed after another', async () => {
  const pool = poolOf({ workers: 1, timeoutMs: 20_000 })
  const outcomes = await Promise.all([1, 2, 3].map(async () => pool.parse(feed, hints)))
  expect(outcomes.map(({ kind }) => kind)).toEqual(['parsed', 'parsed', 'parsed'])
})

test('the outcome arrives whole: every field survives the way between threads', async () => {
  const pool = poolOf({ workers: 1, timeoutMs: 20_000 })
  expect(await pool.parse(feed, hints)).toMatchObject({
    kind: 'parsed',
    feed: { format: 'rss', problems: [], entries: [{ title: 'x', url: undefined, claims: { via: [] } }] },
  })
})

test('the bytes can still be read after they were parsed', async () => {
  const bytes = Buffer.from(feed)
  await poolOf({ workers: 1, timeoutMs: 20_000 }).parse(bytes, hints)
  expect(bytes.equals(feed)).toBe(true)
})

test('a feed that takes too long is broken and says so', async () => {
  const pool = poolOf({ workers: 1, timeoutMs: 1 })
  expect(await pool.parse(feed, hints)).toEqual({
    kind: 'broken',
    reason: 'parsing took longer than 0.001 s',
  })
})

const ends: readonly (readonly [string, string, Partial<ParserPoolOptions>])[] = [
  ['hang', 'parsing took longer than 4 s', {}],
  ['throw', 'the parser failed: out of ideas', {}],
  ['exit', 'the parser was ended', {}],
  ['eat', 'parsing took more than 24 MB of memory', { heapMegabytesMax: 24, timeoutMs: 20_000 }],
]

test.each(ends)('a thread told to %s ends, and the next feed is read', async (behaviour, reason, more) => {
  const pool = poolOf({ ...unruly, ...more })
  const before = reasonOf(await ask(pool, 'calm'))
  const [bad, next, last] = await Promise.all([ask(pool, behaviour), ask(pool, 'calm'), ask(pool, 'calm')])
  expect(reasonOf(bad)).toBe(reason)
  expect(reasonOf(next)).toMatch(/^read by thread \d+$/)
  expect(reasonOf(last)).toBe(reasonOf(next))
  expect(reasonOf(next)).not.toBe(before)
})

test('a hanging feed keeps nobody waiting who has another thread', async () => {
  const pool = poolOf({ ...unruly, workers: 2 })
  const finished: string[] = []
  const hanging = ask(pool, 'hang').then(() => finished.push('hang'))
  const calm = Promise.all([ask(pool, 'calm'), ask(pool, 'calm')]).then(() => finished.push('calm'))
  await Promise.all([hanging, calm])
  expect(finished).toEqual(['calm', 'hang'])
})

test('closing settles what is under way and what waits', async () => {
  const pool = poolOf(unruly)
  const asked = [ask(pool, 'hang'), ask(pool, 'calm')]
  await pool.close()
  expect((await Promise.all(asked)).map(reasonOf)).toEqual(['the parser was ended', 'the parser was ended'])
  await expect(ask(pool, 'calm')).rejects.toThrow('the parser pool is closed')
})

test('a pool of no threads still has one', async () => {
  expect(reasonOf(await ask(poolOf({ ...unruly, workers: 0 }), 'calm'))).toMatch(/^read by/)
})
