/** Polls cases with the command line, as a user would: a configuration in a folder of its own, `run --now`, `status`. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { SourceState } from '../../src/model/source-state.ts'
import type { Case } from './manifest.ts'

const root = path.resolve(import.meta.dirname, '../..')
const formats = ['rss', 'atom', 'json'] as const

export type Output = Readonly<Record<(typeof formats)[number], string>>

/** What one poll of a case left behind. */
export interface Step {
  /** Exit code of the run; undefined when it was ended by a signal. */
  readonly code: number | undefined
  readonly wallMs: number
  readonly peakMb: number
  /** Undefined when the run did not get so far. */
  readonly state: SourceState | undefined
  readonly output: Output | undefined
  readonly stderr: string
}

export interface RunEnvironment {
  readonly folder: string
  /** Addresses exempt from the guard. */
  readonly allowPrivate: readonly string[]
  /** A certificate authority to trust, a file. */
  readonly caFile: string | undefined
}

/** Cases that share one process, one state and one configuration. */
export interface Batch {
  readonly name: string
  readonly cases: readonly Case[]
}

/** Writes the configuration. JSON is YAML. */
export function writeConfig({ name, cases }: Batch, { folder, allowPrivate }: RunEnvironment): string {
  const dir = path.join(folder, name)
  mkdirSync(dir, { recursive: true })
  const sources = cases.flatMap(({ name: id, url, fanout }) =>
    fanout === undefined
      ? [{ id, url }]
      : Array.from({ length: fanout }, (_, i) => ({ id: `${id}-${i + 1}`, url: `${url}?i=${i + 1}` })),
  )
  const feeds = sources.map(({ id }) => ({ id, from: [id], limit: 500, maxAge: '3650d' }))
  const file = path.join(dir, 'headwater.yaml')
  writeFileSync(file, JSON.stringify({ http: { allowPrivate }, sources, feeds }))
  return file
}

/** One poll of every case of the batch, by name. */
export async function pollBatch(
  batch: Batch,
  environment: RunEnvironment,
): Promise<ReadonlyMap<string, Step>> {
  const config = path.join(environment.folder, batch.name, 'headwater.yaml')
  const run = await runCli(['run', '--now', '--json', '--config', config], environment)
  const asked = await runCli(['status', '--json', '--config', config], environment)
  const states =
    asked.code === 0 ? (JSON.parse(asked.out) as { sources: readonly SourceState[] }).sources : []
  const { code, wallMs, peakMb, err: stderr } = run
  return new Map(
    batch.cases.map(({ name, fanout }) => {
      const state = states.find(({ id }) => id === (fanout === undefined ? name : `${name}-1`))
      const output = readOutput(path.join(environment.folder, batch.name, 'state/public'), name)
      return [name, { code, wallMs, peakMb, state, output, stderr }]
    }),
  )
}

export function removeBatch({ name }: Batch, { folder }: RunEnvironment): void {
  rmSync(path.join(folder, name), { recursive: true, force: true })
}

function readOutput(publicDir: string, name: string): Output | undefined {
  const files = formats.map((format) => path.join(publicDir, `${name}.${format}`))
  if (!files.every((file) => existsSync(file))) return undefined
  const [rss = '', atom = '', json = ''] = files.map((file) => readFileSync(file, 'utf8'))
  return { rss, atom, json }
}

interface Finished {
  readonly code: number | undefined
  readonly out: string
  readonly err: string
  readonly wallMs: number
  readonly peakMb: number
}

/** Memory is read from /proc while the process lives: its high-water mark, whatever it frees later. */
async function runCli(words: readonly string[], { caFile }: RunEnvironment): Promise<Finished> {
  const extra = caFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: caFile }
  const env = { ...process.env, HEADWATER_LOG_LEVEL: 'error', ...extra }
  const startMs = performance.now()
  const argv = [
    '--import',
    './src/keep-compiled.js',
    '--max-semi-space-size=2',
    '--heap-growing-percent=60',
    '--disable-warning=ExperimentalWarning',
    'src/cli.ts',
    ...words,
  ]
  const child = spawn(process.execPath, argv, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err, peakMb] = ['', '', 0]
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const watch = setInterval(() => (peakMb = Math.max(peakMb, peakOf(child.pid))), 50)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearInterval(watch)
  return { code: code ?? undefined, out, err, wallMs: performance.now() - startMs, peakMb }
}

function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
