/** The main job from outside: feeds over HTTP in, published files out, read back with parsers that did not write them. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Parser from 'rss-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startNewsroom, type Newsroom } from '../../src/demo/newsroom.ts'
import type { StoryExplanation } from '../../src/model/explanation.ts'
import { limits } from '../../src/model/limits.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import type { RunReport } from '../../src/pipeline.ts'
import { askCli, makeFolder, runCli, snapshot, type Status } from './run-cli.ts'

interface Item {
  readonly title: string
  readonly link: string
  readonly guid: string
}

const formats = ['rss', 'atom', 'json'] as const
const ledger = 'http://harbourledger.example/news/'
const original = 'http://heskfieldnotes.example/news/lantern-station-counts-storm-petrels'
const repost = 'http://newsmill.example/news/lantern-station-counts-storm-petrels'
const spun = 'http://newsmill.example/news/veldland-and-osmark-sign-harbour-pact'

const { dir, remove } = makeFolder()
const config = path.join(dir, 'headwater.yaml')
const publicDir = path.join(dir, 'state', 'public')
let newsroom: Newsroom
/** Published items by format, after the first and after the second run. */
let first: ReadonlyMap<string, readonly Item[]>
let second: ReadonlyMap<string, readonly Item[]>
let report: RunReport

/** RSS by a library that has no part in writing it; the others by our reader, which the writer does not use either. */
async function readItems(format: (typeof formats)[number]): Promise<readonly Item[]> {
  const bytes = readFileSync(path.join(publicDir, `newsroom.${format}`))
  if (format === 'rss') {
    const { items } = await new Parser().parseString(bytes.toString('utf8'))
    return items.map(({ title = '', link = '', guid = '' }) => ({ title, link, guid }))
  }
  const url = 'http://reader.example/newsroom'
  const outcome = await parseFeed(bytes, { url, contentType: undefined, limits })
  if (outcome.kind !== 'parsed') throw new Error(`newsroom.${format}: ${outcome.kind}`)
  expect(outcome.feed.problems).toEqual([])
  return outcome.feed.entries.map(({ title, url: link = '', id: guid = '' }) => ({ title, link, guid }))
}

async function readAll(): Promise<ReadonlyMap<string, readonly Item[]>> {
  return new Map(await Promise.all(formats.map(async (format) => [format, await readItems(format)] as const)))
}

const run = (): Promise<RunReport> => askCli('run', '--config', config, '--now')
const itemsOf = (all: ReadonlyMap<string, readonly Item[]>, format = 'rss'): readonly Item[] =>
  all.get(format) ?? []
const linksOf = (items: readonly Item[]): readonly string[] => items.map(({ link }) => link)
const guidOf = (items: readonly Item[], link: string): string | undefined =>
  items.find((item) => item.link === link)?.guid

beforeAll(async () => {
  newsroom = await startNewsroom({ nowMs: Date.now() })
  writeFileSync(config, newsroom.yaml(path.join(dir, 'state')))
  report = await run()
  first = await readAll()
  newsroom.advance()
  await run()
  second = await readAll()
})

afterAll(async () => {
  await newsroom.close()
  remove()
})

test('the first run says what it did', () => {
  expect(report).toMatchObject({ sourcesPolled: 10, articlesNew: 25, storiesNew: 19, sourcesFailed: [] })
  expect(report.verdicts).toMatchObject({ sameAddress: 3, nearDuplicate: 2, spun: 1, related: 1 })
})

