/**
 * How many of the traps in tests/feeds each library passes: `node bench/parse/edge-cases.ts [--peers DIR] [--show NAME]`.
 * A trap is passed when every entry is there and each field its pair names, of those any library reads, is right.
 */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadReaders, type Reader } from './readers.ts'
import { fieldNames, isRight, type EntryReading, type Reading } from './readings.ts'

const { values } = parseArgs({ options: { peers: { type: 'string' }, show: { type: 'string' } } })

interface ExpectedEntry {
  readonly title?: string
  readonly url?: string | null
  readonly id?: string | null
  readonly publishedMs?: string | null
  readonly contentHtml?: string
  readonly authors?: readonly string[]
  readonly enclosures?: readonly { readonly url: string }[]
}

const traps = globSync('tests/feeds/*/')
  .toSorted()
  .map((folder) => {
    const expected = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as {
      readonly entries?: readonly ExpectedEntry[]
    }
    const [file = ''] = globSync(path.join(folder, 'feed.*'))
    return {
      name: path.basename(folder),
      bytes: readFileSync(file),
      entries: (expected.entries ?? []).map(toReading),
    }
  })

function toReading(entry: ExpectedEntry): EntryReading {
  return {
    title: entry.title ?? null,
    link: entry.url ?? null,
    id: entry.id ?? null,
    dateMs: typeof entry.publishedMs === 'string' ? Date.parse(entry.publishedMs) : null,
    texts: entry.contentHtml === undefined ? [] : [entry.contentHtml],
    authors: entry.authors ?? [],
    enclosures: (entry.enclosures ?? []).map(({ url }) => url),
  }
}

async function passes(reader: Reader, trap: (typeof traps)[number]): Promise<boolean> {
  const found = await readOrNothing(reader, trap.bytes)
  if (found?.entries.length !== trap.entries.length) return false
  return trap.entries.every((entry, index) =>
    fieldNames.every((field) => isRight(field, entry, found.entries[index]) !== false),
  )
}

async function readOrNothing(reader: Reader, bytes: Uint8Array): Promise<Reading | undefined> {
  try {
    const output = await reader.read(bytes)
    return output === undefined ? undefined : reader.view(output)
  } catch {
    return undefined
  }
}

for (const [name, reader] of Object.entries(await loadReaders(values.peers))) {
  const failed: string[] = []
  for (const trap of traps) if (!(await passes(reader, trap))) failed.push(trap.name)
  console.log(`${name.padEnd(26)} ${traps.length - failed.length} of ${traps.length}`)
  if (values.show === name) console.log(failed.join('\n'))
}
