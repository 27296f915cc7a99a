/** `headwater demo`: an embedded newsroom on loopback, the real pipeline over it, and the result to subscribe to. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadSettings } from '../config/load-settings.ts'
import { openContext, type Context } from '../context.ts'
import { startNewsroom, type Newsroom } from '../demo/newsroom.ts'
import { createMetrics } from '../metrics.ts'
import type { RunReport } from '../pipeline.ts'
import type { Command, Invocation } from './command.ts'
import { configOptions, jsonOption, openLog } from './open-context.ts'
import { renderDemoSummary, summarizeDemo } from './render-demo.ts'
import { runWithProgress } from './run.ts'
import { createSite, untilAborted } from './serve-site.ts'

async function runRounds(
  context: Context,
  newsroom: Newsroom,
  invocation: Invocation,
): Promise<readonly RunReport[]> {
  const { io } = invocation
  const say = (line: string): void => {
    if (invocation.values['json'] !== true) io.out(`${line}\n`)
  }
  const { sources, feeds } = context.settings
  say(`newsroom: ${sources.length} sources on loopback, ${feeds.length} feeds to publish`)
  say('run 1: every source is polled for the first time')
  const first = await runWithProgress(context, invocation, true)
  say('run 2: a late original turns up')
  newsroom.advance()
  const second = await runWithProgress(context, invocation, true)
  return [first, second]
}

async function show(context: Context, reports: readonly RunReport[], invocation: Invocation): Promise<void> {
  const { io, values } = invocation
  const summary = await summarizeDemo(context, reports)
  if (values['json'] === true) io.out(`${JSON.stringify({ summary, runs: reports })}\n`)
  else io.out(renderDemoSummary(summary))
  if (values['once'] === true) return
  const addresses = new Map(context.settings.sources.map(({ id, url: feed }) => [id, feed] as const))
  const site = createSite({
    context: () => context,
    addresses: () => addresses,
    metrics: createMetrics(() => context),
    expectsRuns: false,
  })
  const { url } = await site.listen()
  io.out('\nsubscribe in any reader (Ctrl-C ends the demo):\n')
  for (const { id, formats } of context.settings.feeds) {
    for (const format of formats) io.out(`  ${url}/${id}.${format}\n`)
  }
  io.out(`\nsee what was folded and why: ${url}/\n`)
  await untilAborted(io.signal)
  await site.close()
}

export const demo: Command = {
  name: 'demo',
  summary: 'an embedded sample newsroom, the real pipeline, the result; needs no network',
  description: [
    'Invented outlets on this machine: an original publisher, a spinner, a syndicator, an aggregator, a late original. Without --once it stays up and serves the result until Ctrl-C.',
  ],
  usage: 'headwater demo [--once] [--keep DIR] [--json]',
  options: {
    once: { type: 'boolean', summary: 'exit after the summary' },
    keep: { type: 'string', value: 'DIR', summary: 'keep configuration, state and feeds in DIR' },
    'log-level': configOptions['log-level'] ?? { type: 'string', summary: 'log level' },
    ...jsonOption,
  },
  examples: ['headwater demo', 'headwater demo --once', 'headwater demo --once --keep /tmp/newsroom'],
  async run(invocation) {
    const { io, values } = invocation
    const kept = typeof values['keep'] === 'string' ? path.resolve(io.cwd, values['keep']) : undefined
    const folder = kept ?? (await mkdtemp(path.join(tmpdir(), 'headwater-demo-')))
    await mkdir(folder, { recursive: true })
    const newsroom = await startNewsroom({ nowMs: Date.now() })
    try {
      const file = path.join(folder, 'headwater.yaml')
      await writeFile(file, newsroom.yaml(path.join(folder, 'state')))
      const settings = await loadSettings(file, io.env)
      const context = await openContext(settings, openLog(invocation), { spacingMs: 0 })
      try {
        await show(context, await runRounds(context, newsroom, invocation), invocation)
      } finally {
        await context.close()
      }
    } finally {
      await newsroom.close()
      if (kept === undefined) await rm(folder, { recursive: true, force: true })
      else io.out(`kept in ${kept}\n`)
    }
    return 0
  },
}
