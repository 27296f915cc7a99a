/** A thread that does what the address of the feed tells it: stands in for a parser that meets a hostile feed. */
import { parentPort, threadId } from 'node:worker_threads'
import { behaviours } from '../unruly-behaviours.ts'

parentPort?.on('message', ({ hints }: { readonly hints: { readonly url: string } }) => {
  const { hostname } = new URL(hints.url)
  behaviours[hostname.replace('.example', '')]?.()
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  parentPort?.postMessage({ parse: { kind: 'broken', reason: `read by thread ${threadId}` }, drafts: [] })
})
