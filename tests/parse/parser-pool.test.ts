/** Threads that parse: an answer for every feed, and an end for one that takes too long, too much, or dies. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { parseSourceId } from '../../src/model/brand.ts'
import type { ParseOutcome } from '../../src/model/entry.ts'
import { limits } from '../../src/model/limits.ts'
import { normalizeEntry } from '../../src/normalize/normalize-entry.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import type { DraftRequest } from '../../src/parse-worker.ts'
import { createParserPool, type ParserPool, type ParserPoolOptions } from '../../src/parser-pool.ts'

const hints = { url: 'https://feeds.example/x.xml', contentType: undefined, limits }
const feed = Buffer.from('<rss><channel><item><title>x</title></item></channel></rss>')
const id = parseSourceId('lock')
if (id === undefined) throw new Error('not an id')
const wanted: DraftRequest = { source: { id, publisher: undefined }, nowMs: Date.UTC(2024, 4, 6, 12) }
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

async function askDrafts(pool: ParserPool, behaviour: string): Promise<ParseOutcome> {
  const hintsHere = { ...hints, url: `https://${behaviour}.example/` }
  const { parse, drafts } = await pool.parseToDrafts(feed, hintsHere, wanted)
  expect(drafts).toEqual([])
  return parse
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
    reason: 'reading the feed took longer than 0.001 s',
  })
})

const ends: readonly (readonly [string, string, Partial<ParserPoolOptions>])[] = [
  ['hang', 'reading the feed took longer than 4 s', {}],
  ['throw', 'reading the feed failed: out of ideas', {}],
  ['exit', 'reading the feed was ended', {}],
  ['eat', 'reading the feed took more than 24 MB of memory', { heapMegabytesMax: 24, timeoutMs: 20_000 }],
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

test.each(ends)('so it does when drafts are wanted: %s', async (behaviour, reason, more) => {
  const pool = poolOf({ ...unruly, ...more, timeoutMs: more.timeoutMs ?? 1_500 })
  const [bad, next] = await Promise.all([askDrafts(pool, behaviour), askDrafts(pool, 'calm')])
  expect(reasonOf(bad)).toBe(reason.replace('4 s', '1.5 s'))
  expect(reasonOf(next)).toMatch(/^read by thread \d+$/)
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
  expect((await Promise.all(asked)).map(reasonOf)).toEqual([
    'reading the feed was ended',
    'reading the feed was ended',
  ])
  await expect(ask(pool, 'calm')).rejects.toThrow('the parser pool is closed')
  await expect(askDrafts(pool, 'calm')).rejects.toThrow('the parser pool is closed')
})

test('a pool of no threads still has one', async () => {
  expect(reasonOf(await ask(poolOf({ ...unruly, workers: 0 }), 'calm'))).toMatch(/^read by/)
})

describe('drafts', () => {
  test('are what parsing and normalising make of every kind of feed, and no entry comes beside them', async () => {
    const pool = poolOf({ workers: 1, timeoutMs: 20_000 })
    const files = globSync('tests/feeds/*/feed.*').toSorted()
    expect(files.length).toBeGreaterThan(100)
    let drafts = 0
    for (const file of files) {
      const bytes = readFileSync(file)
      const parse = await parseFeed(bytes, hints)
      if (parse.kind !== 'parsed') throw new Error(`${file}: ${parse.kind}`)
      const read = await pool.parseToDrafts(bytes, hints, wanted)
      const expected = parse.feed.entries.map((entry) =>
        normalizeEntry(entry, { ...wanted, feed: parse.feed }),
      )
      expect(read, file).toEqual({
        parse: { kind: 'parsed', feed: { ...parse.feed, entries: [] } },
        drafts: expected,
      })
      drafts += read.drafts.length
    }
    expect(drafts).toBeGreaterThan(files.length)
  })

  test('carry the name and the moment they were asked for with', async () => {
    const pool = poolOf({ workers: 1, timeoutMs: 20_000 })
    const source = { id, publisher: 'Morrow Courier' }
    const { drafts } = await pool.parseToDrafts(feed, hints, { source, nowMs: 86_400_000 })
    expect(drafts).toMatchObject([
      { sourceId: 'lock', publisher: 'Morrow Courier', firstSeenMs: 86_400_000, title: 'x' },
    ])
  })

  test.each([
    ['<!doctype html><title>x</title><p>no feed</p>', { kind: 'notAFeed' }],
    ['', { kind: 'broken', reason: 'the document is empty' }],
  ])('of what is no feed are none, and the outcome says why: %j', async (text, outcome) => {
    const pool = poolOf({ workers: 1, timeoutMs: 20_000 })
    const bytes = Buffer.from(text)
    const read = await pool.parseToDrafts(bytes, hints, wanted)
    expect(read).toEqual({ parse: await pool.parse(bytes, hints), drafts: [] })
    expect(read.parse).toMatchObject(outcome)
  })

  /** Characters of HTML and text together that come back, per character of the feed's own texts. */
  const growth = async (html: string): Promise<number> => {
    const item = { title: 'x', content_html: html }
    const document = { version: 'https://jsonfeed.org/version/1.1', title: 't', items: [item, item, item] }
    const pool = poolOf({ workers: 1, timeoutMs: 20_000 })
    const { drafts } = await pool.parseToDrafts(Buffer.from(JSON.stringify(document)), hints, wanted)
    expect(drafts).toHaveLength(3)
    return drafts.reduce((sum, draft) => sum + draft.html.length + draft.text.length, 0) / (3 * html.length)
  }

  test.each([
    ['words', 'The weir was opened at dawn. '.repeat(5_000)],
    ['short references', '&lt'.repeat(50_000)],
    ['references to two characters', '&nGt;'.repeat(30_000)],
    ['paragraphs', '<p>x'.repeat(40_000)],
    ['line breaks', 'x<br>'.repeat(30_000)],
    ['bare ampersands', '&'.repeat(150_000)],
    ['nested tags', '<div><b>'.repeat(20_000)],
  ])('of %s are never longer than HTML and text of the same length', async (_, html) => {
    expect(await growth(html)).toBeLessThanOrEqual(2)
  })
})
