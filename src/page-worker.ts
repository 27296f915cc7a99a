/** The thread pages are read on, so that a hostile one holds up nobody and can be ended without ending anything else. */
import { parentPort } from 'node:worker_threads'
import { decodePage } from './extract/decode-page.ts'
import { extractPage } from './extract/extract-page.ts'
import type { CanonicalUrl } from './model/canonical-url.ts'
import type { ExtractedPage } from './model/page.ts'

export interface PageRequest {
  readonly body: Uint8Array
  readonly contentType: string | undefined
  readonly url: CanonicalUrl
}

export interface ReadPage {
  /** Decoded, as received. */
  readonly html: string
  readonly page: ExtractedPage
}

parentPort?.on('message', ({ body, contentType, url }: PageRequest) => {
  const html = decodePage(body, contentType)
  const answer: ReadPage = { html, page: extractPage(html, url) }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  parentPort?.postMessage(answer)
})
