/** A thread that does what the address of the feed tells it: stands in for a parser that meets a hostile feed. */
import { parentPort, threadId } from 'node:worker_threads'

const behaviours: Readonly<Record<string, () => void>> = {
  hang: () => {
    for (;;);
  },
  throw: () => {
    throw new Error('out of ideas')
  },
  exit: () => process.exit(3),
  eat: () => {
    const eaten: unknown[] = []
    for (;;) eaten.push(Array.from({ length: 10_000 }, () => ({})))
  },
}

parentPort?.on('message', ({ hints }: { readonly hints: { readonly url: string } }) => {
  const { hostname } = new URL(hints.url)
  behaviours[hostname.replace('.example', '')]?.()
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  parentPort?.postMessage({ parse: { kind: 'broken', reason: `read by thread ${threadId}` }, drafts: [] })
})
