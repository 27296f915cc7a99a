/** The one gate: generated files, types, lint, format, unused code, then the suite. Closes with `N passed, N failed`. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findStaleFiles } from './generate.ts'

interface Count {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const root = path.resolve(import.meta.dirname, '../..')
const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Runs a tool of the checkout with its output on the terminal. A tool that cannot start has failed. */
function runTool(name: string, args: readonly string[]): boolean {
  const bin = path.join(root, 'node_modules', '.bin', name)
  const { status, error } = spawnSync(bin, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (error !== undefined) say(`${name}: ${error.message}`)
  return status === 0
}

async function generatedFilesAreCommitted(): Promise<boolean> {
  const stale = await findStaleFiles(root)
  for (const finding of stale) say(finding)
  return stale.length === 0
}

const staticChecks: readonly (readonly [name: string, check: () => boolean | Promise<boolean>])[] = [
  ['generated files', generatedFilesAreCommitted],
  ['types', () => runTool('tsc', ['-p', '.'])],
  ['lint', () => runTool('oxlint', ['--type-aware', '--deny-warnings', '.'])],
  ['format', () => runTool('oxfmt', ['--check', '.'])],
  ['unused code', () => runTool('knip', ['--no-progress'])],
]

async function runStaticChecks(): Promise<Count> {
  let passed = 0
  for (const [name, check] of staticChecks) {
    const ok = await check()
    say(`${ok ? 'ok  ' : 'FAIL'} ${name}`)
    if (ok) passed += 1
  }
  return { passed, failed: staticChecks.length - passed, skipped: 0 }
}

/** A suite that ran no test, or whose report is missing, counts as one failure. */
function runSuite(filters: readonly string[]): Count {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-suite-'))
  try {
    const report = path.join(folder, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const ok = runTool('vitest', ['run', '--config', 'tests/vitest.config.ts', ...reporters, ...filters])
    const counts = JSON.parse(readFileSync(report, 'utf8')) as Readonly<Record<string, number>>
    const [passed = 0, failed = 0] = [counts['numPassedTests'], counts['numFailedTests']]
    const skipped = (counts['numPendingTests'] ?? 0) + (counts['numTodoTests'] ?? 0)
    return { passed, failed: Math.max(failed, ok && passed > 0 ? 0 : 1), skipped }
  } catch (error) {
    say(`the suite left no report: ${error instanceof Error ? error.message : 'unknown'}`)
    return { passed: 0, failed: 1, skipped: 0 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const words = process.argv.slice(2)
const filters = words.filter((word) => word !== '--static')
const statics = await runStaticChecks()
const suite = words.includes('--static') ? { passed: 0, failed: 0, skipped: 0 } : runSuite(filters)
const failed = statics.failed + suite.failed
// On a line of its own: the last line is read by programs.
if (suite.skipped > 0) say(`${suite.skipped} skipped`)
say(`${statics.passed + suite.passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
