/** Full disks, damaged and emptied files, newer programs: each is named, and nothing is half-written. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { explainError, StoreError } from '../../src/model/errors.ts'
import { openDatabase } from '../../src/store/database.ts'
import { migrate, migrations } from '../../src/store/migrations.ts'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import { makeFolder } from './files.ts'
import { makeArticle, openingOf } from './make-article.ts'

const nowMs = Date.UTC(2026, 10, 24, 8, 30)
const open = (file: string): ReturnType<typeof openSqliteStore> => openSqliteStore({ file, now: () => nowMs })
const aside = 'headwater.db.corrupt-20261124T083000Z'

async function filled(): Promise<string> {
  const file = path.join(makeFolder(), 'headwater.db')
  const store = await open(file)
  const ids = Array.from({ length: 300 }, (_, at) => at + 1)
  await store.write(ids.flatMap((id) => openingOf(id)))
  await store.close()
  return file
}

test('a sound database is opened without a word', async () => {
  const store = await open(await filled())
  expect(store.recovered).toBeUndefined()
  expect((await store.counts()).articles).toBe(300)
  await store.close()
})

test('a damaged header: the file is set aside under the time, and a new state begun', async () => {
  const file = await filled()
  const before = readFileSync(file)
  before.fill(0x5a, 0, 100)
  writeFileSync(file, before)
  const store = await open(file)
  expect(store.recovered).toBe(
    `${file} was damaged and is kept as ${path.join(path.dirname(file), aside)}: a new state was begun`,
  )
  await store.write(openingOf(1))
  await store.close()
  expect(readFileSync(path.join(path.dirname(file), aside))).toEqual(before)
})

test('damaged pages: the statement that meets them says so, and the next opening sets the file aside', async () => {
  const file = await filled()
  const bytes = readFileSync(file)
  // The first pages hold the schema: without it the file could not be opened at all.
  bytes.fill(0x5a, 4096 * 40)
  writeFileSync(file, bytes)
  const store = await open(file)
  const read = async (): Promise<number> => {
    let count = 0
    for await (const _ of store.fingerprintsSince(0)) count += 1
    return count
  }
  const error: unknown = await read().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(StoreError)
  expect(explainError(error)).toContain('its contents are damaged')
  await store.close()
  const next = await open(file)
  expect(next.recovered).toContain(aside)
  await next.close()
  expect(readdirSync(path.dirname(file)).toSorted()).toEqual(['headwater.db', aside])
})

test('a database wrongly marked as damaged is kept', async () => {
  const file = await filled()
  writeFileSync(`${file}.damaged`, '')
  const store = await open(file)
  expect([store.recovered, (await store.counts()).articles]).toEqual([undefined, 300])
  await store.close()
  expect(existsSync(`${file}.damaged`)).toBe(false)
})

test('an emptied database is begun anew, and said to be', async () => {
  const file = await filled()
  truncateSync(file, 0)
  const store = await open(file)
  expect(store.recovered).toContain('was empty (0 bytes)')
  await store.write(openingOf(1))
  await store.close()
})

test('a database of a newer program is refused and left as it is', async () => {
  const file = await filled()
  const database = new DatabaseSync(file)
  database.exec('PRAGMA user_version = 999')
  database.close()
  await expect(open(file)).rejects.toThrow(/newer version of Headwater: its shape is number 999/)
  expect(readdirSync(path.dirname(file))).toEqual(['headwater.db'])
})

test('a migration that fails leaves the shape as it was', async () => {
  const file = await filled()
  const database = openDatabase({ file, busyTimeoutMs: 0 })
  expect(() => migrate(database, [...migrations, 'CREATE TABLE half (x)', 'not SQL'])).toThrow(StoreError)
  expect(database.get('PRAGMA user_version')).toEqual({ user_version: migrations.length })
  expect(database.get("SELECT 1 FROM sqlite_master WHERE name = 'half'")).toBeUndefined()
  database.close()
})

test('a folder that is not there is a StoreError that names the file', async () => {
  const file = path.join(makeFolder(), 'none', 'headwater.db')
  await expect(open(file)).rejects.toThrow(`cannot open ${file}: the file or its folder cannot be opened`)
})

test('another writer that does not finish is named', async () => {
  const file = await filled()
  const holder = new DatabaseSync(file)
  holder.exec('BEGIN IMMEDIATE')
  const waiting = openDatabase({ file, busyTimeoutMs: 10 })
  expect(() => waiting.transaction(() => undefined)).toThrow(/another process is writing/)
  holder.close()
  waiting.transaction(() => undefined)
  waiting.close()
})

test('a row that is not what it should be is named, not passed on', async () => {
  const file = await filled()
  const database = new DatabaseSync(file)
  database.exec(
    "UPDATE story SET origin = '{\"level\":\"E9\"}'; UPDATE article SET details = 'x'; UPDATE article SET site = 'ok'",
  )
  database.close()
  const store = await open(file)
  const { url } = makeArticle(1)
  const found = await store.articleByUrl(url ?? expect.fail())
  expect(() => found?.article.claims).toThrow(/column "details" is not JSON/)
  await expect(store.storiesSince(0, [makeArticle(1).sourceId], 9)).rejects.toThrow(/column "origin"/)
  await store.close()
})

test(
  'on a full disk the batch is rolled back whole, the error says so, and the store goes on',
  { timeout: 60_000 },
  () => {
    const file = path.join(makeFolder(), 'headwater.db')
    const child = path.join(import.meta.dirname, 'child-fills.ts')
    // A limit on the size of a file makes the system refuse writes as a full disk does; 4,000 blocks of 512 bytes or 1 KiB.
    const command = `ulimit -f 4000; exec "${process.execPath}" --disable-warning=ExperimentalWarning "${child}" "${file}"`
    const { stdout, status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    const { message, before, after, later } = JSON.parse(stdout)
    expect(message).toContain('the disk is full')
    expect(after).toBe(before)
    expect(later).toBe(before + 1)
  },
)

test('the log of a big state stays below its ceiling, and is empty after closing', async () => {
  const file = path.join(makeFolder(), 'headwater.db')
  const store = await open(file)
  for (let lot = 0; lot < 20; lot += 1) {
    const ids = Array.from({ length: 200 }, (_, at) => lot * 200 + at + 1)
    await store.write(ids.flatMap((id) => openingOf(id)))
  }
  expect(statSync(`${file}-wal`).size).toBeLessThanOrEqual(64 * 1024 * 1024)
  await store.close()
  expect(existsSync(`${file}-wal`)).toBe(false)
})
