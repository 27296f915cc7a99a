/** Only one run at a time may work on a state folder. The kernel frees the lock of a killed process by itself. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { StoreError, UsageError } from '../model/errors.ts'
import { openDatabase } from './database.ts'
import { sqliteCodeOf } from './explain-sqlite-error.ts'

export interface RunLock {
  /** Lets the next run begin. Closing twice is no error. */
  close(): Promise<void>
}

export interface RunLockOptions {
  readonly now?: () => number
  readonly pid?: number
}

const sqliteBusy = 5

const noteSchema = z.object({ pid: z.number(), sinceMs: z.number() })

const noteOf = (stateDir: string): string => path.join(stateDir, 'run.lock')

/** Who holds the lock, in words, as far as the note beside it says. */
async function holder(stateDir: string): Promise<string> {
  try {
    const note = noteSchema.parse(JSON.parse(await readFile(noteOf(stateDir), 'utf8')))
    return `process ${note.pid}, since ${new Date(note.sinceMs).toISOString()}`
  } catch {
    return 'of another process'
  }
}

/**
 * Takes the lock of a state folder, which is made when missing. A lock in a file would outlive a killed process, and process
 * numbers repeat in containers; this one lives in the kernel. Rejects with UsageError when another run is going on, with
 * StoreError when the folder cannot be used.
 */
export async function acquireRunLock(stateDir: string, options: RunLockOptions = {}): Promise<RunLock> {
  const { now = Date.now, pid = process.pid } = options
  try {
    await mkdir(stateDir, { recursive: true })
  } catch (error) {
    throw new StoreError(`cannot make the state folder ${stateDir}`, { cause: error })
  }
  const database = openDatabase({ file: path.join(stateDir, 'run.lock.db'), busyTimeoutMs: 0 })
  try {
    // A transaction that writes nothing: SQLite holds the system's file lock until it ends or the process does.
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    const isHeld = error instanceof StoreError && sqliteCodeOf(error.cause) === sqliteBusy
    if (!isHeld) throw error
    throw new UsageError(`another run is going on (${await holder(stateDir)})`, { cause: error })
  }
  // The note only serves the message above; that it cannot be written shows in the first real write.
  await writeFile(noteOf(stateDir), JSON.stringify({ pid, sinceMs: now() })).catch(() => undefined)
  let isOpen = true
  return {
    async close() {
      if (!isOpen) return
      isOpen = false
      database.close()
    },
  }
}
