/** One reusable thread for work on hostile bytes. Work that takes too long or too much memory ends the thread, and nothing else. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

export interface ThreadOptions {
  /** What is done there, for reasons in words: `reading a page`. */
  readonly task: string
  /** The program, a path. It answers every message with one. */
  readonly file: string
  /** Time one piece of work may take, without the time it waits for its turn. */
  readonly timeoutMs: number
  readonly heapMegabytesMax: number
}

export type Done<Answer> =
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'broken'; readonly reason: string }

export interface KillableThread<Request, Answer> {
  /** One after the other, in order. Never rejects: what the work did to the thread is in words. */
  run(request: Request): Promise<Done<Answer>>
  /** Ends the thread; work under way and waiting comes back as `broken`. */
  close(): Promise<void>
}

/** `.ts` beside `.ts` when run from a checkout, `.js` beside `.js` in the package. */
export function besideThisFile(name: string): string {
  const file = fileURLToPath(import.meta.url)
  return path.join(path.dirname(file), `${name}${path.extname(file)}`)
}

interface Job<Request, Answer> {
  readonly request: Request
  readonly settle: (done: Done<Answer>) => void
}

/** Started when there is work, started anew after it was ended; keeps no process alive while it waits. */
export function createKillableThread<Request, Answer>(
  options: ThreadOptions,
): KillableThread<Request, Answer> {
  const { task, file, timeoutMs, heapMegabytesMax } = options
  const waiting: Job<Request, Answer>[] = []
  let worker: Worker | undefined
  let running: { readonly job: Job<Request, Answer>; readonly timer: NodeJS.Timeout } | undefined
  let closed = false

  const broken = (reason: string): Done<Answer> => ({ kind: 'broken', reason })
  const start = (): Worker => {
    const started = new Worker(file, {
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax },
      // Nothing of the environment is its business.
      env: {},
    })
    started.on('message', (answer: Answer) => finish(started, { kind: 'done', answer }))
    started.on('error', (error: unknown) => finish(started, broken(reasonOf(error, options))))
    started.on('exit', () => finish(started, broken(`${task} was ended`)))
    return started
  }
  /** The first of answer, deadline and death settles the work; a thread that was given up has nothing more to say. */
  const finish = (by: Worker, done: Done<Answer>): void => {
    if (by !== worker) return
    const ended = running
    running = undefined
    clearTimeout(ended?.timer)
    if (done.kind === 'done') by.unref()
    else {
      worker = undefined
      void by.terminate()
    }
    ended?.job.settle(done)
    next()
  }
  const next = (): void => {
    const job = running === undefined && !closed ? waiting.shift() : undefined
    if (job === undefined) return
    const by = (worker ??= start())
    const timer = setTimeout(
      () => finish(by, broken(`${task} took longer than ${timeoutMs / 1000} s`)),
      timeoutMs,
    )
    running = { job, timer }
    by.ref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    by.postMessage(job.request)
  }

  return {
    async run(request) {
      if (closed) return broken(`${task} was ended`)
      const { promise, resolve } = Promise.withResolvers<Done<Answer>>()
      waiting.push({ request, settle: resolve })
      next()
      return promise
    },
    async close() {
      closed = true
      const last = worker
      if (last !== undefined) finish(last, broken(`${task} was ended`))
      for (const job of waiting.splice(0)) job.settle(broken(`${task} was ended`))
      await last?.terminate()
    },
  }
}

function reasonOf(error: unknown, { task, heapMegabytesMax }: ThreadOptions): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return `${task} took more than ${heapMegabytesMax} MB of memory`
  return `${task} failed${error instanceof Error ? `: ${error.message}` : ''}`
}
