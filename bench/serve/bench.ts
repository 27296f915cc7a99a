/**
 * Our server beside nginx over the same files, in one run: `node bench/serve/bench.ts FOLDER [--seconds N]`.
 * Needs wrk and nginx on the PATH. FOLDER holds published files; the largest feed is asked for, as 200, as gzip and as 304.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '5' } },
})
const [folder] = positionals
if (folder === undefined) throw new Error('give a folder of published files')
const publicDir = path.resolve(folder)
const work = mkdtempSync(path.join(tmpdir(), 'headwater-bench-serve-'))
const nginxPort = 18_480

/** User and system time of a process and its children, in seconds. */
function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return sum + (Number(fields[11]) + Number(fields[12])) / 100
  }, 0)
}

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)

async function untilUp(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const up = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    )
    if (up) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`nothing answers at ${url}`)
}

/** One worker: our server has one process too. */
function startNginx(): ChildProcess {
  const config = path.join(work, 'nginx.conf')
  writeFileSync(
    config,
    `daemon off; worker_processes 1; pid ${work}/nginx.pid; error_log ${work}/error.log; user root;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; etag on; gzip_static on; open_file_cache max=100; keepalive_requests 100000;
types { application/atom+xml atom; application/rss+xml rss; application/feed+json json; }
client_body_temp_path ${work}/body; proxy_temp_path ${work}/proxy; fastcgi_temp_path ${work}/fcgi; uwsgi_temp_path ${work}/uwsgi; scgi_temp_path ${work}/scgi;
server { listen 127.0.0.1:${nginxPort}; root ${work}/files; } }\n`,
  )
  return spawn('nginx', ['-c', config], { stdio: 'ignore' })
}

interface Figure {
  readonly perSecond: number
  readonly cpuMicros: number
  readonly p99: string
}

function load(url: string, headers: readonly string[], pids: readonly number[]): Figure {
  const before = cpuSeconds(pids)
  const words = [
    '-t1',
    '-c32',
    `-d${values.seconds}s`,
    '--latency',
    ...headers.flatMap((header) => ['-H', header]),
    url,
  ]
  const { stdout, status } = spawnSync('wrk', words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`wrk failed: ${stdout}`)
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1])
  const cpu = cpuSeconds(pids) - before
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    cpuMicros: (cpu / requests) * 1e6,
    p99: /99%\s+(\S+)/.exec(stdout)?.[1] ?? '',
  }
}

const feeds = readdirSync(publicDir).filter((name) => /\.(?:rss|atom|json)$/.test(name))
const largest = feeds.toSorted(
  (a, b) => statSync(path.join(publicDir, b)).size - statSync(path.join(publicDir, a)).size,
)[0]
if (largest === undefined) throw new Error(`no feeds in ${publicDir}`)
const bytes = readFileSync(path.join(publicDir, largest))
spawnSync('cp', ['-rp', publicDir, path.join(work, 'files')])
writeFileSync(path.join(work, 'files', `${largest}.gz`), gzipSync(bytes, { level: 9 }))
const nginx = startNginx()
const ours = spawn(process.execPath, [path.join(import.meta.dirname, 'serve-folder.ts'), publicDir], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const ourUrl = await new Promise<string>(
    (resolve) => void ours.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim())),
  )
  const nginxUrl = `http://127.0.0.1:${nginxPort}`
  await untilUp(`${ourUrl}/${largest}`)
  await untilUp(`${nginxUrl}/${largest}`)
  const etags = new Map<string, string>()
  for (const base of [ourUrl, nginxUrl]) {
    const plain = { headers: { 'accept-encoding': 'identity' } }
    etags.set(base, (await fetch(`${base}/${largest}`, plain)).headers.get('etag') ?? '')
  }
  console.log(`${largest}: ${bytes.length} bytes; wrk -t1 -c32 -d${values.seconds}s`)
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['200', []],
    ['200 gzip', ['Accept-Encoding: gzip']],
    ['304', ['If-None-Match: ETAG']],
  ]
  for (const [name, headers] of rows) {
    for (const [server, base, pids] of [
      ['headwater', ourUrl, [ours.pid ?? 0]],
      ['nginx', nginxUrl, childrenOf(nginx.pid ?? 0)],
    ] as const) {
      const url = `${base}/${largest}`
      const { perSecond, cpuMicros, p99 } = load(
        url,
        headers.map((header) => header.replace('ETAG', etags.get(base) ?? '')),
        pids,
      )
      console.log(
        `${name.padEnd(9)} ${server.padEnd(10)} ${String(Math.round(perSecond)).padStart(7)} a second  ${cpuMicros.toFixed(0).padStart(5)} µs CPU each  p99 ${p99}`,
      )
    }
  }
} finally {
  ours.kill()
  nginx.kill()
  rmSync(work, { recursive: true, force: true })
}
