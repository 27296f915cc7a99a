/** Feeds on disk beside what the specifications say they mean: `tests/feeds/NAME/feed.*` and `expected.json`. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { ParseOutcome } from '../../src/model/entry.ts'
import { limits } from '../../src/model/limits.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'

const folders = globSync('tests/feeds/*/').toSorted()
const isoFields: ReadonlySet<string> = new Set(['publishedMs', 'updatedMs'])

/** Expectations are JSON, written by hand: `null` stands for undefined, and dates are ISO 8601. */
function asWritten(outcome: ParseOutcome): unknown {
  const text = JSON.stringify(outcome, (name, value: unknown) =>
    typeof value === 'number' && isoFields.has(name) ? new Date(value).toISOString() : (value ?? null),
  )
  return JSON.parse(text)
}

test.each(folders)('%s reads as its pair says', async (folder) => {
  const [file] = globSync(path.join(folder, 'feed.*'))
  const expected: unknown = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8'))
  const outcome = await parseFeed(readFileSync(file ?? ''), {
    url: 'https://feeds.example/x.xml',
    contentType: undefined,
    limits,
  })
  expect(asWritten(outcome)).toMatchObject({ kind: 'parsed', feed: expected })
})

test('every folder has both halves of its pair', () => {
  expect(folders.length).toBeGreaterThan(100)
  for (const folder of folders) expect(existsSync(path.join(folder, 'expected.json'))).toBe(true)
})
