/** What Prometheus may ask of a running Headwater. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { Context } from './context.ts'
import type { RunReport } from './pipeline.ts'

export interface Metrics {
  /** Counts a finished run. */
  record(report: RunReport): void
  /** A run that could not finish. */
  recordFailure(): void
  /** Counts an answer of the server, with its bytes. */
  recordAnswer(status: number, bytes: number): void
  /** The text exposition format, version 0.0.4. */
  render(): Promise<string>
}

/** Metrics of one process; state sizes are read when asked. */
export function createMetrics(context: () => Pick<Context, 'store' | 'settings' | 'now'>): Metrics {
  const registers = [new Registry()]
  const [registry] = registers
  if (registry !== undefined) collectDefaultMetrics({ register: registry, prefix: 'headwater_' })
  const runs = new Counter({
    name: 'headwater_runs_total',
    help: 'Runs by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const polls = new Counter({
    name: 'headwater_polls_total',
    help: 'Polled sources by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const articles = new Counter({
    name: 'headwater_articles_total',
    help: 'Articles by verdict',
    labelNames: ['verdict'],
    registers,
  })
  const origins = new Counter({
    name: 'headwater_origins_total',
    help: 'Traced stories by level',
    labelNames: ['level'],
    registers,
  })
  const buckets = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800]
  const duration = new Histogram({
    name: 'headwater_run_seconds',
    help: 'Duration of a run',
    buckets,
    registers,
  })
  const lastRun = new Gauge({
    name: 'headwater_last_run_timestamp_seconds',
    help: 'When the last run finished',
    registers,
  })
  const stored = new Gauge({
    name: 'headwater_state',
    help: 'What the state holds',
    labelNames: ['what'],
    registers,
  })
  const answers = new Counter({
    name: 'headwater_http_answers_total',
    help: 'Answers of the built-in server by status',
    labelNames: ['status'],
    registers,
  })
  const answered = new Counter({
    name: 'headwater_http_answered_bytes_total',
    help: 'Bytes the built-in server sent',
    registers,
  })
  const due = new Gauge({ name: 'headwater_sources_due', help: 'Sources that wait for a poll', registers })
  const items = new Gauge({
    name: 'headwater_feed_items',
    help: 'Items of each feed after the last run',
    labelNames: ['feed'],
    registers,
  })
  const changes = new Counter({
    name: 'headwater_feed_changes_total',
    help: 'How often the bytes of each feed changed',
    labelNames: ['feed'],
    registers,
  })
  return {
    record(report) {
      runs.inc({ outcome: report.interrupted ? 'interrupted' : 'done' })
      polls.inc({ outcome: 'failed' }, report.sourcesFailed.length)
      polls.inc({ outcome: 'ok' }, report.sourcesPolled - report.sourcesFailed.length)
      for (const [verdict, count] of Object.entries(report.verdicts)) articles.inc({ verdict }, count)
      for (const [level, count] of Object.entries(report.origins)) origins.inc({ level }, count)
      duration.observe((report.finishedMs - report.startedMs) / 1000)
      lastRun.set(report.finishedMs / 1000)
      for (const { id, items: count, changed } of report.feeds) {
        items.set({ feed: id }, count)
        changes.inc({ feed: id }, changed ? 1 : 0)
      }
    },
    recordAnswer(status, bytes) {
      answers.inc({ status })
      answered.inc(bytes)
    },
    recordFailure() {
      runs.inc({ outcome: 'failed' })
    },
    async render() {
      const counts = await context().store.counts()
      for (const [what, value] of Object.entries(counts)) stored.set({ what }, value)
      due.set(await countDue(context()))
      return registry?.metrics() ?? ''
    },
  }
}

/** Sources whose time has come; one that was never polled is due. */
async function countDue({
  store,
  settings,
  now,
}: Pick<Context, 'store' | 'settings' | 'now'>): Promise<number> {
  const states = new Map((await store.sourceStates()).map((state) => [state.id, state]))
  return settings.sources.filter(({ id }) => {
    const state = states.get(id)
    return state === undefined || (!state.gone && state.nextPollMs <= now())
  }).length
}
