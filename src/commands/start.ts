/** `headwater start`: run on the schedule and serve, until SIGTERM. */
import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../context.ts'
import { createMetrics, type Metrics } from '../metrics.ts'
import { ConfigError, explainError, StoreError, UsageError } from '../model/errors.ts'
import type { Log } from '../model/log.ts'
import { runOnce } from '../pipeline.ts'
import { scheduleRuns, type RunSchedule } from '../schedule/schedule-runs.ts'
import { warmUp } from '../story-index.ts'
import { withRunLock } from '../with-run-lock.ts'
import type { Command, Invocation } from './command.ts'
import { openLiveContext, type LiveContext } from './live-context.ts'
import { configOptions, loadConfig, openLog } from './open-context.ts'
import { createSite, untilAborted } from './serve-site.ts'
import { watchFiles } from './watch-files.ts'

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

interface Daemon {
  /** Runs now, or joins the run that is going on. */
  runNow(): void
  /** Puts a changed configuration in force after the run that is going on; a wrong one is logged and changes nothing. */
  reload(): Promise<void>
  stop(): Promise<void>
}

/** Keeps the schedule of the moment. A run and a change of the settings wait for one another. */
function keepSchedule(
  live: LiveContext,
  metrics: Metrics,
  { invocation, log }: { invocation: Invocation; log: Log },
): Daemon {
  let running: Promise<void> = Promise.resolve()
  let changing: Promise<void> = Promise.resolve()
  const run = async (signal: AbortSignal): Promise<void> => {
    await changing
    running = runScheduled(live.context(), metrics, signal)
    await running
  }
  const begin = (): RunSchedule => scheduleRuns({ schedule: live.context().settings.schedule, run, log })
  let scheduled = begin()
  const runNow = (): void => {
    scheduled.runNow().catch((error: unknown) => log.error({ error: explainError(error) }, 'run failed'))
  }
  const change = async (): Promise<void> => {
    const next = await loadConfig(invocation)
    await running.catch(() => undefined)
    await live.change(next)
    const { sources, feeds } = next.settings
    log.info({ sources: sources.length, feeds: feeds.length }, 'changed configuration is in force')
  }
  return {
    runNow,
    async reload() {
      const before = live.context().settings.schedule
      const changed = change()
      changing = changed.catch(() => undefined)
      try {
        await changed
      } catch (error) {
        if (!(error instanceof ConfigError) && !(error instanceof StoreError)) throw error
        log.error(
          { error: explainError(error) },
          'changed configuration is wrong; the old one stays in force',
        )
        return
      }
      if (!isDeepStrictEqual(before, live.context().settings.schedule)) {
        await scheduled.stop()
        scheduled = begin()
      }
      runNow()
    },
    stop: () => scheduled.stop(),
  }
}

export const start: Command = {
  name: 'start',
  summary: 'run on the schedule and serve, until SIGTERM',
  description: [
    'Serves the feeds, the dashboard at /, /healthz, /readyz and /metrics while runs go on. SIGTERM or Ctrl-C: a run may take 5 s to end by itself, is then asked to stop, and the process ends within 10 s.',
    'A changed configuration, or a changed file it names (OPML list, secret), is taken over between two runs and a run begins. One that is wrong is logged with line and column, and the old one stays in force. Another state folder, host or port takes effect after a restart.',
  ],
  usage: 'headwater start [--config FILE] [--log-level LEVEL]',
  options: configOptions,
  examples: ['headwater start', 'headwater start --config /etc/headwater.yaml'],
  async run(invocation) {
    const { io } = invocation
    const log = openLog(invocation)
    const live = await openLiveContext(await loadConfig(invocation), log)
    try {
      const metrics = createMetrics(live.context)
      const addresses = (): ReadonlyMap<string, string> => live.loaded().addressesWritten
      const site = createSite({ context: live.context, addresses, metrics, expectsRuns: true })
      warmUp()
      const { url } = await site.listen()
      io.out(`serving at ${url}\n`)
      const daemon = keepSchedule(live, metrics, { invocation, log })
      daemon.runNow()
      const files = (): readonly string[] => live.loaded().files
      const watching = watchFiles({ files, onChange: () => daemon.reload(), signal: io.signal })
      await Promise.race([untilAborted(io.signal), watching])
      await daemon.stop()
      await site.close()
    } finally {
      await live.close()
    }
    return 0
  },
}
