/** Ticks start runs, never two at once, and stopping ends them. Fake timers: nothing here measures time. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Log } from '../../src/model/log.ts'
import { scheduleRuns } from '../../src/schedule/schedule-runs.ts'

const lines: string[] = []
const write = (fields: Readonly<Record<string, unknown>>, message: string): void =>
  void lines.push(`${message} ${JSON.stringify(fields)}`)
const log: Log = { child: () => log, debug: write, info: write, warn: write, error: write }

beforeEach(() => {
  lines.length = 0
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 8, 0, 30) })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A run that goes on until `end`, or until it is aborted when it listens. */
function makeRun(listens: boolean): {
  readonly run: (signal: AbortSignal) => Promise<void>
  readonly begun: () => number
  readonly end: () => void
  readonly fail: (error: Error) => void
} {
  let begun = 0
  let current = Promise.withResolvers<void>()
  const run = (signal: AbortSignal): Promise<void> => {
    begun += 1
    current = Promise.withResolvers<void>()
    if (listens) signal.addEventListener('abort', () => current.resolve())
    return current.promise
  }
  return { run, begun: () => begun, end: () => current.resolve(), fail: (error) => current.reject(error) }
}

test.each([
  ['a duration', { everyMs: 60_000 }],
  ['a cron expression', { cron: '* * * * *' }],
])('%s ticks, and a tick during a run is skipped and counted', async (_, schedule) => {
  const { run, begun, end } = makeRun(true)
  const runs = scheduleRuns({ schedule, run, log })
  expect(begun()).toBe(0)
  await vi.advanceTimersByTimeAsync(61_000)
  expect(begun()).toBe(1)
  await vi.advanceTimersByTimeAsync(120_000)
  expect([begun(), runs.skippedTicks()]).toEqual([1, 2])
  end()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(begun()).toBe(2)
  end()
  await runs.stop()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(begun()).toBe(2)
})

test('a run that fails is logged, and the next tick tries again', async () => {
  const { run, begun, fail, end } = makeRun(true)
  const runs = scheduleRuns({ schedule: { everyMs: 1_000 }, run, log })
  await vi.advanceTimersByTimeAsync(1_000)
  fail(new Error('the disk is full'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(begun()).toBe(2)
  expect(lines).toEqual(['run failed {"error":"the disk is full"}'])
  end()
  await runs.stop()
})

test('runNow starts a run at once, or joins the one going on, and passes its failure on', async () => {
  const { run, begun, fail } = makeRun(true)
  const runs = scheduleRuns({ schedule: { everyMs: 60_000 }, run, log })
  const both = [runs.runNow(), runs.runNow()]
  expect(begun()).toBe(1)
  fail(new Error('no'))
  for (const { status } of await Promise.allSettled(both)) expect(status).toBe('rejected')
  await runs.stop()
})

test('stopping lets a run end by itself', async () => {
  const { run, end } = makeRun(false)
  const runs = scheduleRuns({ schedule: { everyMs: 1_000 }, run, log })
  await vi.advanceTimersByTimeAsync(1_000)
  const stopped = runs.stop()
  await vi.advanceTimersByTimeAsync(4_000)
  end()
  await stopped
  expect(lines).toEqual([])
})

test('stopping aborts a run that does not end in five seconds', async () => {
  const { run } = makeRun(true)
  const runs = scheduleRuns({ schedule: { everyMs: 1_000 }, run, log })
  await vi.advanceTimersByTimeAsync(1_000)
  const stopped = runs.stop()
  await vi.advanceTimersByTimeAsync(5_000)
  await stopped
  expect(lines).toEqual([])
})

test('stopping gives up on a run that ignores the signal, within ten seconds', async () => {
  const { run } = makeRun(false)
  const runs = scheduleRuns({ schedule: { everyMs: 1_000 }, run, log })
  await vi.advanceTimersByTimeAsync(1_000)
  const stopped = runs.stop()
  await vi.advanceTimersByTimeAsync(9_999)
  await stopped
  expect(lines).toEqual(['the run did not end when asked to; it is abandoned {}'])
})

test('stopping without a run, and twice, is no error', async () => {
  const runs = scheduleRuns({ schedule: { cron: '*/5 * * * *' }, run: () => Promise.resolve(), log })
  await runs.stop()
  await runs.stop()
  await expect(runs.runNow()).rejects.toThrow('the schedule was stopped')
})

test('a duration longer than a timer can hold does not tick at once', async () => {
  const { run, begun } = makeRun(true)
  const runs = scheduleRuns({ schedule: { everyMs: 90 * 86_400_000 }, run, log })
  await vi.advanceTimersByTimeAsync(86_400_000)
  expect(begun()).toBe(0)
  await runs.stop()
})
