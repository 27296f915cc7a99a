/** The same job done by feed readers of the distribution, where they are installed: newsboat and sfeed. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Figures } from './figures.ts'

export interface PeerOptions {
  readonly port: number
  readonly sources: number
}

const urlsOf = ({ port, sources }: PeerOptions): string[] =>
  Array.from({ length: sources }, (_, index) => `http://127.0.0.1:${port}/feed/${index}`)

/** Reloads every source: into an empty cache, again (newsboat keeps validators only of feeds it has a row for), and once more. */
export async function runNewsboat(options: PeerOptions): Promise<readonly Figures[]> {
  return inFolder(async (folder) => {
    const file = (name: string): string => path.join(folder, name)
    writeFileSync(file('urls'), `${urlsOf(options).join('\n')}\n`)
    writeFileSync(file('config'), 'reload-threads 32\n')
    const command = `newsboat -q -u ${file('urls')} -c ${file('cache.db')} -C ${file('config')} -x reload`
    const figures: Figures[] = []
    for (const name of ['newsboat, first poll', 'newsboat, second poll', 'newsboat, 90 % 304'])
      figures.push(await timed({ name, command, sources: options.sources, folder, watch: 'newsboat' }))
    return figures
  })
}

/** sfeed_update starts curl for every source and sends no conditional requests unless scripted to. */
export async function runSfeed(options: PeerOptions): Promise<readonly Figures[]> {
  return inFolder(async (folder) => {
    const lines = urlsOf(options).map((url, index) => `feed "f${index}" "${url}"`)
    const rc = path.join(folder, 'sfeedrc')
    writeFileSync(rc, `sfeedpath="${folder}/feeds"\nmaxjobs=32\nfeeds() {\n${lines.join('\n')}\n}\n`)
    const { sources } = options
    const job = { name: 'sfeed_update', command: `sfeed_update ${rc}`, sources, folder, watch: undefined }
    return [await timed(job)]
  })
}

interface Job {
  readonly name: string
  readonly command: string
  readonly sources: number
  readonly folder: string
  /** Name of the one process whose peak memory is read; undefined for a swarm. */
  readonly watch: string | undefined
}

/** bash's `time` counts the children, too. */
async function timed({ name, command, sources, folder, watch }: Job): Promise<Figures> {
  const report = path.join(folder, 'time')
  const script = `TIMEFORMAT='%R %U %S'; { time ${command} >/dev/null 2>&1 ; } 2>${report}`
  const child = spawn('bash', ['-c', script], { env: { ...process.env, HOME: folder }, stdio: 'ignore' })
  let peakMb: number | undefined
  const watcher = setInterval(() => (peakMb = Math.max(peakMb ?? 0, peakOfChild(child.pid, watch))), 50)
  await new Promise((resolve) => child.on('close', resolve))
  clearInterval(watcher)
  const [wall = 0, user = 0, system = 0] = readFileSync(report, 'utf8').trim().split(' ').map(Number)
  const peak = watch === undefined || peakMb === 0 ? undefined : peakMb
  return { name, sources, wallMs: wall * 1000, cpuMs: (user + system) * 1000, peakMb: peak }
}

/** VmHWM of the shell's child of that name, megabytes; 0 when there is none (yet, or any more). */
function peakOfChild(shell: number | undefined, name: string | undefined): number {
  try {
    const children = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ')
    for (const pid of children) {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      if (status.startsWith(`Name:\t${name}`)) return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    }
  } catch {
    return 0
  }
  return 0
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
