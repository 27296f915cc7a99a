/** A bar on a terminal for whatever takes longer than a second; nothing anywhere else. */
import cliProgress from 'cli-progress'
import type { Stage } from '../pipeline.ts'
import type { Io } from './command.ts'

export interface Progress {
  report(stage: Stage, done: number, total: number): void
  stop(): void
}

const quietMs = 1000

const words: Readonly<Record<Stage, string>> = {
  poll: 'polling sources',
  decide: 'deciding articles',
  trace: 'tracing origins',
  publish: 'publishing feeds',
}

/** Silent without a terminal, and for the first second. */
export function showProgress(io: Io, now: () => number = Date.now): Progress {
  const startedMs = now()
  let bar: cliProgress.SingleBar | undefined
  return {
    report(stage, done, total) {
      if (!io.isTerminal || (bar === undefined && now() - startedMs < quietMs)) return
      if (bar === undefined) {
        const format = '{stage} [{bar}] {value}/{total}'
        bar = new cliProgress.SingleBar({ format, clearOnComplete: true, hideCursor: true, barsize: 30 })
        bar.start(total, done, { stage: words[stage] })
      }
      bar.setTotal(total)
      bar.update(done, { stage: words[stage].padEnd(17) })
    },
    stop() {
      bar?.stop()
    },
  }
}
