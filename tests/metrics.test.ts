/** What Prometheus is told: runs, polls, verdicts, feeds, answers, and sources that wait. */
import { expect, test } from 'vitest'
import { createMetrics } from '../src/metrics.ts'
import type { SourceState } from '../src/model/source-state.ts'
import type { Context } from '../src/context.ts'
import type { RunReport } from '../src/pipeline.ts'

const state = (id: string, nextPollMs: number, gone = false): SourceState =>
  ({ id, nextPollMs, gone }) as SourceState

const context = {
  now: () => 1_000,
  settings: { sources: ['late', 'early', 'gone', 'never'].map((id) => ({ id })) },
  store: {
    counts: async () => ({ articles: 7, stories: 5, sources: 4, bytes: 4_096 }),
    sourceStates: async () => [state('late', 2_000), state('early', 500), state('gone', 0, true)],
  },
} as unknown as Context

const report: RunReport = {
  startedMs: 0,
  finishedMs: 2_500,
  sourcesPolled: 4,
  sourcesFailed: [{ id: state('late', 0).id, error: 'timed out' }],
  articlesSeen: 9,
  articlesNew: 7,
  articlesUpdated: 0,
  storiesNew: 5,
  verdicts: { new: 5, related: 0, sameAddress: 0, sameText: 1, nearDuplicate: 0, spun: 1 },
  origins: { E0: 3, E1: 0, E2: 1, E3: 1, E4: 0, EX: 0 },
  feeds: [{ id: 'world', items: 5, changed: true }],
  interrupted: false,
}

test('a run is counted with all it did', async () => {
  const metrics = createMetrics(() => context)
  metrics.record(report)
  metrics.record({ ...report, interrupted: true, feeds: [{ id: 'world', items: 6, changed: false }] })
  metrics.recordFailure()
  const lines = (await metrics.render()).split('\n')
  for (const line of [
    'headwater_runs_total{outcome="done"} 1',
    'headwater_runs_total{outcome="interrupted"} 1',
    'headwater_runs_total{outcome="failed"} 1',
    'headwater_polls_total{outcome="failed"} 2',
    'headwater_polls_total{outcome="ok"} 6',
    'headwater_articles_total{verdict="spun"} 2',
    'headwater_origins_total{level="E3"} 2',
    'headwater_run_seconds_sum 5',
    'headwater_run_seconds_count 2',
    'headwater_last_run_timestamp_seconds 2.5',
    'headwater_feed_items{feed="world"} 6',
    'headwater_feed_changes_total{feed="world"} 1',
  ])
    expect(lines).toContain(line)
})

test('the state and the sources that wait are read when asked; one never polled waits, one that is gone does not', async () => {
  const lines = (await createMetrics(() => context).render()).split('\n')
  expect(lines).toContain('headwater_state{what="bytes"} 4096')
  expect(lines).toContain('headwater_state{what="stories"} 5')
  expect(lines).toContain('headwater_sources_due 2')
})

test('answers are counted by status, with their bytes', async () => {
  const metrics = createMetrics(() => context)
  metrics.recordAnswer(200, 1_000)
  metrics.recordAnswer(304, 200)
  metrics.recordAnswer(200, 0)
  const lines = (await metrics.render()).split('\n')
  expect(lines).toContain('headwater_http_answers_total{status="200"} 2')
  expect(lines).toContain('headwater_http_answers_total{status="304"} 1')
  expect(lines).toContain('headwater_http_answered_bytes_total 1200')
})
