/**
 * MB/s of CPU per format, CPU and memory of one document of 5 MB, for Headwater and its npm peers in one run:
 * `node bench/parse/measure-parsing.ts [FOLDER] [--peers DIR] [--rounds 5]`. Feeds are made up unless FOLDER holds some.
 */
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { makeFeeds } from './make-feeds.ts'
import { loadReaders, type Reader } from './readers.ts'

const { values, positionals } = parseArgs({
  options: {
    peers: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    /** Used by this program on itself: parse 5 MB with one library and print the peak memory. */
    alone: { type: 'string' },
  },
  allowPositionals: true,
})
const readers = await loadReaders(values.peers)

if (values.alone === undefined) await compare()
else await parseAlone(values.alone)

async function compare(): Promise<void> {
  const documents = positionals[0] === undefined ? madeUp() : fromFolder(positionals[0])
  const names = Object.keys(readers)
  console.log(['MB/s of CPU'.padEnd(20), ...names.map((name) => name.padStart(26))].join(''))
  for (const [format, list] of documents) {
    const speeds = new Map(names.map((name) => [name, 0]))
    // Round by round, so that a busy moment of the machine falls on all of them; the best round counts.
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const [name, reader] of Object.entries(readers))
        speeds.set(name, Math.max(speeds.get(name) ?? 0, await speedOf(reader, list)))
    }
    const figures = names.map((name) => (speeds.get(name) ?? 0).toFixed(1).padStart(26))
    console.log([`${format}, ${list.length} feeds`.padEnd(20), ...figures].join(''))
  }
  console.log('\n5 MB of RSS, once, in a process of its own: CPU ms, MB the peak rose by')
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'))
  const file = path.join(folder, 'feed.xml')
  writeFileSync(file, largeFeed())
  for (const name of names) {
    const { cpuMs, peakMb } = alone(name, file)
    console.log(`${name.padEnd(26)} ${cpuMs.toFixed(0).padStart(6)} ${peakMb.toFixed(0).padStart(6)}`)
  }
  rmSync(folder, { recursive: true })
}

function madeUp(): ReadonlyMap<string, readonly Uint8Array[]> {
  return new Map(
    Array.from(makeFeeds(60), ([format, bytes]) => [format, Array.from({ length: 20 }, () => bytes)]),
  )
}

function fromFolder(folder: string): ReadonlyMap<string, readonly Uint8Array[]> {
  const files = globSync('*', { cwd: folder, exclude: ['*.expected.json'] }).map((name) =>
    readFileSync(path.join(folder, name)),
  )
  return Map.groupBy(files, (bytes) => formatOf(bytes.toString('latin1')))
}

function formatOf(text: string): string {
  return /<(?:\w+:)?(rss|feed|rdf)\b/i.exec(text)?.[1]?.toLowerCase() ?? 'json'
}

/** Megabytes a second of what it could read; what it throws on counts as time alone. */
async function speedOf(reader: Reader, documents: readonly Uint8Array[]): Promise<number> {
  let bytes = 0
  const start = process.cpuUsage()
  for (const document of documents) {
    const output = await reader.read(document).catch(() => undefined)
    if (output !== undefined) bytes += document.length
  }
  const { user, system } = process.cpuUsage(start)
  return bytes / (user + system)
}

interface Alone {
  readonly cpuMs: number
  readonly peakMb: number
}

/** 5 MB in fewer entries than the ceiling. */
function largeFeed(): Uint8Array {
  return makeFeeds(950, 12).get('rss') ?? new Uint8Array()
}

function alone(name: string, file: string): Alone {
  const peers = values.peers === undefined ? [] : ['--peers', values.peers]
  const args = [import.meta.filename, file, '--alone', name, ...peers]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Alone
}

async function parseAlone(name: string): Promise<void> {
  const bytes = readFileSync(positionals[0] ?? '')
  const before = process.resourceUsage().maxRSS
  const start = process.cpuUsage()
  await readers[name]?.read(bytes)
  const { user, system } = process.cpuUsage(start)
  const peakMb = (process.resourceUsage().maxRSS - before) / 1024
  console.log(JSON.stringify({ cpuMs: (user + system) / 1000, peakMb }))
}
