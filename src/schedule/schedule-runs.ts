/** Starts a run at every tick, and never two at once. When a source is due stands in the state, not here. */
import { schedule as scheduleCron, type Logger as CronLog } from 'node-cron'
import { explainError, UsageError } from '../model/errors.ts'
import type { Log } from '../model/log.ts'
import type { Settings } from '../model/settings.ts'

/** `start` ends within 10 s of SIGTERM. A run may use half of that to end by itself. */
const finishWithinMs = 5_000
const abandonAfterMs = 9_500

/** A timer set for longer fires at once (32 bits of milliseconds). */
const timerMsMax = 2 ** 31 - 1

export interface RunScheduleOptions {
  readonly schedule: Settings['schedule']
  /** One run. Must end soon after `signal` is aborted. */
  readonly run: (signal: AbortSignal) => Promise<void>
  readonly log: Log
  /** How long `stop` lets a run go on before it aborts it. */
  readonly finishWithinMs?: number
  /** How long `stop` waits altogether. */
  readonly abandonAfterMs?: number
}

export interface RunSchedule {
  /** Ticks no more; lets a run that is going on end by itself, then aborts it, and gives up on it after 10 s. */
  stop(): Promise<void>
  /** Starts a run, or joins the one that is going on. Rejects when the run does. */
  runNow(): Promise<void>
  /** Ticks that fell into a run and were left out. */
  skippedTicks(): number
}

/** Resolves to whether `work` ended, in either way, within the time. */
async function endsWithin(work: Promise<void>, timeoutMs: number): Promise<boolean> {
  const timer = Promise.withResolvers<boolean>()
  const timeout = setTimeout(() => timer.resolve(false), Math.max(0, timeoutMs))
  const ended = work.then(
    () => true,
    () => true,
  )
  try {
    return await Promise.race([ended, timer.promise])
  } finally {
    clearTimeout(timeout)
  }
}

/** Begins to tick. Throws for an invalid cron expression, which the configuration has refused before. */
export function scheduleRuns(options: RunScheduleOptions): RunSchedule {
  const { schedule, run, log } = options
  const abort = new AbortController()
  let current: Promise<void> | undefined
  let skipped = 0
  let isStopped = false
  const begin = (): Promise<void> => {
    current ??= run(abort.signal).finally(() => {
      current = undefined
    })
    return current
  }
  const tick = (): void => {
    if (current !== undefined) {
      skipped += 1
      log.warn({ skippedTicks: skipped }, 'tick skipped: the last run is still going on')
      return
    }
    // A failed run (disk full) leaves the state as it was: the next tick tries again.
    begin().catch((error: unknown) => log.error({ error: explainError(error) }, 'run failed'))
  }
  const stopTicks = startTicks(schedule, tick, log)
  return {
    async stop() {
      isStopped = true
      stopTicks()
      if (current === undefined) return
      const finishMs = options.finishWithinMs ?? finishWithinMs
      if (await endsWithin(current, finishMs)) return
      abort.abort()
      const isOver = await endsWithin(current, (options.abandonAfterMs ?? abandonAfterMs) - finishMs)
      if (!isOver) log.warn({}, 'the run did not end when asked to; it is abandoned')
    },
    async runNow() {
      if (isStopped) throw new UsageError('the schedule was stopped')
      await begin()
    },
    skippedTicks: () => skipped,
  }
}

/** Returns the function that ends the ticks. */
function startTicks(schedule: Settings['schedule'], tick: () => void, log: Log): () => void {
  if ('everyMs' in schedule) {
    const timer = setInterval(tick, Math.min(schedule.everyMs, timerMsMax))
    return () => clearInterval(timer)
  }
  const task = scheduleCron(schedule.cron, tick, { suppressMissedWarning: true, logger: cronLog(log) })
  // A blocked event loop makes node-cron miss ticks: late is better than never, sources know when they are due.
  task.on('execution:missed', tick)
  return () => void task.destroy()
}

function cronLog(log: Log): CronLog {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string | Error): void =>
      log[level]({}, message instanceof Error ? explainError(message) : message)
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}
