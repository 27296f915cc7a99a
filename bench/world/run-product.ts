/** Runs the unchanged product in a process of its own and measures that process. */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { startFlags } from '../fetch/run-product.ts'
import type { World } from './serve-world.ts'

/** With pages, the product may also ask hosts that articles link to, which are not on the loopback. */
export interface RunWishes {
  readonly pages: boolean
}

/** Writes the configuration and returns its path. JSON is YAML, and quotes every odd name by itself. */
export function writeConfig(folder: string, world: World, { pages }: RunWishes): string {
  const file = path.join(folder, 'headwater.yaml')
  const config = {
    state: 'state',
    http: { contact: 'mailto:bench@world.example', hosts: world.hosts },
    defaults: { fullText: pages ? 'auto' : 'never' },
    sources: world.feeds,
    feeds: [{ id: 'world', maxAge: '3650d', limit: 1000 }],
    serve: { host: '127.0.0.1', port: 0 },
    ...(pages ? {} : { limits: { pagesPerRunMax: 0 } }),
  }
  writeFileSync(file, `${JSON.stringify(config, null, 1)}\n`)
  return file
}

const reportSchema = z.object({
  sourcesPolled: z.number(),
  sourcesFailed: z.array(z.object({ id: z.string(), error: z.string() })),
  articlesSeen: z.number(),
  articlesNew: z.number(),
  articlesUpdated: z.number(),
  storiesNew: z.number(),
  verdicts: z.record(z.string(), z.number()),
  origins: z.record(z.string(), z.number()),
})

export interface Measured {
  readonly report: z.output<typeof reportSchema>
  readonly wallSeconds: number
  /** User and system time together; undefined where /proc is not Linux's. */
  readonly cpuSeconds: number | undefined
  readonly peakMib: number | undefined
}

const sampleEveryMs = 50
/** USER_HZ of Linux, which /proc counts in: proc_pid_stat(5). */
const ticksPerSecond = 100

interface Usage {
  readonly cpuSeconds: number
  readonly peakMib: number
}

/** What the process used so far; undefined when it is gone or this is not Linux. */
function usageOf(pid: number): Usage | undefined {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    if (peak === null) return undefined
    const ticks = Number(fields[11]) + Number(fields[12])
    return { cpuSeconds: ticks / ticksPerSecond, peakMib: Number(peak[1]) / 1024 }
  } catch {
    return undefined
  }
}

/** `headwater run --now --json` to its end. Rejects when it exits with anything but 0. */
export async function runProduct(configFile: string): Promise<Measured> {
  const cli = path.join(import.meta.dirname, '../../src/cli.ts')
  const words = [
    ...startFlags,
    '--disable-warning=ExperimentalWarning',
    cli,
    'run',
    '--config',
    configFile,
    '--now',
    '--json',
  ]
  const startedMs = performance.now()
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  let usage: Usage | undefined
  const sampling = setInterval(() => {
    if (child.pid !== undefined) usage = usageOf(child.pid) ?? usage
  }, sampleEveryMs)
  const output = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text))
  try {
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
    const wallSeconds = (performance.now() - startedMs) / 1000
    if (code !== 0) throw new Error(`headwater run ended with ${String(code)}: ${output.err.slice(-2_000)}`)
    const report = reportSchema.parse(JSON.parse(output.out))
    return { report, wallSeconds, cpuSeconds: usage?.cpuSeconds, peakMib: usage?.peakMib }
  } finally {
    clearInterval(sampling)
  }
}
