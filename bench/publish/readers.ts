/**
 * Published feeds in readers that are not ours: `node bench/publish/readers.ts FOLDER`.
 * Uses what is on the machine of newsboat, sfeed, Python's feedparser and rss2email (Debian: newsboat sfeed python3-feedparser rss2email).
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLog } from '../../src/create-log.ts'
import { createServer } from '../../src/serve/create-server.ts'
import { childrenOf, parseStrictXml } from '../../tests/publish/strict-xml.ts'
import { runQuietly } from './run-quietly.ts'

interface Listed {
  readonly items: number
  readonly note: string
}

type Reader = (url: string, file: string, work: string) => Promise<Listed>

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '')

/** The cache is SQLite; `sqlite3` of Python reads it. */
const newsboat: Reader = async (url, _file, work) => {
  const files = ['urls', 'cache.db', 'config'].map((name) => path.join(work, name))
  const [urls = '', cache = '', config = ''] = files
  writeFileSync(urls, `${url}\n`)
  writeFileSync(config, '')
  await runQuietly('newsboat', ['-u', urls, '-c', cache, '-C', config, '-x', 'reload'])
  const script =
    'import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); print(*[r[0] for r in c.execute("select title from rss_item")], sep="\\n")'
  const { stdout } = await runQuietly('/usr/bin/python3', ['-c', script, cache])
  return { items: lines(stdout).length, note: `first: ${lines(stdout)[0] ?? ''}` }
}

const sfeed: Reader = async (url, file) => {
  const { stdout } = spawnSync('sfeed', [url], { input: readFileSync(file), encoding: 'utf8' })
  const rows = lines(stdout).map((row) => row.split('\t'))
  const withId = rows.filter((fields) => fields[5]?.startsWith('urn:uuid:')).length
  return { items: rows.length, note: `${withId} with our id, first: ${rows[0]?.[1] ?? ''}` }
}

const feedparser: Reader = async (url) => {
  const script = `import feedparser,sys
f=feedparser.parse(sys.argv[1])
print(f.bozo, f.version, len(f.entries), sum(1 for e in f.entries if e.get('id','').startswith('urn:uuid:')), sum(1 for e in f.entries if e.get('published_parsed')), sum(1 for e in f.entries if e.get('source')))`
  const { stdout } = await runQuietly('/usr/bin/python3', ['-c', script, url])
  const [bozo, version, count, ids, dated, sources] = stdout.trim().split(' ')
  return {
    items: Number(count),
    note: `${version}, ${bozo === 'False' || bozo === '0' ? 'well-formed' : 'BOZO'}, ${ids} ids, ${dated} dated, ${sources} with a source`,
  }
}

const rss2email: Reader = async (url, _file, work) => {
  const common = ['-c', path.join(work, 'r2e.cfg'), '-d', path.join(work, 'r2e.json')]
  await runQuietly('r2e', [...common, 'new', 'reader@example.org'])
  await runQuietly('r2e', [...common, 'add', 'feed', url])
  const { stdout, stderr } = await runQuietly('r2e', [...common, '-VVV', 'run', '--no-send'])
  const complaint = lines(stdout + stderr).find((line) =>
    /\b(?:error|warning|failed|exception)\b/i.test(line),
  )
  const script = 'import json,sys; print(sum(len(f["seen"]) for f in json.load(open(sys.argv[1]))["feeds"]))'
  const seen = await runQuietly('/usr/bin/python3', ['-c', script, path.join(work, 'r2e.json')])
  return { items: Number(seen.stdout), note: complaint ?? 'no complaint' }
}

const readers: Readonly<Record<string, Reader>> = { newsboat, sfeed, feedparser, rss2email }
const folder = path.resolve(process.argv[2] ?? '.')
const server = createServer({ host: '127.0.0.1', port: 0, publicDir: folder, log: createLog('silent') })
const { url: base } = await server.listen()
try {
  for (const name of readdirSync(folder).filter((file) => /\.(?:rss|atom)$/.test(file))) {
    const file = path.join(folder, name)
    const root = parseStrictXml(readFileSync(file, 'utf8'))
    const own =
      root.name === 'rss'
        ? root.children.flatMap((channel) => childrenOf(channel, 'item'))
        : childrenOf(root, 'entry')
    console.log(`${name}: ${own.length} items`)
    for (const [reader, read] of Object.entries(readers)) {
      const work = mkdtempSync(path.join(tmpdir(), 'headwater-reader-'))
      const listed = await read(`${base}/${name}`, file, work).catch((error: unknown) => ({
        items: -1,
        note: String(error),
      }))
      console.log(`  ${reader.padEnd(11)} ${String(listed.items).padStart(4)}  ${listed.note}`)
      rmSync(work, { recursive: true, force: true })
    }
  }
} finally {
  await server.close()
}
