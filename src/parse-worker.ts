/** The thread feeds are read on, so that a hostile one holds up nobody and can be ended without ending anything else. */
import { parentPort } from 'node:worker_threads'
import type { ArticleDraft } from './model/article.ts'
import type { ParseOutcome } from './model/entry.ts'
import { normalizeEntry, type NormalizedSource } from './normalize/normalize-entry.ts'
import { parseFeed, type ParseHints } from './parse/parse-feed.ts'

/** Whose entries they are, and when they came. */
export interface DraftRequest {
  readonly source: NormalizedSource
  /** When the feed was fetched, epoch milliseconds. */
  readonly nowMs: number
}

export interface ParseRequest {
  readonly bytes: Uint8Array
  readonly hints: ParseHints
  /** Undefined when the entries are wanted as the feed has them. */
  readonly drafts: DraftRequest | undefined
}

/** What a feed says, and what becomes of it. */
export interface ReadFeed {
  /** Without entries when drafts were asked for: texts cross between threads once. */
  readonly parse: ParseOutcome
  /** In the feed's order; empty when none were asked for. */
  readonly drafts: readonly ArticleDraft[]
}

async function readFeed({ bytes, hints, drafts }: ParseRequest): Promise<ReadFeed> {
  const parse = await parseFeed(bytes, hints)
  if (parse.kind !== 'parsed' || drafts === undefined) return { parse, drafts: [] }
  const { feed } = parse
  return {
    parse: { kind: 'parsed', feed: { ...feed, entries: [] } },
    drafts: feed.entries.map((entry) => normalizeEntry(entry, { ...drafts, feed })),
  }
}

parentPort?.on('message', (request: ParseRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  void readFeed(request).then((answer) => parentPort?.postMessage(answer))
})
