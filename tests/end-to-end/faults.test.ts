/** What a failing feed does to what is published: nothing. Each fault strikes after one good run, all of them at once. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunReport } from '../../src/pipeline.ts'
import { startWorld, type Fault, type World } from '../world/start-world.ts'
import { askCli, makeFolder, runCli, snapshot, type Finished, type Status } from './run-cli.ts'

/** What `status` says afterwards; undefined where nothing failed and nothing may be said. */
const faults: readonly (readonly [Fault, RegExp | undefined])[] = [
  ['empty', /the document is empty/],
  ['html', /not a feed but an HTML page, "Maintenance"/],
  ['serverError', /answered 500 .*: GET http/],
  ['gone', /gone for good \(status 410\)/],
  ['truncatedGzip', /compressed body ends too early/],
  ['slow', /fell silent for 2 s/],
  ['huge', /larger than 16384 KiB/],
  ['moved', undefined],
  ['guidsChanged', undefined],
  ['notModifiedNewEtag', undefined],
  ['none', undefined],
]
const titles = [1, 2, 3].map((number) => `Ferry ${number} leaves Lyng`)

interface Published {
  readonly items: readonly { readonly title: string }[]
}

const failing = faults.filter(([, words]) => words !== undefined).map(([fault]) => fault)

const idOf = (fault: Fault): string => fault.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** One host name for each world, one feed for each source: what happens to one shows nowhere else. */
function renderYaml(worlds: ReadonlyMap<Fault, World>): string {
  const entries = [...worlds].map(([fault, { feedUrl }]) => ({ id: idOf(fault), url: new URL(feedUrl) }))
  const hosts = entries.map(({ id, url }) => `    ${id}.example: "${url.host}"`)
  const sources = entries.map(
    ({ id }) => `  - { id: ${id}, url: "http://${id}.example/feed", dedupe: self, fullText: never }`,
  )
  const feeds = entries.map(({ id }) => `  - { id: ${id}, from: [${id}] }`)
  const http = ['http:', '  timeout: 2s', '  allowPrivate: [127.0.0.1]', '  hosts:', ...hosts]
  return [...http, 'sources:', ...sources, 'feeds:', ...feeds, ''].join('\n')
}

const { dir, remove } = makeFolder()
const config = path.join(dir, 'headwater.yaml')
const publicDir = path.join(dir, 'state', 'public')
const worlds = new Map<Fault, World>()
let before: ReadonlyMap<string, string>
let report: RunReport
let struck: Finished
let status: Status

beforeAll(async () => {
  for (const [fault] of faults) worlds.set(fault, await startWorld())
  writeFileSync(config, renderYaml(worlds))
  report = await askCli<RunReport>('run', '--config', config, '--now')
  before = snapshot(publicDir)
  for (const [fault, world] of worlds) world.setFault(fault)
  struck = await runCli('run', '--config', config, '--now', '--json')
  status = await askCli<Status>('status', '--config', config)
})

afterAll(async () => {
  for (const world of worlds.values()) await world.close()
  remove()
})

const sourceOf = (fault: Fault): Status['sources'][number] | undefined =>
  status.sources.find(({ id }) => id === idOf(fault))

test('the run before is a good one', () => {
  expect(report).toMatchObject({ sourcesPolled: faults.length, sourcesFailed: [] })
  expect(report.feeds.map(({ items }) => items)).toEqual(faults.map(() => 3))
})

test('failing sources are weather: the run exits with 0 and names them', () => {
  expect(struck.code).toBe(0)
  const { sourcesFailed } = JSON.parse(struck.out) as RunReport
  expect(sourcesFailed.map(({ id }) => id).toSorted()).toEqual(failing.map(idOf).toSorted())
})

describe.each(faults)('%s', (fault, words) => {
  test('leaves every published file as it was', () => {
    const names = ['rss', 'atom', 'json', 'dropped.atom'].map((format) => `${idOf(fault)}.${format}`)
    const after = snapshot(publicDir)
    for (const name of names) {
      expect(before.has(name)).toBe(true)
      expect(after.get(name)).toBe(before.get(name))
    }
  })

  test(words === undefined ? 'is no failure' : 'is named in plain words', () => {
    const source = sourceOf(fault)
    expect(source?.failuresInARow).toBe(words === undefined ? 0 : 1)
    if (words === undefined) expect(source?.lastError).toBeUndefined()
    else expect(source?.lastError).toMatch(words)
    expect(source?.lastError ?? '').not.toMatch(/undefined|\[object|\w+Error: |\bE[A-Z]{5,}\b|UND_ERR|\n/)
  })
})

test('renumbered entries are no new stories', () => {
  const { items } = JSON.parse(readFileSync(path.join(publicDir, 'guids-changed.json'), 'utf8')) as Published
  expect(items.map(({ title }) => title).toSorted()).toEqual(titles)
})

test('the failures touch no other file', () => {
  expect(snapshot(publicDir)).toEqual(before)
})

test('with --strict the same run exits with 1', async () => {
  const { code, out } = await runCli('run', '--config', config, '--now', '--strict')
  expect(code).toBe(1)
  expect(out).toContain('source "server-error": ')
})

test('a source that came back is read again as if nothing had been', async () => {
  for (const world of worlds.values()) world.setFault('none')
  const healed = await askCli<RunReport>('run', '--config', config, '--now')
  expect(healed).toMatchObject({ sourcesFailed: [], articlesNew: 0 })
  expect(snapshot(publicDir)).toEqual(before)
})
