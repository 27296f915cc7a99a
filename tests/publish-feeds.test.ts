/** The archive of a feed over real runs: nothing that was shown is lost, a full page never changes, a killed run is made good. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadSettings } from '../src/config/load-settings.ts'
import { openContext } from '../src/context.ts'
import { createLog } from '../src/create-log.ts'
import { runOnce } from '../src/pipeline.ts'
import { checkAtom, checkJson, checkRss } from './publish/feed-rules.ts'
import { childrenOf, parseStrictXml, textOfOne } from './publish/strict-xml.ts'

const limit = 20
const startMs = Date.UTC(2026, 6, 1, 12)
let folder = ''
let publicDir = ''
let server: Server
let port = 0
/** Each round brings as many entries as the feed has room for. */
let round = 0
let settings: Readonly<Record<string, unknown>> = {}

const place = (index: number): string =>
  `${String.fromCodePoint(65 + (index % 26))}${'ai ou el'.split(' ')[index % 3]}n`

function feedOf(): string {
  const items = Array.from({ length: limit }, (_, at) => {
    const number = round * limit + at
    const text = `The boat to ${place(number)} and ${place(number * 7)} took ${number * 13} people and ${number * 31} crates.`
    const date = new Date(startMs + number * 60_000).toUTCString()
    return `<item><title>Boat ${number} to ${place(number)}</title><link>http://lyng.example/${number}</link><guid>${number}</guid><pubDate>${date}</pubDate><description>${text}</description></item>`
  })
  return `<rss version="2.0"><channel><title>Lyng</title><link>http://lyng.example/</link><description>d</description>${items.join('')}</channel></rss>`
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-archive-'))
  publicDir = path.join(folder, 'state', 'public')
  round = 0
  settings = {}
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(feedOf())
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

async function run(): Promise<void> {
  const file = path.join(folder, 'headwater.yaml')
  const source = { id: 'lyng', url: 'http://lyng.example/feed', fullText: 'never', dedupe: 'off' }
  const feed = { id: 'boats', title: 'Boats', limit, maxAge: '30d', archive: 2, ...settings }
  const http = { hosts: { 'lyng.example': `127.0.0.1:${port}` } }
  writeFileSync(file, JSON.stringify({ state: 'state', http, sources: [source], feeds: [feed] }))
  const now = (): number => startMs + (round + 1) * limit * 60_000
  const context = await openContext(await loadSettings(file, {}), createLog('silent'), { spacingMs: 0, now })
  try {
    const { signal } = new AbortController()
    await runOnce(context, { everySource: true, signal, onProgress: () => undefined })
  } finally {
    await context.close()
  }
}

async function runRounds(count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    await run()
    round += 1
  }
}

const read = (name: string): string => readFileSync(path.join(publicDir, name), 'utf8')
const pages = (): readonly string[] =>
  readdirSync(publicDir)
    .filter((name) => name.includes('.archive-'))
    .toSorted()
const titlesIn = (name: string): readonly string[] =>
  childrenOf(parseStrictXml(read(name)), 'entry').map((entry) => textOfOne(entry, 'title'))
const linkIn = (name: string, rel: string): string | undefined =>
  childrenOf(parseStrictXml(read(name)), 'link').find(({ attributes }) => attributes['rel'] === rel)
    ?.attributes['href']

/** From the feed along its links, as a reader goes. */
function follow(): readonly string[] {
  const seen: string[] = []
  for (
    let name: string | undefined = 'boats.atom';
    name !== undefined && seen.length < 10;
    name = linkIn(name, 'prev-archive')
  ) {
    seen.push(name)
    if (!readdirSync(publicDir).includes(name)) break
  }
  return seen
}

test('until something leaves there is no archive', async () => {
  await runRounds(1)
  expect(pages()).toEqual([])
  expect(linkIn('boats.atom', 'prev-archive')).toBeUndefined()
})

test('whoever follows the links gets everything that was shown, once', async () => {
  await runRounds(4)
  expect(pages()).toEqual(
    ['atom', 'json', 'rss']
      .flatMap((format) => [1, 2].map((page) => `boats.archive-${page}.${format}`))
      .toSorted(),
  )
  expect(follow()).toEqual(['boats.atom', 'boats.archive-2.atom', 'boats.archive-1.atom'])
  const titles = follow().flatMap(titlesIn)
  expect(titles).toHaveLength(4 * limit)
  expect(new Set(titles).size).toBe(4 * limit)
  expect(linkIn('boats.archive-1.atom', 'current')).toBe('boats.atom')
  expect(childrenOf(parseStrictXml(read('boats.archive-1.atom')), 'fh:archive')).toHaveLength(1)
  for (const page of [1, 2]) {
    expect(checkAtom(read(`boats.archive-${page}.atom`))).toEqual([])
    expect(checkRss(read(`boats.archive-${page}.rss`))).toEqual([])
    expect(checkJson(read(`boats.archive-${page}.json`))).toEqual([])
  }
  expect(JSON.parse(read('boats.json'))).toMatchObject({ next_url: 'boats.archive-2.json' })
  expect(read('boats.rss')).toContain(
    '<atom:link rel="prev-archive" type="application/rss+xml" href="boats.archive-2.rss"/>',
  )
})

test('a full page stays as it is, whatever the configuration says; the oldest go', async () => {
  await runRounds(4)
  const full = read('boats.archive-1.atom')
  expect(titlesIn('boats.archive-1.atom')).toHaveLength(50)
  settings = { title: 'Ships', content: 'none' }
  await runRounds(2)
  expect(read('boats.archive-1.atom')).toBe(full)
  expect(read('boats.archive-2.atom')).toContain('<title>Ships</title>')
  await runRounds(1)
  expect(follow()).toEqual([
    'boats.atom',
    'boats.archive-3.atom',
    'boats.archive-2.atom',
    'boats.archive-1.atom',
  ])
  expect(pages().filter((name) => name.endsWith('.atom'))).toEqual([
    'boats.archive-2.atom',
    'boats.archive-3.atom',
  ])
})

test('a run that was killed before it wrote its pages is made good by the next', async () => {
  await runRounds(3)
  const partial = read('boats.archive-1.atom')
  await runRounds(1)
  const full = read('boats.archive-1.atom')
  writeFileSync(path.join(publicDir, 'boats.archive-1.atom'), partial)
  rmSync(path.join(publicDir, 'boats.archive-2.rss'))
  round -= 1
  await runRounds(1)
  expect(read('boats.archive-1.atom')).toBe(full)
  expect(pages()).toContain('boats.archive-2.rss')
})

test('without an archive nothing is kept, and what was kept goes', async () => {
  await runRounds(2)
  expect(pages()).toHaveLength(3)
  settings = { archive: 0 }
  await runRounds(1)
  expect(pages()).toEqual([])
  expect(linkIn('boats.atom', 'prev-archive')).toBeUndefined()
})

test('after a loss of the state the pages go on after those that lie there', async () => {
  await runRounds(2)
  const first = read('boats.archive-1.atom')
  for (const name of readdirSync(path.join(folder, 'state')))
    if (name.includes('.db')) rmSync(path.join(folder, 'state', name))
  await runRounds(2)
  expect(read('boats.archive-1.atom')).toBe(first)
  expect(linkIn('boats.archive-2.atom', 'prev-archive')).toBe('boats.archive-1.atom')
})
