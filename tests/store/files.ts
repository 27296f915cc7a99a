/** Folders of their own for tests that touch the disk, and children to be killed. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** A fresh folder, removed after the test. */
export function makeFolder(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'headwater-store-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** How often the kill tests kill: `HEADWATER_KILLS`, else a number that fits into the suite. */
export const killsOf = (inSuite: number): number => Number(process.env['HEADWATER_KILLS'] ?? inSuite)

export interface Killed {
  /** Whole lines the child wrote before it died. */
  readonly lines: readonly string[]
}

/** Runs a child until its first line, and `afterMs` more; then SIGKILL. */
export async function killChild(script: string, args: readonly string[], afterMs: number): Promise<Killed> {
  const file = path.join(import.meta.dirname, script)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const dead = Promise.withResolvers<void>()
  let output = ''
  let timer: NodeJS.Timeout | undefined
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
    timer ??= setTimeout(() => child.kill('SIGKILL'), afterMs)
  })
  child.on('close', () => dead.resolve())
  await dead.promise
  clearTimeout(timer)
  return {
    lines: output
      .slice(0, output.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== ''),
  }
}
