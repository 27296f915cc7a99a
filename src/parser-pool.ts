/** Threads that read feeds. One that takes too long or too much memory is ended; the next feed gets a fresh one. */
import { besideThisFile, createKillableThread } from './killable-thread.ts'
import type { ParseOutcome } from './model/entry.ts'
import type { DraftRequest, ParseRequest, ReadFeed } from './parse-worker.ts'
import type { ParseHints } from './parse/parse-feed.ts'

export interface ParserPool {
  /** Never rejects for what the bytes say or do; rejects when the pool is closed. */
  parse(bytes: Uint8Array, hints: ParseHints): Promise<ParseOutcome>
  /** Like `parse`, with drafts in place of entries. HTML and text of all drafts together are at most twice as long as the feed, but for addresses made absolute. */
  parseToDrafts(bytes: Uint8Array, hints: ParseHints, drafts: DraftRequest): Promise<ReadFeed>
  /** Ends the threads; feeds under way come back as `broken`. */
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
 * categories or references) are parsed with 64 and made drafts with 128. The process survives a thread that wants more.
 */
const heapMegabytesDefault = 192

/** New objects of one thread, in MB: against Node's own measure, 5,000 feeds took 176 instead of 190 MB of the process and 13 % more CPU. */
const youngMegabytesMax = 16

export function createParserPool({
  workers,
  timeoutMs,
  heapMegabytesMax = heapMegabytesDefault,
  workerFile = besideThisFile('parse-worker'),
}: ParserPoolOptions): ParserPool {
  const threads = createKillableThread<ParseRequest, ReadFeed>({
    task: 'reading the feed',
    file: workerFile,
    timeoutMs,
    heapMegabytesMax,
    youngMegabytesMax,
    threads: workers,
  })
  let closed = false
  const read = async (request: ParseRequest): Promise<ReadFeed> => {
    if (closed) throw new Error('the parser pool is closed')
    const done = await threads.run(request)
    return done.kind === 'done' ? done.answer : { parse: done, drafts: [] }
  }
  return {
    async parse(bytes, hints) {
      const { parse } = await read({ bytes, hints, drafts: undefined })
      return parse
    },
    parseToDrafts: (bytes, hints, drafts) => read({ bytes, hints, drafts }),
    async close() {
      closed = true
      await threads.close()
    },
  }
}
