/** Threads that parse feeds. One that takes too long or too much memory is ended; the next feed gets a fresh one. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { ParseOutcome } from './model/entry.ts'
import type { ParseRequest } from './parse-worker.ts'
import type { ParseHints } from './parse/parse-feed.ts'

export interface ParserPool {
  /** Never rejects for what the bytes say or do; rejects when the pool is closed. */
  parse(bytes: Uint8Array, hints: ParseHints): Promise<ParseOutcome>
  /** Ends the threads; parses under way come back as `broken`. */
  close(): Promise<void>
}

export interface ParserPoolOptions {
  /** Threads at most; they are started when needed. */
  readonly workers: number
  /** Time one feed may take on its thread, without the time it waits for one. */
  readonly timeoutMs: number
  /** Heap of one thread. */
  readonly heapMegabytesMax?: number | undefined
  /** The program of a thread, a path; `parse-worker` beside this file unless given. */
  readonly workerFile?: string | undefined
}

/**
 * Heap of one thread, in MB. The largest feeds that are allowed (16 MB of RSS, Atom, JSON Feed, of nothing but links,
 * categories or references) were read with 64. The process survives a thread that wants more.
 */
const heapMegabytesDefault = 192

/** New objects of one thread, in MB: against Node's own measure, 5,000 feeds took 176 instead of 190 MB of the process and 13 % more CPU. */
const youngMegabytesMax = 16

interface Job {
  readonly request: ParseRequest
  readonly settle: (outcome: ParseOutcome) => void
}

export function createParserPool({
  workers,
  timeoutMs,
  heapMegabytesMax = heapMegabytesDefault,
  workerFile = besideThisFile('parse-worker'),
}: ParserPoolOptions): ParserPool {
  const waiting: Job[] = []
  const idle: Worker[] = []
  const all = new Set<Worker>()
  const underWay = new Map<Worker, { readonly job: Job; readonly timer: NodeJS.Timeout }>()
  let closed = false

  const assign = (): void => {
    while (waiting.length > 0) {
      const worker = idle.pop() ?? (all.size < Math.max(1, workers) ? start() : undefined)
      const job = worker === undefined ? undefined : waiting.shift()
      if (worker === undefined || job === undefined) return
      runJob(worker, job)
    }
  }
  const start = (): Worker => {
    const worker = startWorker(workerFile, heapMegabytesMax)
    all.add(worker)
    worker.on('message', (outcome: ParseOutcome) => finish(worker, outcome, true))
    worker.on('error', (error: unknown) => finish(worker, broken(reasonOf(error, heapMegabytesMax)), false))
    worker.on('exit', () => finish(worker, broken('the parser was ended'), false))
    return worker
  }
  /** The first of answer, deadline and death settles a job; the others find nothing to settle. */
  const finish = (worker: Worker, outcome: ParseOutcome, isReusable: boolean): void => {
    const running = underWay.get(worker)
    underWay.delete(worker)
    clearTimeout(running?.timer)
    if (isReusable && !closed) {
      idle.push(worker)
      worker.unref()
    } else if (all.delete(worker)) {
      const at = idle.indexOf(worker)
      if (at !== -1) idle.splice(at, 1)
      void worker.terminate()
    }
    running?.job.settle(outcome)
    assign()
  }
  const runJob = (worker: Worker, job: Job): void => {
    const timer = setTimeout(() => {
      finish(worker, broken(`parsing took longer than ${timeoutMs / 1000} s`), false)
    }, timeoutMs)
    underWay.set(worker, { job, timer })
    worker.ref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    worker.postMessage(job.request)
  }

  return {
    async parse(bytes, hints) {
      if (closed) throw new Error('the parser pool is closed')
      const { promise, resolve } = Promise.withResolvers<ParseOutcome>()
      waiting.push({ request: { bytes, hints }, settle: resolve })
      assign()
      return promise
    },
    async close() {
      closed = true
      for (const job of waiting.splice(0)) job.settle(broken('the parser was ended'))
      await Promise.all([...all].map(async (worker) => worker.terminate()))
      all.clear()
    },
  }
}

/** `.ts` beside `.ts` when run from a checkout, `.js` beside `.js` in the package. */
function besideThisFile(name: string): string {
  const file = fileURLToPath(import.meta.url)
  return path.join(path.dirname(file), `${name}${path.extname(file)}`)
}

function startWorker(file: string, heapMegabytesMax: number): Worker {
  return new Worker(file, {
    resourceLimits: {
      maxOldGenerationSizeMb: heapMegabytesMax,
      maxYoungGenerationSizeMb: youngMegabytesMax,
    },
    // Only what a parser needs: nothing of the environment, no standard input.
    env: {},
  })
}

function broken(reason: string): ParseOutcome {
  return { kind: 'broken', reason }
}

function reasonOf(error: unknown, heapMegabytesMax: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return `parsing took more than ${heapMegabytesMax} MB of memory`
  return error instanceof Error ? `the parser failed: ${error.message}` : 'the parser failed'
}
