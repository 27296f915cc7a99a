/** The measurement of the candidate stage: what counts as exact, wrong, missed, right and tripped. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { evaluateOrigins } from '../../src/commands/evaluate-origins.ts'
import { UsageError } from '../../src/model/errors.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'headwater-origins-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const repost = 'https://repost.example/news/harbour-council-closes-terminal'
const original = 'https://paper.example/2026/harbour-council-closes-terminal'
const canonical = `<html><head><link rel="canonical" href="${original}"></head><body><p>The council voted.</p></body></html>`
const dateline = '<p>PORT ELLERY (Reuters) - The council voted on Tuesday.</p>'
const quiet = '<p>The council voted on Tuesday.</p>'

const cases = [
  {
    id: 'exact',
    expect: 'url',
    repost_url: repost,
    original_url: original.replace('https://', 'http://www.'),
    html: canonical,
  },
  {
    id: 'wrong',
    expect: 'url',
    repost_url: repost,
    original_url: 'https://other.example/2026/harbour',
    html: canonical,
  },
  { id: 'missed', expect: 'url', repost_url: repost, original_url: original, html_or_text: quiet },
  {
    id: 'number',
    expect: 'url',
    repost_url: 'a file',
    original_url: 'https://theconversation.com/…-912345 (slug unknown)',
    html_or_text: '![](https://counter.theconversation.com/content/912345/count.gif)',
  },
  {
    id: 'right',
    expect: 'publisher',
    repost_url: repost,
    original_publisher: 'Reuters',
    html_or_text: dateline,
  },
  {
    id: 'mistaken',
    expect: 'publisher',
    repost_url: repost,
    original_publisher: 'Grist',
    html_or_text: dateline,
  },
  { id: 'trap', expect: 'self', repost_url: repost, html: canonical },
  { id: 'avoided', expect: 'self', repost_url: repost, html: quiet },
]
const lines = cases.map((one) => JSON.stringify(one)).join('\n')

test.each([
  ['cases.jsonl', lines],
  ['cases.jsonl.gz', gzipSync(lines)],
])('%s is counted', async (name, content) => {
  const file = path.join(folder, name)
  await writeFile(file, content)
  const report = await evaluateOrigins(file)
  expect(report).toMatchObject({
    url: { cases: 4, exact: 2, wrong: 1, missed: 1 },
    publisher: { cases: 2, right: 1, wrong: 1 },
    traps: { cases: 2, tripped: 1 },
  })
  expect(report.failures.map(({ id }) => id)).toEqual(['wrong', 'missed', 'mistaken', 'trap'])
})

test.each([
  ['a line that is no case', '{"expect":"perhaps"}', /line 1/],
  ['a line that is no JSON', 'hello', /line 1/],
])('%s is named', async (_name, content, message) => {
  const file = path.join(folder, 'bad.jsonl')
  await writeFile(file, content)
  await expect(evaluateOrigins(file)).rejects.toThrow(message)
})

test('a missing file is a wrong use of the command', async () => {
  await expect(evaluateOrigins(path.join(folder, 'none.jsonl'))).rejects.toThrow(UsageError)
})
