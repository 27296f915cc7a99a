/** MB/s per format over a folder of feed files: `node bench/parse/measure-parsing.ts FOLDER [PEERS]`, PEERS a folder with npm peers installed. */
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { limits } from '../../src/model/limits.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'

type Reader = (bytes: Uint8Array) => Promise<boolean>

const [folder = 'tests/feeds', peers] = process.argv.slice(2)
const roundsMin = 3

const readers: Record<string, Reader> = {
  headwater: async (bytes) =>
    (await parseFeed(bytes, { url: 'https://feeds.example/', contentType: undefined, limits })).kind ===
    'parsed',
}
if (peers !== undefined) {
  const require = createRequire(path.join(path.resolve(peers), 'x.js'))
  const { parseFeed: feedsmith } = require('feedsmith') as { parseFeed: (text: string) => unknown }
  readers['feedsmith'] = async (bytes) => feedsmith(new TextDecoder().decode(bytes)) !== undefined
}
const { default: RssParser } = await import('rss-parser')
readers['rss-parser'] = async (bytes) =>
  (await new RssParser().parseString(new TextDecoder().decode(bytes))).items.length >= 0

const files = globSync('**/*.{xml,rss,atom,rdf,json}', { cwd: folder, exclude: ['**/expected.json'] })
const byFormat = Map.groupBy(files, (file) => formatOf(readFileSync(path.join(folder, file), 'latin1')))
for (const [format, names] of byFormat) {
  const documents = names.map((name) => readFileSync(path.join(folder, name)))
  for (const [name, read] of Object.entries(readers))
    console.log(format, name, await measure(documents, read))
}

function formatOf(text: string): string {
  return /<(?:\w+:)?(rss|feed|rdf:rdf)\b/i.exec(text)?.[1]?.toLowerCase() ?? 'json'
}

async function measure(documents: readonly Uint8Array[], read: Reader): Promise<string> {
  let bytes = 0
  let parsed = 0
  const start = process.cpuUsage()
  for (let round = 0; round < roundsMin; round += 1) {
    for (const document of documents) {
      bytes += document.length
      parsed += (await read(document).catch(() => false)) ? 1 : 0
    }
  }
  const { user, system } = process.cpuUsage(start)
  const seconds = (user + system) / 1e6
  return `${(bytes / 1e6 / seconds).toFixed(1)} MB/s of CPU, ${parsed / roundsMin} of ${documents.length} parsed`
}
