/** Runs the command line as a user does: another process, its words, its exit code. */
import { createHash } from 'node:crypto'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SourceState } from '../../src/model/source-state.ts'

const root = path.resolve(import.meta.dirname, '../..')

export interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** What `status --json` prints. */
export interface Status {
  readonly sources: readonly SourceState[]
  readonly feeds: readonly { readonly id: string; readonly title: string; readonly items: number }[]
  readonly state: { readonly articles: number; readonly stories: number; readonly bytes: number }
}

/** A child that runs on until it is told to stop. */
export function spawnCli(...words: readonly string[]): ChildProcess {
  const script = [
    '--import',
    './src/keep-compiled.js',
    '--max-semi-space-size=2',
    '--heap-growing-percent=60',
    '--disable-warning=ExperimentalWarning',
    'src/cli.ts',
  ]
  return spawn(process.execPath, [...script, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Resolves when the child has ended, with everything it wrote. */
export async function finish(child: ChildProcess): Promise<Finished> {
  const ended = Promise.withResolvers<number | null>()
  let out = ''
  let err = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (out += chunk))
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (err += chunk))
  child.once('error', ended.reject)
  child.once('close', (code) => ended.resolve(code))
  return { code: await ended.promise, out, err }
}

/** Runs one command to its end. */
export async function runCli(...words: readonly string[]): Promise<Finished> {
  return finish(spawnCli(...words))
}

/** Runs a command with `--json` that has to succeed and reads its answer. */
export async function askCli<Answer>(...words: readonly string[]): Promise<Answer> {
  const { code, out, err } = await runCli(...words, '--json')
  if (code !== 0) throw new Error(`${words.join(' ')} exited with ${code}: ${err}${out}`)
  return JSON.parse(out) as Answer
}

/** A fresh folder for configuration and state; `remove` takes it away. */
export function makeFolder(): { readonly dir: string; readonly remove: () => void } {
  const dir = mkdtempSync(path.join(tmpdir(), 'headwater-e2e-'))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** Every file of a folder as name -> change time and digest: equal only when nothing was touched. */
export function snapshot(dir: string): ReadonlyMap<string, string> {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).toSorted()
  const files = names.filter((name) => statSync(path.join(dir, name)).isFile())
  return new Map(
    files.map((name) => {
      const file = path.join(dir, name)
      const digest = createHash('sha256').update(readFileSync(file)).digest('hex')
      return [name, `${statSync(file).mtimeMs} ${digest}`]
    }),
  )
}
