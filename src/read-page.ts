/** Fetches an article page through the guarded client and reads it: the `fetchPage` that tracing and completing share. */
import type { CanonicalUrl } from './model/canonical-url.ts'
import { parseCanonicalUrl } from './model/canonical-url.ts'
import type { Fetcher, FetchOutcome } from './model/fetch-outcome.ts'
import type { FetchPage, PageOutcome } from './model/page.ts'
import { decodePage } from './extract/decode-page.ts'
import { extractPage } from './extract/extract-page.ts'

/** Pages kept for the next question about them; a run asks for the same original several times. */
const pagesKeptMax = 64
const htmlType = /^\s*(?:text\/html|application\/xhtml\+xml|text\/plain)\b/i
const blockedStatuses: ReadonlySet<number> = new Set([401, 402, 403, 429, 451])
const absentStatuses: ReadonlySet<number> = new Set([404, 410])

function readOutcome(url: CanonicalUrl, outcome: FetchOutcome): PageOutcome {
  switch (outcome.kind) {
    case 'fetched': {
      if (!htmlType.test(outcome.contentType ?? 'text/html')) {
        return { kind: 'noPage', why: 'unreachable', message: `not a web page: ${outcome.contentType ?? ''}` }
      }
      const html = decodePage(outcome.body, outcome.contentType)
      const answered = parseCanonicalUrl(outcome.url) ?? url
      return { kind: 'page', page: extractPage(html, answered), html, hops: outcome.hops }
    }
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

/** A reader with a memory and a budget. A page over the budget is `unreachable`, with the budget named. */
export function createPageReader(fetcher: Fetcher): PageReader {
  const kept = new Map<CanonicalUrl, Promise<PageOutcome>>()
  let left = 0
  let budget = 0
  return {
    reset(pagesMax) {
      kept.clear()
      left = pagesMax
      budget = pagesMax
    },
    fetchPage(url) {
      const known = kept.get(url)
      if (known !== undefined) return known
      if (left <= 0) {
        const message = `not asked: this run's ${budget} pages are used up`
        return Promise.resolve({ kind: 'noPage', why: 'unreachable', message })
      }
      left -= 1
      const asked = fetcher.fetch({ url, kind: 'page' }).then((outcome) => readOutcome(url, outcome))
      kept.set(url, asked)
      for (const oldest of kept.keys()) if (kept.size > pagesKeptMax) kept.delete(oldest)
      return asked
    },
  }
}
