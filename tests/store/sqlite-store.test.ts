/** The SQLite store: the contract, and what only a file can do wrong. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import { describeStore } from './contract.ts'

describeStore('SQLite', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'headwater-store-'))
  return {
    open: () => openSqliteStore({ file: path.join(dir, 'headwater.db'), now: () => 1 }),
    remove: async () => rmSync(dir, { recursive: true }),
  }
})
