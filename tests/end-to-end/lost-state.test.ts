/** The database is damaged or gone while the published feeds are still there: no reader sees an item a second time as new. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { startNewsroom, type Newsroom } from '../../src/demo/newsroom.ts'
import { makeFolder } from './run-cli.ts'
import { runHere } from './run-here.ts'

interface Item {
  readonly id: string
  readonly url: string
}

const { dir, remove } = makeFolder()
const config = path.join(dir, 'headwater.yaml')
const state = path.join(dir, 'state')
const database = path.join(state, 'headwater.db')
const pact = 'http://harbourledger.example/news/veldland-and-osmark-sign-harbour-pact'
let newsroom: Newsroom
let yaml: string
let known: ReadonlyMap<string, string>

/** Link -> id of what the feed shows. */
function published(): ReadonlyMap<string, string> {
  const { items } = JSON.parse(readFileSync(path.join(state, 'public', 'newsroom.json'), 'utf8'))
  return new Map((items as readonly Item[]).map(({ id, url }) => [url, id]))
}

function damageHeader(): void {
  writeFileSync(database, readFileSync(database).fill(0x5a, 0, 100))
}

function lose(): void {
  for (const companion of ['', '-wal', '-shm']) rmSync(`${database}${companion}`, { force: true })
}

/** The same configuration with one source less. */
function leaveOut(sourceId: string): void {
  const { sources, ...rest } = parse(yaml)
  const left = (sources as readonly { readonly id: string }[]).filter(({ id }) => id !== sourceId)
  expect(left.length).toBe(sources.length - 1)
  writeFileSync(config, stringify({ ...rest, sources: left }))
}

beforeAll(async () => {
  newsroom = await startNewsroom({ nowMs: Date.now() })
  yaml = newsroom.yaml(state)
})

beforeEach(async () => {
  rmSync(state, { recursive: true, force: true })
  writeFileSync(config, yaml)
  await runHere(config)
  known = published()
  expect(known.size).toBeGreaterThan(10)
})

afterAll(async () => {
  await newsroom.close()
  remove()
})

test.each([
  ['damaged', damageHeader],
  ['gone', lose],
])('a database that is %s: the same items under the same ids', async (_, harm) => {
  harm()
  await runHere(config)
  expect(published()).toEqual(known)
})

test('the damaged database is kept for a person to look at', async () => {
  damageHeader()
  await runHere(config)
  expect(readdirSync(state).some((name) => name.startsWith('headwater.db.corrupt-'))).toBe(true)
})

test('stories whose first article is in no feed any more keep their ids through a copy', async () => {
  lose()
  leaveOut('harbour-ledger')
  await runHere(config)
  const ids = [...published().values()]
  expect(ids).toContain(known.get(pact))
  const unknown = ids.filter((id) => ![...known.values()].includes(id))
  expect(unknown).toEqual([])
})

test('the ids are remembered until the source that knows the story answers again', async () => {
  lose()
  leaveOut('harbour-ledger')
  await runHere(config)
  writeFileSync(config, yaml)
  await runHere(config)
  expect(new Set(published().values())).toEqual(new Set(known.values()))
})
