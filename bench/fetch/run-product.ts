/** The same job done by the whole product: `headwater run`, which parses, decides, stores and publishes as well. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Figures } from './figures.ts'
import type { PeerOptions } from './peers.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** What the npm scripts, the image and the installed command start Node with. */
export const startFlags: readonly string[] = ['--max-semi-space-size=2', '--heap-growing-percent=60']

/** Comes first of all in a checkout. */
const preload = ['--import', './src/keep-compiled.js'] as const

/** Clock ticks a second in /proc/PID/stat; Linux has used this since 2.6. */
const ticksPerSecond = 100

function writeConfig(folder: string, { port, sources }: PeerOptions): string {
  const ids = Array.from({ length: sources }, (_, index) => `s${index}`)
  const hosts = Object.fromEntries(ids.map((id) => [`${id}.valley.example`, `127.0.0.1:${port}`]))
  const file = path.join(folder, 'headwater.yaml')
  const list = ids.map((id, index) => ({ id, url: `http://${id}.valley.example/feed/${index}` }))
  const config = { http: { hosts }, defaults: { fullText: 'never' }, sources: list, feeds: [{ id: 'all' }] }
  writeFileSync(file, JSON.stringify(config))
  return file
}

/** The first poll, and one where nine of ten answer 304 and the tenth sends the same again. */
export async function runProduct(options: PeerOptions): Promise<readonly Figures[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'))
  try {
    const config = writeConfig(folder, options)
    const figures: Figures[] = []
    for (const name of ['headwater run, first poll', 'headwater run, 90 % 304'])
      figures.push({ name, sources: options.sources, ...(await watchRun(config)) })
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** From the start of the process to its end. Memory and CPU time are read from /proc while it lives. */
async function watchRun(config: string): Promise<Pick<Figures, 'wallMs' | 'cpuMs' | 'peakMb'>> {
  const startMs = performance.now()
  const argv = [
    ...preload,
    ...startFlags,
    '--disable-warning=ExperimentalWarning',
    'src/cli.ts',
    'run',
    '--now',
  ]
  const env = { ...process.env, HEADWATER_LOG_LEVEL: 'error' }
  const child = spawn(process.execPath, [...argv, '--config', config], { cwd: root, env, stdio: 'ignore' })
  let [peakMb, cpuMs] = [0, 0]
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      peakMb = Math.max(peakMb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      cpuMs = ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000
    } catch {
      // The process has just ended; what was read before stands.
    }
  }, 20)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearInterval(watch)
  if (code !== 0) throw new Error(`headwater run ended with ${code}`)
  return { wallMs: performance.now() - startMs, cpuMs, peakMb }
}
