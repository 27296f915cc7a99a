/** What is remembered of a source between polls. */
import type { SourceId } from './brand.ts'
import type { PollingWishes } from './entry.ts'
import type { Validators } from './fetch-outcome.ts'

/** Outcome of one poll in a word, for status, metrics and sparkline. */
export type PollResult =
  | 'new'
  | 'unchanged'
  | 'notModified'
  | 'failed'
  | 'gone'
  | 'rateLimited'
  | 'refused'
  | 'notAFeed'
  | 'broken'

export interface SourceState {
  readonly id: SourceId
  /** The URL of the YAML when this state was written; a changed URL drops validators. */
  readonly url: string
  /** Where a permanent redirect leads, once adopted. */
  readonly movedTo: string | undefined
  /** The address in the YAML is a web page; `movedTo` is a feed it offers. */
  readonly isPage?: boolean | undefined
  /** First and number of consistent sightings of a permanent redirect not yet adopted. */
  readonly moving: { readonly to: string; readonly sinceMs: number; readonly sightings: number } | undefined
  readonly title: string | undefined
  readonly validators: Validators
  readonly nextPollMs: number
  readonly lastPollMs: number | undefined
  readonly lastSuccessMs: number | undefined
  readonly failuresInARow: number
  /** In words, for `status`; undefined after a success. */
  readonly lastError: string | undefined
  /** In words: what was wrong with the last document and survived, such as a ceiling that cut it. Absent when nothing was. */
  readonly problems?: readonly string[] | undefined
  readonly lastResult: PollResult | undefined
  /** Most recent last, at most 48. */
  readonly recentResults: readonly PollResult[]
  /** True after 410; polled again only with `run --now`. */
  readonly gone: boolean
  /** SHA-256 of the last body, so that an unchanged 200 costs nothing. */
  readonly bodyHash: string | undefined
  readonly articlesTotal: number
  /** What the feed last asked for; a 304 does not repeat it. */
  readonly wishes?: PollingWishes | undefined
  /** Freshness the server last gave; it stands until another answer gives one (RFC 9111 section 3.2). */
  readonly freshForSeconds?: number | undefined
}

/** A source never polled. */
export function freshSourceState(id: SourceId, url: string): SourceState {
  return {
    id,
    url,
    movedTo: undefined,
    moving: undefined,
    title: undefined,
    validators: { etag: undefined, lastModified: undefined },
    nextPollMs: 0,
    lastPollMs: undefined,
    lastSuccessMs: undefined,
    failuresInARow: 0,
    lastError: undefined,
    lastResult: undefined,
    recentResults: [],
    gone: false,
    bodyHash: undefined,
    articlesTotal: 0,
  }
}
