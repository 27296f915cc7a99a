/**
 * How long `/healthz` takes while `start` reads documents that were written to hurt: `node bench/soak/health.ts`. Feeds and pages are read
 * on threads of their own; entries are compared, traced and cleaned where the requests are answered.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const root = path.resolve(import.meta.dirname, '../..')
const item = (content: string, link = 'http://bad.example/1'): string =>
  `<item><title>Report</title><link>${link}</link><description>${content}</description></item>`
const feed = (items: string): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Valley</title>${items}</channel></rss>`

const feeds: Readonly<Record<string, string>> = {
  unclosed: `<rss><channel>${'<item>'.repeat(1_000_000)}`,
  brackets: feed(item('&lt;'.repeat(200_000))),
  comments: feed(item('&lt;!--'.repeat(100_000))),
  attributes: feed(
    `<item ${Array.from({ length: 100_000 }, (_, index) => `a${index}="1"`).join(' ')}>x</item>`,
  ),
  entities: feed(item('&amp;nbsp;'.repeat(400_000))),
  blanks: feed(`<item><title>${' \t'.repeat(1_000_000)}</title></item>`),
  nested: feed(item('&lt;div&gt;&lt;b&gt;'.repeat(50_000))),
}

/** Teasers, so that the page is fetched. */
const pages: Readonly<Record<string, string>> = {
  deep: `<html><body><article>${'<div>'.repeat(200_000)}text`,
  tables: `<html><body><article>${'<a><b><table><i>'.repeat(20_000)}text`,
  long: `<html><body><article>${'<p>The weir was opened at dawn, and nobody saw it.</p>'.repeat(60_000)}</article>`,
  links: `<html><body>${'<a href="/x">y</a>'.repeat(150_000)}`,
}

const server = createServer((request, response) => {
  const [name = ''] = (request.headers.host ?? '').split('.')
  if (request.url?.startsWith('/page/') === true)
    return void response.setHeader('content-type', 'text/html').end(pages[request.url.slice(6)] ?? '')
  if (pages[name] !== undefined)
    return void response.end(feed(item('It was [...]', `http://${name}.example/page/${name}`)))
  return void response.end(feeds[name] ?? '')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo

/** On a connection of its own: one that lies idle while the process is busy would be closed. */
async function askOnce(url: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    get(url, { agent: false }, (response) => response.resume().once('end', resolve)).once('error', reject)
  })
}

async function measure(title: string, names: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-health-'))
  const config = path.join(folder, 'headwater.yaml')
  const hosts = Object.fromEntries(names.map((name) => [`${name}.example`, `127.0.0.1:${port}`]))
  const sources = names.map((name) => ({ id: name, url: `http://${name}.example/feed` }))
  writeFileSync(
    config,
    JSON.stringify({ http: { hosts }, sources, feeds: [{ id: 'all' }], serve: { port: 0 } }),
  )
  const argv = [
    '--import',
    './src/keep-compiled.js',
    '--max-semi-space-size=2',
    '--heap-growing-percent=60',
    '--disable-warning=ExperimentalWarning',
    'src/cli.ts',
    'start',
    '--config',
    config,
  ]
  const child = spawn(process.execPath, argv, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (out += text))
  let url: string | undefined
  while (url === undefined) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0]
    await wait(10)
  }
  const tookMs: number[] = []
  while (!out.includes('run finished') && tookMs.length < 6_000) {
    const startMs = performance.now()
    await askOnce(`${url}/healthz`)
    tookMs.push(performance.now() - startMs)
    await wait(5)
  }
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('close', resolve))
  rmSync(folder, { recursive: true, force: true })
  tookMs.sort((a, b) => a - b)
  const at = (share: number): string => (tookMs[Math.floor((tookMs.length - 1) * share)] ?? 0).toFixed(1)
  console.log(
    `${title.padEnd(16)} ${String(tookMs.length).padStart(6)} requests  p50 ${at(0.5)} ms  p99 ${at(0.99)} ms  max ${at(1)} ms`,
  )
}

await measure('hostile feeds', Object.keys(feeds))
await measure('hostile pages', Object.keys(pages))
for (const name of Object.keys(pages)) await measure(`  page ${name}`, [name])
server.close()
server.closeAllConnections()
