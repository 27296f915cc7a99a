/** The one file that knows node:sqlite: a connection with the settings of the state, and errors a person can read. */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { StoreError } from '../model/errors.ts'
import { explainSqliteError, isDamage, isOutOfRoom } from './explain-sqlite-error.ts'
import { groupCommits } from './group-commits.ts'

export type SqlValue = string | number | Uint8Array | null

/** One row as SQLite gives it: whoever reads it proves each column (`stored-row.ts`). */
export type Row = Readonly<Record<string, unknown>>

/** A synchronous connection. Every method throws StoreError; the message names the file and what was wrong. */
export interface Database {
  readonly file: string
  exec(sql: string): void
  /** Returns the number of rows changed. */
  run(sql: string, ...values: readonly SqlValue[]): number
  get(sql: string, ...values: readonly SqlValue[]): Row | undefined
  all(sql: string, ...values: readonly SqlValue[]): readonly Row[]
  /** All of `work` or nothing. `durable`: on disk before this returns, also after a power cut. */
  transaction<Result>(work: () => Result, options?: { readonly durable: boolean }): Result
  /** While `work` runs, transactions are committed in lots: see `group-commits.ts`. */
  together<Result>(work: () => Promise<Result>): Promise<Result>
  /** Commits the lot that is open. */
  flush(): void
  close(): void
}

export interface DatabaseOptions {
  readonly file: string
  /** How long to wait for another process that writes. */
  readonly busyTimeoutMs: number
  /** Called when a statement meets damaged contents, before it throws. */
  readonly onDamage?: () => void
}

/** Opens or makes the file; sets nothing, reads nothing. Throws StoreError. */
export function openDatabase({ file, busyTimeoutMs, onDamage }: DatabaseOptions): Database {
  const attempt = <Result>(what: string, work: () => Result): Result => {
    try {
      return work()
    } catch (error) {
      if (error instanceof StoreError) throw error
      if (isDamage(error)) onDamage?.()
      throw new StoreError(`cannot ${what} ${file}: ${explainSqliteError(error)}`, { cause: error })
    }
  }
  const connection = attempt('open', () => new DatabaseSync(file, { timeout: busyTimeoutMs }))
  const statements = new Map<string, StatementSync>()
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql)
    if (known !== undefined) return known
    const statement = connection.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  const exec = (sql: string): void => attempt('use', () => connection.exec(sql))
  const group = groupCommits({
    begin: () => connection.exec('BEGIN IMMEDIATE'),
    commit: () => attempt('write to', () => commit(connection)),
    isOpen: () => connection.isOpen && connection.isTransaction,
  })
  return {
    file,
    exec,
    run: (sql, ...values) => attempt('write to', () => Number(prepared(sql).run(...values).changes)),
    get: (sql, ...values) => attempt('read', () => prepared(sql).get(...values)),
    all: (sql, ...values) => attempt('read', () => prepared(sql).all(...values)),
    transaction(work, options) {
      if (options?.durable !== true)
        return attempt('write to', () =>
          group.join() ? inLot(connection, work) : inTransaction(connection, work),
        )
      // The level of safety cannot change inside a transaction, so it is set around it.
      group.flush()
      exec('PRAGMA synchronous = FULL')
      try {
        return attempt('write to', () => inTransaction(connection, work))
      } finally {
        exec('PRAGMA synchronous = NORMAL')
      }
    },
    together: (work) => group.run(work),
    flush: group.flush,
    close: () => attempt('close', () => connection.close()),
  }
}

/** Moves what the log holds into the database, so that the next batch needs no new room for its log. */
function reuseLog(connection: DatabaseSync): void {
  try {
    connection.exec('PRAGMA wal_checkpoint(PASSIVE)')
  } catch {
    // On a full disk this fails too; the error of the batch is the one to tell.
  }
}

/** SQLite rolls back by itself after some errors (disk full): a second ROLLBACK would hide the first error. */
function rollBack(connection: DatabaseSync, error: unknown): void {
  if (connection.isTransaction) connection.exec('ROLLBACK')
  if (isOutOfRoom(error)) reuseLog(connection)
}

function inTransaction<Result>(connection: DatabaseSync, work: () => Result): Result {
  connection.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    connection.exec('COMMIT')
    return result
  } catch (error) {
    rollBack(connection, error)
    throw error
  }
}

function commit(connection: DatabaseSync): void {
  try {
    connection.exec('COMMIT')
  } catch (error) {
    rollBack(connection, error)
    throw error
  }
}

/** Part of a lot that is committed later. What fails takes the whole lot with it: whoever wrote it stops then. */
function inLot<Result>(connection: DatabaseSync, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    rollBack(connection, error)
    throw error
  }
}
