/** The server of `serve`, `start` and `demo`: the published files, health and metrics. */
import type { Context } from '../context.ts'
import type { Metrics } from '../metrics.ts'
import { createServer, type HeadwaterServer, type HealthReport } from '../serve/create-server.ts'

/** Without a finished run in this many intervals the process is not ready. */
const intervalsMax = 3
/** A cron expression may pause for a night. */
const cronPatienceMs = 26 * 3600 * 1000

function patienceMs(context: Context): number {
  const { schedule } = context.settings
  return 'everyMs' in schedule ? schedule.everyMs * intervalsMax : cronPatienceMs
}

async function readHealth(context: Context, expectsRuns: boolean): Promise<HealthReport> {
  try {
    await context.store.ping()
  } catch {
    return { ready: false, reason: 'the state cannot be written' }
  }
  if (!expectsRuns) return { ready: true, reason: 'serving' }
  const [last] = await context.store.runs(1)
  if (last === undefined) return { ready: false, reason: 'no run has finished yet' }
  const ageMs = context.now() - last.finishedMs
  const seconds = Math.round(ageMs / 1000)
  if (ageMs > patienceMs(context)) return { ready: false, reason: `the last run finished ${seconds} s ago` }
  return { ready: true, reason: `the last run finished ${seconds} s ago` }
}

/** Not listening yet. `expectsRuns` makes readiness depend on recent runs. */
export function createSite(context: Context, metrics: Metrics, expectsRuns: boolean): HeadwaterServer {
  const { settings, publicDir, log } = context
  return createServer({
    host: settings.serve.host,
    port: settings.serve.port,
    publicDir,
    log,
    health: () => readHealth(context, expectsRuns),
    metrics: () => metrics.render(),
  })
}

/** Resolves when the signal aborts. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
