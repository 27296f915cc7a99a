/** The last polls of each source: bounded, written with the source's state, read for the dashboard. */
import type { PollRecord } from '../model/browse.ts'
import { parseSourceId, type SourceId } from '../model/brand.ts'
import { StoreError } from '../model/errors.ts'
import type { SourceState } from '../model/source-state.ts'
import type { Database, Row } from './database.ts'
import { pollResultSchema, sourceStateSchema } from './stored-json.ts'
import { branded, integer, json } from './stored-row.ts'

/** Two days at the default of an hour; a hundred thousand sources fill 200 MB with it. */
const pollsKeptMax = 48

const putPoll = `INSERT INTO poll (source_id, at_ms, result, articles_new) VALUES (?, ?, ?, ?)
  ON CONFLICT (source_id, at_ms) DO UPDATE SET result = excluded.result, articles_new = excluded.articles_new`

const dropOldPolls = `DELETE FROM poll WHERE source_id = ?1 AND at_ms <=
  (SELECT at_ms FROM poll WHERE source_id = ?1 ORDER BY at_ms DESC LIMIT 1 OFFSET ${pollsKeptMax})`

/** Called before the state is replaced: a state whose `lastPollMs` moved tells of a poll. */
export function notePoll(database: Database, state: SourceState): void {
  const { id, lastPollMs, lastResult, articlesTotal } = state
  if (lastPollMs === undefined || lastResult === undefined) return
  const row = database.get('SELECT state FROM source WHERE id = ?', id)
  const before = row === undefined ? undefined : json(sourceStateSchema, row, 'state')
  if (before?.lastPollMs === lastPollMs) return
  const articlesNew = Math.max(0, articlesTotal - (before?.articlesTotal ?? 0))
  database.run(putPoll, id, lastPollMs, lastResult, articlesNew)
  database.run(dropOldPolls, id)
}

function readPoll(row: Row): PollRecord {
  const result = pollResultSchema.safeParse(row['result'])
  if (!result.success) throw new StoreError('the state is damaged: column "result"', { cause: result.error })
  const [atMs, articlesNew] = [integer(row, 'at_ms'), integer(row, 'articles_new')]
  return { atMs, result: result.data, articlesNew }
}

/** By source, oldest first; sources without a poll are left out. */
export function readPolls(
  database: Database,
  ids: readonly SourceId[],
): ReadonlyMap<SourceId, readonly PollRecord[]> {
  const rows = database.all(
    `SELECT source_id, at_ms, result, articles_new FROM poll
      WHERE source_id IN (SELECT value FROM json_each(?)) ORDER BY source_id, at_ms`,
    JSON.stringify(ids),
  )
  const bySource = new Map<SourceId, PollRecord[]>()
  for (const row of rows) {
    const id = branded(parseSourceId, row, 'source_id')
    const polls = bySource.get(id) ?? []
    polls.push(readPoll(row))
    bySource.set(id, polls)
  }
  return bySource
}
