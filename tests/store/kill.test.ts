/** SIGKILL at any moment: no reader sees half a file, no acknowledged batch is lost, the next run may begin. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { sweepTemporaryFiles } from '../../src/store/public-files.ts'
import { acquireRunLock } from '../../src/store/run-lock.ts'
import { killChild, killsOf, makeFolder } from './files.ts'

const timeoutMs = 600_000

test(
  'a published file is whole after every kill, and what the killed left is swept',
  { timeout: timeoutMs },
  async () => {
    const dir = makeFolder()
    for (let kill = 0; kill < killsOf(12); kill += 1) {
      await killChild('child-publishes.ts', [dir], (kill * 7) % 60)
      expect(readFileSync(path.join(dir, 'world.atom'), 'utf8')).toMatch(/^(\d)\1{1999999}$/)
    }
    await sweepTemporaryFiles(dir)
    expect(readdirSync(dir)).toEqual(['world.atom'])
  },
)

test.each(['alone', 'together'])(
  'every acknowledged batch written %s is there after every kill, whole, and the database is sound',
  { timeout: timeoutMs },
  async (mode) => {
    const file = path.join(makeFolder(), 'headwater.db')
    const acknowledged: number[] = []
    for (let kill = 0; kill < killsOf(12); kill += 1) {
      const { lines } = await killChild('child-writes.ts', [file, mode], (kill * 11) % 80)
      acknowledged.push(...lines.map(Number))
      const database = new DatabaseSync(file)
      const ids = new Set(
        database
          .prepare('SELECT id FROM article')
          .all()
          .map(({ id }) => Number(id)),
      )
      const lost = acknowledged.filter((first) =>
        Array.from({ length: 10 }, (_, at) => first + at).some((id) => !ids.has(id)),
      )
      expect(lost).toEqual([])
      expect(ids.size % 10).toBe(0)
      expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
      database.close()
    }
    expect(new Set(acknowledged).size).toBe(acknowledged.length)
  },
)

test('the lock of a killed run is free', async () => {
  const dir = makeFolder()
  await killChild('child-locks.ts', [dir], 0)
  const lock = await acquireRunLock(dir)
  await lock.close()
})
