/** `headwater run`: one run, then exit. For cron containers. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openContext, type Context } from '../context.ts'
import type { Settings } from '../model/settings.ts'
import { runOnce, type RunReport } from '../pipeline.ts'
import { withRunLock } from '../with-run-lock.ts'
import type { Command, Invocation } from './command.ts'
import { configOptions, jsonOption, openLog, readSettings } from './open-context.ts'
import { renderReport } from './render-report.ts'
import { showProgress } from './show-progress.ts'

/** Runs with progress on the terminal. */
export async function runWithProgress(
  context: Context,
  invocation: Invocation,
  everySource: boolean,
): Promise<RunReport> {
  const progress = showProgress(invocation.io)
  try {
    const { signal } = invocation.io
    return await runOnce(context, { everySource, signal, onProgress: (...news) => progress.report(...news) })
  } finally {
    progress.stop()
  }
}

/** A dry run works on a copy of the state that is thrown away afterwards: it decides everything and keeps nothing. */
async function withStateCopy<T>(settings: Settings, work: (stateDir: string) => Promise<T>): Promise<T> {
  const copy = await mkdtemp(path.join(tmpdir(), 'headwater-dry-run-'))
  try {
    for (const name of ['headwater.db', 'headwater.db-wal']) {
      const file = path.join(settings.stateDir, name)
      if (existsSync(file)) await copyFile(file, path.join(copy, name))
    }
    return await work(copy)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

async function runIn(invocation: Invocation, settings: Settings, stateDir: string): Promise<RunReport> {
  const context = await openContext(settings, openLog(invocation), { stateDir })
  try {
    return await runWithProgress(context, invocation, invocation.values['now'] === true)
  } finally {
    await context.close()
  }
}

function print(invocation: Invocation, report: RunReport, dry: boolean): void {
  const { io, values } = invocation
  if (values['json'] === true) return io.out(`${JSON.stringify({ ...report, dryRun: dry })}\n`)
  io.out(renderReport(report))
  if (dry) io.out('dry run: nothing was written\n')
}

export const run: Command = {
  name: 'run',
  summary: 'poll what is due, decide, trace, publish; then exit',
  description: [
    'For cron. One run at a time: while another goes on over the same state, this one ends with 2. An interrupted run (Ctrl-C, SIGTERM) ends cleanly; what it did not decide is polled again.',
    'A source that fails is reported and asked again later; it never empties a feed.',
  ],
  usage: 'headwater run [--config FILE] [--now] [--strict] [--dry-run] [--json]',
  options: {
    ...configOptions,
    now: { type: 'boolean', summary: 'poll every source, due or not' },
    strict: { type: 'boolean', summary: 'exit with 1 when a source failed' },
    'dry-run': { type: 'boolean', summary: 'decide and print, write nothing' },
    ...jsonOption,
  },
  examples: [
    'headwater run',
    'headwater run --config /etc/headwater.yaml --now',
    'headwater run --dry-run --json',
  ],
  exitCodes: { 0: 'done; sources may have failed', 1: 'with --strict: a source failed' },
  async run(invocation) {
    const settings = await readSettings(invocation)
    const dry = invocation.values['dry-run'] === true
    const work = (stateDir: string): Promise<RunReport> => runIn(invocation, settings, stateDir)
    const report = await withRunLock(settings.stateDir, () =>
      dry ? withStateCopy(settings, work) : work(settings.stateDir),
    )
    print(invocation, report, dry)
    return report.sourcesFailed.length > 0 && invocation.values['strict'] === true ? 1 : 0
  },
}
