/** A database that cannot be read is set aside, never deleted, and a new one is begun: feeds go on, and a person is told. */
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { StoreError } from '../model/errors.ts'
import type { Database } from './database.ts'
import { isDamage } from './explain-sqlite-error.ts'
import { text } from './stored-row.ts'

/** The write-ahead log and its index belong to the database and move with it. */
const companions = ['', '-wal', '-shm'] as const

const markerOf = (file: string): string => `${file}.damaged`

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Leaves a note that a statement met damage; the next opening then checks the whole file. Never throws. */
export function markDamaged(file: string): void {
  try {
    writeFileSync(markerOf(file), '')
  } catch {
    // The damage itself is being reported; that it could not be noted as well helps nobody.
  }
}

/** A file of no bytes opens as an empty database, without a word (measured): the one damage SQLite does not report. */
function isEmptied(file: string): boolean {
  return existsSync(file) && sizeOf(file) === 0 && sizeOf(`${file}-wal`) === 0
}

/** `YYYYMMDDTHHMMSSZ`, sortable and a valid file name everywhere. */
const stampOf = (nowMs: number): string => new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, '')

function setAside(file: string, nowMs: number): string {
  const plain = `${file}.corrupt-${stampOf(nowMs)}`
  let aside = plain
  for (let copy = 2; existsSync(aside); copy += 1) aside = `${plain}-${copy}`
  try {
    for (const companion of companions)
      if (existsSync(`${file}${companion}`)) renameSync(`${file}${companion}`, `${aside}${companion}`)
    rmSync(markerOf(file), { force: true })
  } catch (error) {
    throw new StoreError(`cannot set aside the damaged ${file}`, { cause: error })
  }
  return aside
}

/** quick_check reports damage as a row, not as a result code. */
class DamagedError extends StoreError {}

/** Throws when a marked database is damaged indeed; takes the mark away when it is not. */
function checkMarked(database: Database): void {
  if (!existsSync(markerOf(database.file))) return
  const verdict = text(database.get('PRAGMA quick_check(1)') ?? {}, 'quick_check')
  if (verdict !== 'ok') throw new DamagedError(`${database.file} is damaged: ${verdict}`)
  rmSync(markerOf(database.file), { force: true })
}

export interface Recovered<Value> {
  readonly value: Value
  /** In words, when a damaged database was set aside or an emptied one begun anew. */
  readonly recovered: string | undefined
}

/**
 * Opens with `open`, which closes after itself when it throws. When that meets damage, the file and its log are renamed to
 * `<file>.corrupt-<time>` and `open` begins anew. Throws StoreError for everything else.
 */
export function openOrQuarantine<Value>(
  file: string,
  now: () => number,
  open: (check: (database: Database) => void) => Value,
): Recovered<Value> {
  const emptied = isEmptied(file)
    ? `${file} was empty (0 bytes): what was known is lost, a new state was begun`
    : undefined
  try {
    return { value: open(checkMarked), recovered: emptied }
  } catch (error) {
    if (!isDamage(error) && !(error instanceof DamagedError)) throw error
    const aside = setAside(file, now())
    const recovered = `${file} was damaged and is kept as ${aside}: a new state was begun`
    return { value: open(() => undefined), recovered }
  }
}
