/** One run at a time. */
import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { StoreError, UsageError } from '../../src/model/errors.ts'
import { acquireRunLock } from '../../src/store/run-lock.ts'
import { makeFolder } from './files.ts'

const now = (): number => Date.UTC(2026, 10, 24, 8)

test('a second run is refused, and told who runs since when', async () => {
  const dir = makeFolder()
  const lock = await acquireRunLock(dir, { now, pid: 1234 })
  const second = acquireRunLock(dir)
  await expect(second).rejects.toBeInstanceOf(UsageError)
  await expect(second).rejects.toThrow(
    'another run is going on (process 1234, since 2026-11-24T08:00:00.000Z)',
  )
  await lock.close()
})

test('closing frees the lock, closing twice is no error', async () => {
  const dir = path.join(makeFolder(), 'not', 'there', 'yet')
  const lock = await acquireRunLock(dir)
  await lock.close()
  await lock.close()
  await (await acquireRunLock(dir)).close()
})

test('an unreadable note does not hide that another run is going on', async () => {
  const dir = makeFolder()
  const lock = await acquireRunLock(dir)
  writeFileSync(path.join(dir, 'run.lock'), '{"pid":')
  await expect(acquireRunLock(dir)).rejects.toThrow('another run is going on')
  await lock.close()
})

test('a note left by a killed process stops nobody', async () => {
  const dir = makeFolder()
  writeFileSync(path.join(dir, 'run.lock'), JSON.stringify({ pid: process.pid, sinceMs: 1 }))
  await (await acquireRunLock(dir)).close()
})

test('a state folder that is a file is a StoreError', async () => {
  const file = path.join(makeFolder(), 'state')
  writeFileSync(file, '')
  chmodSync(file, 0o600)
  await expect(acquireRunLock(file)).rejects.toBeInstanceOf(StoreError)
})
