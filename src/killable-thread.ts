/** Reusable threads for work on hostile bytes. Work that takes too long or too much memory ends its thread, and nothing else. */
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
  /** Of the heap, for new objects; Node's own measure unless given. */
  readonly youngMegabytesMax?: number | undefined
  /** Handed to every thread when it starts. */
  readonly data?: unknown
  /** Threads at most, one unless given; each is started when there is work for it. */
  readonly threads?: number | undefined
}

export type Done<Answer> =
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'broken'; readonly reason: string }

export interface KillableThread<Request, Answer> {
  /** Begun in order, on one thread after another. Never rejects: what the work did to the thread is in words. */
  run(request: Request): Promise<Done<Answer>>
  /** Ends the threads; work under way and waiting comes back as `broken`. */
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
  const { task, timeoutMs, threads = 1 } = options
  const waiting: Job<Request, Answer>[] = []
  const idle: Worker[] = []
  const all = new Set<Worker>()
  const underWay = new Map<Worker, { readonly job: Job<Request, Answer>; readonly timer: NodeJS.Timeout }>()
  let closed = false

  const broken = (reason: string): Done<Answer> => ({ kind: 'broken', reason })
  const start = (): Worker => {
    const worker = startWorker(options)
    all.add(worker)
    worker.on('message', (answer: Answer) => finish(worker, { kind: 'done', answer }))
    worker.on('error', (error: unknown) => finish(worker, broken(reasonOf(error, options))))
    worker.on('exit', () => finish(worker, broken(`${task} was ended`)))
    return worker
  }
  /** The first of answer, deadline and death settles the work; a thread that was given up has nothing more to say. */
  const finish = (worker: Worker, done: Done<Answer>): void => {
    if (!all.has(worker)) return
    const ended = underWay.get(worker)
    underWay.delete(worker)
    clearTimeout(ended?.timer)
    if (done.kind === 'done') {
      worker.unref()
      idle.push(worker)
    } else {
      all.delete(worker)
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
      void worker.terminate()
    }
    ended?.job.settle(done)
    assign()
  }
  const assign = (): void => {
    if (closed) return
    while (waiting.length > 0) {
      const worker = idle.pop() ?? (all.size < Math.max(1, threads) ? start() : undefined)
      const job = worker === undefined ? undefined : waiting.shift()
      if (worker === undefined || job === undefined) return
      begin(worker, job)
    }
  }
  const begin = (worker: Worker, job: Job<Request, Answer>): void => {
    const giveUp = (): void => {
      if (underWay.get(worker)?.job === job)
        finish(worker, broken(`${task} took longer than ${timeoutMs / 1000} s`))
    }
    // Where this thread was busy itself, the answer may lie here unread: it is read before the work is given up.
    const timer = setTimeout(() => setImmediate(giveUp), timeoutMs)
    underWay.set(worker, { job, timer })
    worker.ref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    worker.postMessage(job.request)
  }

  return {
    async run(request) {
      if (closed) return broken(`${task} was ended`)
      const { promise, resolve } = Promise.withResolvers<Done<Answer>>()
      waiting.push({ request, settle: resolve })
      assign()
      return promise
    },
    async close() {
      closed = true
      const last = [...all]
      for (const worker of last) finish(worker, broken(`${task} was ended`))
      for (const job of waiting.splice(0)) job.settle(broken(`${task} was ended`))
      await Promise.all(last.map(async (worker) => worker.terminate()))
    },
  }
}

function startWorker({ file, data, heapMegabytesMax, youngMegabytesMax }: ThreadOptions): Worker {
  return new Worker(file, {
    workerData: data,
    resourceLimits: {
      maxOldGenerationSizeMb: heapMegabytesMax,
      ...(youngMegabytesMax === undefined ? {} : { maxYoungGenerationSizeMb: youngMegabytesMax }),
    },
    // Nothing of the environment is its business.
    env: {},
  })
}

function reasonOf(error: unknown, { task, heapMegabytesMax }: ThreadOptions): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return `${task} took more than ${heapMegabytesMax} MB of memory`
  return `${task} failed${error instanceof Error ? `: ${error.message}` : ''}`
}
