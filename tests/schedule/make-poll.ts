/** Polls of an invented source, as `applyPoll` wants them. */
import type { SourceId } from '../../src/model/brand.ts'
import type { ParseOutcome, PollingWishes } from '../../src/model/entry.ts'
import type { FetchOutcome, RedirectHop } from '../../src/model/fetch-outcome.ts'
import type { SourceSettings } from '../../src/model/settings.ts'
import { freshSourceState, type SourceState } from '../../src/model/source-state.ts'
import { applyPoll, type PollInput } from '../../src/schedule/apply-poll.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** Tuesday 24 November 2026, 08:00 GMT. */
export const startMs = Date.UTC(2026, 10, 24, 8)

export const feedUrl = 'https://harbour.example/feed'

export const source: SourceSettings = {
  id: 'harbour-gazette' as SourceId,
  url: feedUrl,
  publisher: undefined,
  role: 'auto',
  tags: [],
  everyMs: hourMs,
  fullText: 'auto',
  dedupe: 'cross',
  headers: { authorization: 'Bearer open-sesame' },
}

export const freshState = freshSourceState(source.id, source.url)

/** A source polled once, with validators. */
export const knownState: SourceState = {
  ...freshState,
  validators: { etag: '"one"', lastModified: 'Tue, 24 Nov 2026 07:00:00 GMT' },
  lastPollMs: startMs - hourMs,
  lastSuccessMs: startMs - hourMs,
  nextPollMs: startMs,
  articlesTotal: 10,
}

export const noWishes: PollingWishes = { everySeconds: undefined, skipHours: [], skipDays: [] }

export function parsed(wishes: Partial<PollingWishes> = {}, title = 'Harbour Gazette'): ParseOutcome {
  const head = { format: 'rss', title, siteUrl: undefined, description: '', language: undefined } as const
  return { kind: 'parsed', feed: { ...head, entries: [], wishes: { ...noWishes, ...wishes }, problems: [] } }
}

export function fetched(changes: Partial<Extract<FetchOutcome, { kind: 'fetched' }>> = {}): FetchOutcome {
  return {
    kind: 'fetched',
    url: feedUrl,
    hops: [],
    status: 200,
    validators: { etag: '"two"', lastModified: undefined },
    freshForSeconds: undefined,
    contentType: undefined,
    body: new Uint8Array(),
    wireBytes: 0,
    ...changes,
  }
}

export function notModified(
  changes: Partial<Extract<FetchOutcome, { kind: 'notModified' }>> = {},
): FetchOutcome {
  const validators = { etag: undefined, lastModified: undefined }
  return { kind: 'notModified', url: feedUrl, hops: [], validators, freshForSeconds: undefined, ...changes }
}

export function failed(changes: Partial<Extract<FetchOutcome, { kind: 'failed' }>> = {}): FetchOutcome {
  const message = 'timed out after 20 s'
  return {
    kind: 'failed',
    reason: 'timeout',
    message,
    status: undefined,
    retryAfterSeconds: undefined,
    ...changes,
  }
}

export const hop = (status: number, to: string, from = feedUrl): RedirectHop => ({ status, from, to })

/** Polls once; whatever is not said is a good answer to a known source, at `startMs`, without luck. */
export function poll(changes: Partial<PollInput> = {}): SourceState {
  const outcome = changes.outcome ?? fetched()
  const parse = outcome.kind === 'fetched' ? parsed() : undefined
  const random = (): number => 0
  return applyPoll({
    state: knownState,
    source,
    outcome,
    parse,
    articlesNew: 0,
    nowMs: startMs,
    random,
    ...changes,
  })
}
