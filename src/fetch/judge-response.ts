/** What an answer means: status by status, and its body where that is worth reading. */
import { STATUS_CODES } from 'node:http'
import type { Dispatcher } from 'undici'
import type { FetchOutcome } from '../model/fetch-outcome.ts'
import type { Limits } from '../model/limits.ts'
import type { Question } from './exchange.ts'
import { failed } from './explain-failure.ts'
import { offeredBy } from './linked-feeds.ts'
import { readBody } from './read-body.ts'
import { shownUrl, type RequestKind } from './request-headers.ts'
import { freshForSeconds, headerOf, redirectTarget, retryAfterSeconds } from './response-headers.ts'
import { validatorsOf } from './response-headers.ts'

/** A redirect still to be followed, or what the fetch came to. `to` is undefined when Location is missing or no URL. */
export type Answer =
  | { readonly kind: 'redirect'; readonly status: number; readonly to: URL | undefined }
  | FetchOutcome

export interface JudgeOptions {
  readonly limits: Limits
  readonly now: () => number
  readonly signal: AbortSignal
  /** Told of what comes in; reading goes on when it resolves. */
  readonly note: (bytes: number, signal: AbortSignal) => Promise<void>
}

/** RFC 9309 section 2.5: at least 500 KiB are read; what follows is ignored. */
const robotsBytesMax = 500 * 1024

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Reads the body only of answers that carry a document; of every other the connection is dropped instead. */
export async function judgeResponse(
  response: Dispatcher.ResponseData,
  question: Question,
  options: JudgeOptions,
): Promise<Answer> {
  const { statusCode: status, headers, body } = response
  // A body destroyed before its end reports that as an error nobody waits for.
  body.on('error', () => {})
  try {
    if (redirects.has(status)) return { kind: 'redirect', status, to: redirectTarget(headers, question.url) }
    if (status === 304) return judgeNotModified(response, question, options)
    if (status === 200 || status === 203 || isDelta(response, question))
      return await readDocument(response, question, options)
    return judgeStatus(response, question, options)
  } finally {
    if (status === 304) await body.dump()
    else body.destroy()
  }
}

/** RFC 3229: 226 with exactly the manipulation we offered, to a request that offered it. */
function isDelta({ statusCode, headers }: Dispatcher.ResponseData, { kind, validators }: Question): boolean {
  const manipulation = headerOf(headers, 'im')?.trim().toLowerCase()
  return statusCode === 226 && manipulation === 'feed' && kind === 'feed' && validators?.etag !== undefined
}

async function readDocument(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  { url, kind, hops }: Question,
  { limits, now, signal, note }: JudgeOptions,
): Promise<FetchOutcome> {
  const { bytes, wireBytes } = await readBody(body, {
    headers,
    bytesMax: bytesMaxOf(kind, limits),
    atCeiling: kind === 'robots' ? 'cut' : 'fail',
    signal,
    note,
  })
  return {
    kind: 'fetched',
    url: url.href,
    hops,
    status: statusCode,
    validators: validatorsOf(headers),
    freshForSeconds: freshForSeconds(headers, now()),
    contentType: headerOf(headers, 'content-type'),
    ...(kind === 'feed' ? { offered: offeredBy(headers, url) } : {}),
    body: bytes,
    wireBytes,
  }
}

/** A 304 may bring new validators; what it leaves out stays as it was (RFC 9111 section 4.3.4). */
function judgeNotModified(
  { headers }: Dispatcher.ResponseData,
  { url, hops, validators }: Question,
  { now }: JudgeOptions,
): FetchOutcome {
  if (validators?.etag === undefined && validators?.lastModified === undefined)
    return failed('protocol', `answered 304 Not Modified although nothing was known: GET ${shownUrl(url)}`, {
      status: 304,
    })
  const { etag = validators.etag, lastModified = validators.lastModified } = validatorsOf(headers)
  return {
    kind: 'notModified',
    url: url.href,
    hops,
    validators: { etag, lastModified },
    freshForSeconds: freshForSeconds(headers, now()),
  }
}

function judgeStatus(
  { statusCode: status, headers }: Dispatcher.ResponseData,
  { url, hops }: Question,
  { limits, now }: JudgeOptions,
): FetchOutcome {
  if (status === 410) return { kind: 'gone', url: url.href, hops }
  const retryAfter = retryAfterSeconds(headers, now(), limits.retryAfterSecondsMax)
  if (status === 429 || status === 503) return { kind: 'rateLimited', status, retryAfterSeconds: retryAfter }
  const challenge = headerOf(headers, 'cf-mitigated') === 'challenge' ? ' (a challenge for browsers)' : ''
  const words = `answered ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd()
  return failed('status', `${words}${challenge}: GET ${shownUrl(url)}`, {
    status,
    retryAfterSeconds: retryAfter,
  })
}

function bytesMaxOf(kind: RequestKind, { feedBytesMax, pageBytesMax }: Limits): number {
  return { feed: feedBytesMax, page: pageBytesMax, robots: robotsBytesMax }[kind]
}
