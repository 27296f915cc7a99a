/** The thread pages are read on, so that a hostile one holds up nobody and can be ended without ending anything else. */
import { parentPort, workerData } from 'node:worker_threads'
import { decodePage } from './extract/decode-page.ts'
import { extractPage } from './extract/extract-page.ts'
import type { CanonicalUrl } from './model/canonical-url.ts'
import type { Evidence } from './model/evidence.ts'
import type { ExtractedPage } from './model/page.ts'
import type { PublisherEntry } from './model/settings.ts'
import { collectEvidence } from './trace/collect-evidence.ts'
import { createRegistry, shippedPublishers } from './trace/registry.ts'

/** What the thread knows before the first page: publishers beside the shipped ones, those that win over them and those that do not. */
export interface PageThreadData {
  readonly publishersBefore: readonly PublisherEntry[]
  readonly publishersAfter: readonly PublisherEntry[]
}

export interface PageRequest {
  readonly body: Uint8Array
  readonly contentType: string | undefined
  readonly url: CanonicalUrl
}

export interface ReadPage {
  readonly page: ExtractedPage
  /** Where the page says that it comes from. Looked for here: a page of 3 MB takes a second. */
  readonly evidence: readonly Evidence[]
}

const { publishersBefore, publishersAfter }: PageThreadData = workerData
const registry = createRegistry([...publishersBefore, ...shippedPublishers(), ...publishersAfter])

parentPort?.on('message', ({ body, contentType, url }: PageRequest) => {
  const html = decodePage(body, contentType)
  const page = extractPage(html, url)
  const { text, title, siteName } = page
  const site = siteName === undefined ? {} : { siteName }
  const evidence = collectEvidence({ url, html, text, title, where: 'page', registry, ...site })
  const answer: ReadPage = { page, evidence }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  parentPort?.postMessage(answer)
})
