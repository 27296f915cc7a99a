/** `headwater start`: run on the schedule and serve, until SIGTERM. */
import type { Context } from '../context.ts'
import { createMetrics, type Metrics } from '../metrics.ts'
import { explainError, StoreError, UsageError } from '../model/errors.ts'
import { runOnce } from '../pipeline.ts'
import { scheduleRuns } from '../schedule/schedule-runs.ts'
import { withRunLock } from '../with-run-lock.ts'
import type { Command } from './command.ts'
import { configOptions, withContext } from './open-context.ts'
import { createSite, untilAborted } from './serve-site.ts'

/** One scheduled run. A run elsewhere or a state that cannot be written is logged; the next tick tries again. */
async function runScheduled(context: Context, metrics: Metrics, signal: AbortSignal): Promise<void> {
  const { log } = context
  try {
    const options = { everySource: false, signal, onProgress: () => undefined }
    const report = await withRunLock(context.settings.stateDir, () => runOnce(context, options))
    metrics.record(report)
    const { sourcesPolled, articlesNew, storiesNew, verdicts, interrupted } = report
    const durationMs = report.finishedMs - report.startedMs
    log.info({ sourcesPolled, articlesNew, storiesNew, verdicts, interrupted, durationMs }, 'run finished')
  } catch (error) {
    if (!(error instanceof StoreError) && !(error instanceof UsageError)) throw error
    metrics.recordFailure()
    log.error({ error: explainError(error) }, 'run failed')
  }
}

export const start: Command = {
  name: 'start',
  summary: 'run on the schedule and serve, until SIGTERM',
  description: [
    'Serves the feeds, the dashboard at /, /healthz, /readyz and /metrics while runs go on. SIGTERM or Ctrl-C: a run may take 5 s to end by itself, is then asked to stop, and the process ends within 10 s.',
    'A changed configuration, or a changed OPML file it names, is taken over between two runs. One that is wrong is logged with line and column, and the old one stays in force. Another state folder, host or port needs a restart.',
  ],
  usage: 'headwater start [--config FILE]',
  options: configOptions,
  examples: ['headwater start', 'headwater start --config /etc/headwater.yaml'],
  async run(invocation) {
    const { io } = invocation
    await withContext(invocation, async (context, { addressesWritten }) => {
      const metrics = createMetrics(context)
      const site = createSite({
        context: () => context,
        addresses: () => addressesWritten,
        metrics,
        expectsRuns: true,
      })
      const { url } = await site.listen()
      io.out(`serving at ${url}\n`)
      const run = (signal: AbortSignal): Promise<void> => runScheduled(context, metrics, signal)
      const { schedule } = context.settings
      const scheduled = scheduleRuns({ schedule, run, log: context.log })
      scheduled
        .runNow()
        .catch((error: unknown) => context.log.error({ error: explainError(error) }, 'run failed'))
      await untilAborted(io.signal)
      await scheduled.stop()
      await site.close()
    })
    return 0
  },
}
