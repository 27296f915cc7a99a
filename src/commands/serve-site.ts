/** The server of `serve`, `start` and `demo`: the dashboard, the published files, health and metrics. */
import type { Context } from '../context.ts'
import { answerDashboard } from '../dashboard.ts'
import type { Metrics } from '../metrics.ts'
import type { AccessRules } from '../serve/check-access.ts'
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

function accessOf({ settings }: Context): AccessRules {
  const feeds = settings.feeds.flatMap(({ id, access }) =>
    access === undefined ? [] : [[id, access] as const],
  )
  return { site: settings.serve.access, feeds: new Map(feeds) }
}

/** Only what a browser sends of itself; anything else in the header would end up in addresses to copy. */
const hostPattern = /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])(?::\d{1,5})?$/i

export interface SiteOptions {
  /** The context of the moment: a changed configuration brings another. */
  readonly context: () => Context
  /** Id of a source -> its address as the configuration writes it. */
  readonly addresses: () => ReadonlyMap<string, string>
  readonly metrics: Metrics
  /** Makes readiness depend on recent runs. */
  readonly expectsRuns: boolean
}

/** Not listening yet. Host, port and folder are those of the first context. */
export function createSite({ context, addresses, metrics, expectsRuns }: SiteOptions): HeadwaterServer {
  const { settings, publicDir, log } = context()
  const { host, port } = settings.serve
  return createServer({
    host,
    port,
    publicDir,
    log,
    health: () => readHealth(context(), expectsRuns),
    metrics: () => metrics.render(),
    access: () => accessOf(context()),
    onAnswer: (status, bytes) => metrics.recordAnswer(status, bytes),
    pages: (path, query, asked) => {
      const base = `http://${hostPattern.test(asked) ? asked : `localhost:${port}`}`
      return answerDashboard(context(), path, { query, base, addresses: addresses() })
    },
  })
}

/** Resolves when the signal aborts. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
