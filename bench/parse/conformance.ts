/**
 * How much each library reads right of a folder of feeds: `node bench/parse/conformance.ts FOLDER [--peers DIR] [--show FIELD]`.
 * Beside each FILE stands FILE.expected.json (see write-expected.py). DIR is a folder in which the npm peers are
 * installed. With FIELD, three lines are printed for each file in which Headwater has that field wrong.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadReaders, type Reader } from './readers.ts'
import { fieldNames, isRight, longest, type EntryReading, type FieldName, type Reading } from './readings.ts'

const { values, positionals } = parseArgs({
  options: { peers: { type: 'string' }, show: { type: 'string' } },
  allowPositionals: true,
})
const { peers, show: shown } = values
const [folder = '.'] = positionals

interface Case {
  readonly file: string
  readonly bytes: Uint8Array
  readonly expected: Reading
}

const cases: readonly Case[] = globSync('**/*.expected.json', { cwd: folder })
  .toSorted()
  .flatMap((name) => {
    const file = name.replace(/\.expected\.json$/, '')
    if (!existsSync(path.join(folder, file))) return []
    const expected = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Reading
    return [{ file, bytes: readFileSync(path.join(folder, file)), expected }]
  })

type Scores = Record<FieldName | 'parsed', number[]>

async function score(name: string, reader: Reader): Promise<Scores> {
  const scores: Scores = {
    parsed: [],
    title: [],
    link: [],
    id: [],
    date: [],
    content: [],
    authors: [],
    enclosures: [],
  }
  for (const { file, bytes, expected } of cases) {
    const found = await readOrNothing(reader, bytes)
    scores.parsed.push(found === undefined ? 0 : 1)
    if (found === undefined && name === 'headwater' && shown !== undefined) console.log(`${file}: no feed`)
    for (const field of fieldNames) {
      const share = shareRight(field, expected, found)
      if (share === undefined) continue
      scores[field].push(share)
      if (share < 1 && name === 'headwater' && shown === field) explain(file, field, expected, found)
    }
  }
  return scores
}

async function readOrNothing(reader: Reader, bytes: Uint8Array): Promise<Reading | undefined> {
  try {
    const output = await reader.read(bytes)
    return output === undefined ? undefined : reader.view(output)
  } catch {
    return undefined
  }
}

/** Share of a file's entries; entries are compared by position. Undefined when no entry of the reference has the field. */
function shareRight(field: FieldName, expected: Reading, found: Reading | undefined): number | undefined {
  const results = expected.entries
    .map((entry, index) => isRight(field, entry, found?.entries[index]))
    .filter((result) => result !== undefined)
  return results.length === 0 ? undefined : results.filter(Boolean).length / results.length
}

function explain(file: string, field: FieldName, expected: Reading, found: Reading | undefined): void {
  const at = expected.entries.findIndex(
    (entry, index) => isRight(field, entry, found?.entries[index]) === false,
  )
  const [wanted, got] = [expected.entries[at], found?.entries[at]].map((entry) => valueOf(field, entry))
  const from = Math.max(
    0,
    Array.from(wanted ?? '').findIndex((letter, index) => letter !== got?.[index]) - 60,
  )
  const counts = `${found?.entries.length ?? 0} of ${expected.entries.length} entries`
  console.log(`${file} (${counts}), entry ${at + 1}, character ${from}`)
  console.log(`  expected ${wanted?.slice(from, from + 200)}\n  found    ${got?.slice(from, from + 200)}`)
}

/** Of the texts the one that is nearest in length. */
function valueOf(field: FieldName, entry: EntryReading | undefined): string {
  if (entry === undefined) return 'nothing'
  if (field === 'date') return entry.dateMs === null ? 'none' : new Date(entry.dateMs).toISOString()
  return field === 'content' ? longest(entry.texts) : JSON.stringify(entry[field])
}

function mean(shares: readonly number[]): string {
  if (shares.length === 0) return '-'
  return ((shares.reduce((sum, share) => sum + share, 0) / shares.length) * 100).toFixed(1)
}

console.log(
  `${cases.length} feeds, ${cases.reduce((sum, { expected }) => sum + expected.entries.length, 0)} entries`,
)
const columns = ['parsed', ...fieldNames] as const
console.log(['% right per file'.padEnd(26), ...columns.map((column) => column.padStart(10))].join(' '))
for (const [name, reader] of Object.entries(await loadReaders(peers))) {
  const scores = await score(name, reader)
  console.log([name.padEnd(26), ...columns.map((column) => mean(scores[column]).padStart(10))].join(' '))
}
