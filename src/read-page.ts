/** Fetches an article page through the guarded client and has it read on its thread: the `fetchPage` that tracing and completing share. */
import type { CanonicalUrl } from './model/canonical-url.ts'
import { parseCanonicalUrl } from './model/canonical-url.ts'
import type { Fetcher, FetchOutcome } from './model/fetch-outcome.ts'
import type { FetchPage, PageOutcome } from './model/page.ts'
import { besideThisFile, createKillableThread, type KillableThread } from './killable-thread.ts'
import type { PageRequest, PageThreadData, ReadPage } from './page-worker.ts'

/** Pages kept for the next question about them; a run asks for the same original several times. */
const pagesKeptMax = 64
const htmlType = /^\s*(?:text\/html|application\/xhtml\+xml|text\/plain)\b/i
const blockedStatuses: ReadonlySet<number> = new Set([401, 402, 403, 429, 451])
const absentStatuses: ReadonlySet<number> = new Set([404, 410])

/** Readability on linkedom held 132 MB over 543 benchmark pages in a heap of 64 MB; a page at every ceiling wants more. */
const heapMegabytesMax = 256

export type PageThread = KillableThread<PageRequest, ReadPage>

/** The thread pages are read on: 0.1 s to start, 20 ms a page, 1.7 s for the worst page at every ceiling. */
export function createPageThread(timeoutMs: number, data: PageThreadData): PageThread {
  return createKillableThread({
    task: 'reading the page',
    file: besideThisFile('page-worker'),
    data,
    timeoutMs,
    heapMegabytesMax,
  })
}

async function readBody(
  url: CanonicalUrl,
  outcome: Extract<FetchOutcome, { readonly kind: 'fetched' }>,
  thread: PageThread,
): Promise<PageOutcome> {
  const { contentType, body, hops } = outcome
  if (!htmlType.test(contentType ?? 'text/html'))
    return { kind: 'noPage', why: 'unreachable', message: `not a web page: ${contentType ?? ''}` }
  const answered = parseCanonicalUrl(outcome.url) ?? url
  const read = await thread.run({ body, contentType, url: answered })
  return read.kind === 'done'
    ? { kind: 'page', ...read.answer, hops }
    : { kind: 'noPage', why: 'unreachable', message: read.reason }
}

function failureOf(outcome: Exclude<FetchOutcome, { readonly kind: 'fetched' }>): PageOutcome {
  switch (outcome.kind) {
    case 'gone':
      return { kind: 'noPage', why: 'absent', message: 'gone (410)' }
    case 'rateLimited':
      return { kind: 'noPage', why: 'blocked', message: `asked to slow down (${outcome.status})` }
    case 'refused':
      return { kind: 'noPage', why: 'blocked', message: outcome.reason }
    case 'notModified':
      return { kind: 'noPage', why: 'unreachable', message: 'answered 304 to an unconditional request' }
    case 'failed': {
      const { status, message } = outcome
      if (status !== undefined && blockedStatuses.has(status))
        return { kind: 'noPage', why: 'blocked', message }
      if (status !== undefined && absentStatuses.has(status))
        return { kind: 'noPage', why: 'absent', message }
      return { kind: 'noPage', why: 'unreachable', message }
    }
  }
}

export interface PageReader {
  readonly fetchPage: FetchPage
  /** Starts a new run: forgets pages, and allows `pagesMax` requests. */
  reset(pagesMax: number): void
}

/**
 * Time one run may spend fetching and reading the pages of one host, and of all hosts together; begun pages may exceed it. A host is asked once
 * a second, so that a feed of a thousand teasers would keep everybody waiting for a quarter of an hour, and one whose
 * pages drip for hours.
 */
const hostTimeMs = 60_000
const runTimeMs = 10 * 60_000

/** A reader with a memory and a budget. A page over the budget is `unreachable`, with the budget named. `clockMs` is monotonic. */
export function createPageReader(
  fetcher: Fetcher,
  thread: PageThread,
  clockMs: () => number = () => performance.now(),
): PageReader {
  const kept = new Map<CanonicalUrl, Promise<PageOutcome>>()
  const spentMs = new Map<string, number>()
  let spentInAllMs = 0
  let left = 0
  let budget = 0
  const whyNot = (host: string): string | undefined => {
    if (left <= 0) return `this run's ${budget} pages are used up`
    if (spentInAllMs >= runTimeMs) return `this run's ${runTimeMs / 60_000} minutes for pages are used up`
    if ((spentMs.get(host) ?? 0) < hostTimeMs) return undefined
    return `this run's ${hostTimeMs / 1000} s for pages of ${host} are used up`
  }
  const ask = async (url: CanonicalUrl, host: string): Promise<PageOutcome> => {
    const startMs = clockMs()
    const outcome = await fetcher.fetch({ url, kind: 'page' })
    const read = outcome.kind === 'fetched' ? await readBody(url, outcome, thread) : failureOf(outcome)
    const tookMs = clockMs() - startMs
    spentMs.set(host, (spentMs.get(host) ?? 0) + tookMs)
    spentInAllMs += tookMs
    return read
  }
  return {
    reset(pagesMax) {
      kept.clear()
      spentMs.clear()
      spentInAllMs = 0
      left = pagesMax
      budget = pagesMax
    },
    fetchPage(url) {
      const known = kept.get(url)
      if (known !== undefined) return known
      const { host } = new URL(url)
      const refusal = whyNot(host)
      if (refusal !== undefined)
        return Promise.resolve({ kind: 'noPage', why: 'unreachable', message: `not asked: ${refusal}` })
      left -= 1
      const asked = ask(url, host)
      kept.set(url, asked)
      for (const oldest of kept.keys()) if (kept.size > pagesKeptMax) kept.delete(oldest)
      return asked
    },
  }
}
