/** The thread feeds are parsed on, so that a hostile one can be ended without ending anything else. */
import { parentPort } from 'node:worker_threads'
import { parseFeed, type ParseHints } from './parse/parse-feed.ts'

export interface ParseRequest {
  readonly bytes: Uint8Array
  readonly hints: ParseHints
}

parentPort?.on('message', ({ bytes, hints }: ParseRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  void parseFeed(bytes, hints).then((outcome) => parentPort?.postMessage(outcome))
})
