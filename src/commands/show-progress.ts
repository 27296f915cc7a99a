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

/** Silent without a terminal, and for the first second; `stream` is standard error unless given. */
export function showProgress(
  { isTerminal }: Pick<Io, 'isTerminal'>,
  stream: NodeJS.WritableStream = process.stderr,
): Progress {
  if (!isTerminal) return { report: () => undefined, stop: () => undefined }
  let bar: cliProgress.SingleBar | undefined
  let last: { readonly stage: Stage; readonly done: number; readonly total: number } | undefined
  const draw = (): void => {
    const { stage, done, total } = last ?? { stage: 'poll', done: 0, total: 0 }
    const payload = { stage: words[stage].padEnd(17) }
    bar?.setTotal(total)
    bar?.update(done, payload)
  }
  // A server that says nothing reports nothing: the clock draws the bar, not the first answer.
  const begin = setTimeout(() => {
    const format = '{stage} [{bar}] {value}/{total}'
    bar = new cliProgress.SingleBar({ format, clearOnComplete: true, hideCursor: true, barsize: 30, stream })
    bar.start(0, 0, { stage: '' })
    draw()
  }, quietMs)
  begin.unref()
  return {
    report(stage, done, total) {
      last = { stage, done, total }
      draw()
    },
    stop() {
      clearTimeout(begin)
      bar?.stop()
    },
  }
}