describe.each(formats)('the %s that is published', (format) => {
  test('has nineteen stories, each of them once', () => {
    for (const items of [itemsOf(first, format), itemsOf(second, format)]) {
      expect(items).toHaveLength(19)
      for (const key of ['guid', 'link', 'title'] as const)
        expect(new Set(items.map((item) => item[key]))).toHaveLength(19)
    }
  })

  test('tells the same stories in the same order as the other formats', () => {
    expect(itemsOf(first, format)).toEqual(itemsOf(first, 'rss'))
    expect(itemsOf(second, format)).toEqual(itemsOf(second, 'rss'))
  })

  test('links the original of a story and none of its copies', () => {
    const links = linksOf(itemsOf(first, format))
    expect(links).toContain(`${ledger}veldland-and-osmark-sign-harbour-pact`)
    expect(links).not.toContain(spun)
    expect(links.filter((link) => link.includes('veldland-and-osmark'))).toHaveLength(1)
    expect(links.filter((link) => link.includes('roundup.example'))).toEqual([])
    expect(links.filter((link) => link.includes('utm_'))).toEqual([])
  })

  test.each([
    ['another outlet’s own report', 'http://northcourier.example/news/fishing-boats-steal-the-show'],
    ['an analysis of the same event', 'http://breadandrates.example/news/what-the-tollhaven-accords'],
    ['the first quarter', `${ledger}corvane-first-quarter-results`],
    ['the second quarter', `${ledger}corvane-second-quarter-results`],
  ])('keeps %s apart', (_what, start) => {
    expect(linksOf(itemsOf(first, format)).filter((link) => link.startsWith(start))).toHaveLength(1)
  })

  test('swaps the link when a late original turns up, and keeps the guid and the place', () => {
    const before = itemsOf(first, format)
    const after = itemsOf(second, format)
    const guid = guidOf(before, repost)
    expect(guid).toBeDefined()
    expect(guidOf(after, original)).toBe(guid)
    expect(linksOf(after)).not.toContain(repost)
    expect(after.map((item) => item.guid)).toEqual(before.map((item) => item.guid))
  })
})

test('a third run changes no byte of any published file', async () => {
  const before = snapshot(publicDir)
  const again = await run()
  expect(again).toMatchObject({ sourcesPolled: 10, articlesNew: 0, storiesNew: 0, articlesSeen: 0 })
  expect(again.feeds).toEqual([{ id: 'newsroom', items: 19, changed: false }])
  expect(snapshot(publicDir)).toEqual(before)
  expect([...before.keys()].filter((name) => name.startsWith('.'))).toEqual([])
})

test.concurrent('explain answers for the address of a copy: the story, the verdict and the passages', async () => {
  const found = await askCli<StoryExplanation>('explain', spun, '--config', config)
  const copy = found.articles.find(({ article }) => article.url === spun)
  expect(found.origin).toMatchObject({ level: 'E4', url: `${ledger}veldland-and-osmark-sign-harbour-pact` })
  expect(copy?.verdict).toMatchObject({ kind: 'spun' })
  expect(copy).toMatchObject({ isOrigin: false, speaks: false })
  expect(copy?.passages).not.toHaveLength(0)
})

test.concurrent('explain exits with 1 for what nobody has seen', async () => {
  const { code, err } = await runCli('explain', 'http://nowhere.example/x', '--config', config)
  expect(code).toBe(1)
  expect(err).toContain('nothing is known of http://nowhere.example/x')
})

test.concurrent('status lists every source and what the feed carries', async () => {
  const { sources, feeds, state } = await askCli<Status>('status', '--config', config)
  expect(sources).toHaveLength(10)
  for (const source of sources) expect(source).toMatchObject({ failuresInARow: 0, gone: false })
  expect(feeds).toEqual([{ id: 'newsroom', title: 'The newsroom, each story once', items: 19 }])
  expect(state).toMatchObject({ articles: 28, stories: 19 })
})

test.concurrent('check finds nothing wrong', async () => {
  expect(await runCli('check', '--config', config)).toMatchObject({ code: 0, err: '' })
})

test.concurrent('check exits with 2 and names the place of an unknown key', async () => {
  const file = path.join(dir, 'wrong.yaml')
  writeFileSync(file, 'sources:\n  - { url: "http://a.example/feed", pubisher: A }\n')
  const { code, out, err } = await runCli('check', '--config', file)
  expect(code).toBe(2)
  expect(out).toBe('')
  expect(err).toContain(`${file}:2:37: `)
  expect(err).toContain('pubisher')
})
