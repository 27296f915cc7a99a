/** SQLite's result codes in plain words (sqlite.org/rescode.html). */

/** What a person can do something about; every other code is shown as SQLite says it. */
const wordsByCode: Readonly<Record<number, string>> = {
  5: 'another process is writing to it and did not finish in time',
  6: 'it is locked by another statement of this process',
  8: 'it cannot be written (read-only file, folder or disk)',
  10: 'the disk reported an error',
  11: 'its contents are damaged',
  13: 'the disk is full',
  14: 'the file or its folder cannot be opened',
  26: 'it is not a SQLite database, or its header is damaged',
}

/** The extended codes are finer: a write that the system refuses is nearly always a full disk or a quota. */
const wordsByExtendedCode: Readonly<Record<number, string>> = {
  778: 'the disk is full, or a limit on file sizes was reached',
}

const codesOfDamage: ReadonlySet<number> = new Set([11, 26])

/** The primary result code of an error from node:sqlite; undefined for any other error. */
export function sqliteCodeOf(error: unknown): number | undefined {
  const code = extendedCodeOf(error)
  return code === undefined ? undefined : code & 0xff
}

function extendedCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode : undefined
}

/** Whether an error, or one of its causes, says that the file's contents are damaged. */
export function isDamage(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    const code = sqliteCodeOf(at)
    if (code !== undefined && codesOfDamage.has(code)) return true
  }
  return false
}

/** Whether the disk, a quota or a limit on files left no room for a write. */
export function isOutOfRoom(error: unknown): boolean {
  const code = sqliteCodeOf(error) ?? sqliteCodeOf(error instanceof Error ? error.cause : undefined)
  return code === 13 || code === 10
}

/** One clause for a person: why SQLite could not do it. */
export function explainSqliteError(error: unknown): string {
  const extended = extendedCodeOf(error)
  if (extended === undefined) return error instanceof Error ? error.message : 'unknown error'
  const words = wordsByExtendedCode[extended] ?? wordsByCode[extended & 0xff]
  return words ?? (error instanceof Error ? error.message : 'unknown error')
}
