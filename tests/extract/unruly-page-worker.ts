/** A thread that does what the address of the page tells it: stands in for an extraction that meets a hostile page. */
import { parentPort, threadId } from 'node:worker_threads'
import { extractPage } from '../../src/extract/extract-page.ts'
import type { PageRequest } from '../../src/page-worker.ts'
import { behaviours } from '../unruly-behaviours.ts'

parentPort?.on('message', ({ body, url }: PageRequest) => {
  behaviours[new URL(url).pathname.slice(1).split('-')[0] ?? '']?.()
  const page = extractPage(Buffer.from(body).toString('utf8'), url)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  parentPort?.postMessage({ page: { ...page, title: `read by thread ${threadId}` }, evidence: [] })
})
