/** Asks one service within a budget, at a pace, and not at all for a while after it has failed repeatedly. */
import { gunzipSync } from 'node:zlib'
import type { Fetcher, FetchOutcome } from '../../model/fetch-outcome.ts'

/** Time comes from the caller. */
export interface ResolverTools {
  readonly fetcher: Fetcher
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
}

export interface Manners {
  /** Requests between two calls of `reset`, that is, in one run. */
  readonly requestsMax: number
  readonly spacingMs: number
  /** Failures in a row that open the circuit. */
  readonly failuresMax: number
  /** How long it stays open. */
  readonly coolMs: number
}

export type Answer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly why: string }

export interface GuardedFetch {
  ask(url: string): Promise<Answer>
  /** Starts a new run. */
  reset(): void
  readonly requests: number
}

const gunzippedBytesMax = 16 * 1024 * 1024

function textOf(body: Uint8Array): string | undefined {
  try {
    const gzipped = body[0] === 0x1f && body[1] === 0x8b
    return new TextDecoder().decode(gzipped ? gunzipSync(body, { maxOutputLength: gunzippedBytesMax }) : body)
  } catch {
    return undefined
  }
}

function failureOf(outcome: Exclude<FetchOutcome, { readonly kind: 'fetched' }>): string {
  switch (outcome.kind) {
    case 'rateLimited':
      return `asked to slow down (${outcome.status})`
    case 'refused':
      return outcome.reason
    case 'gone':
      return 'gone (410)'
    case 'notModified':
      return 'answered 304 to an unconditional request'
    case 'failed':
      break
  }
  return outcome.message
}

function answerOf(outcome: FetchOutcome): Answer {
  if (outcome.kind !== 'fetched') return { kind: 'failed', why: failureOf(outcome) }
  const text = textOf(outcome.body)
  return text === undefined ? { kind: 'failed', why: 'not readable as gzip' } : { kind: 'text', text }
}

/** A guarded way to one service. `ask` never rejects for weather. */
export function createGuardedFetch(tools: ResolverTools, manners: Manners): GuardedFetch {
  let requests = 0
  let failures = 0
  let openUntilMs = Number.NEGATIVE_INFINITY
  let nextMs = Number.NEGATIVE_INFINITY
  return {
    get requests() {
      return requests
    },
    reset() {
      requests = 0
    },
    async ask(url) {
      const nowMs = tools.now()
      if (nowMs < openUntilMs)
        return { kind: 'failed', why: `not asked: it failed ${manners.failuresMax} times in a row` }
      if (requests >= manners.requestsMax)
        return { kind: 'failed', why: `not asked: this run's ${manners.requestsMax} requests are used up` }
      requests += 1
      const waitMs = Math.max(0, nextMs - nowMs)
      nextMs = Math.max(nowMs, nextMs) + manners.spacingMs
      if (waitMs > 0) await tools.wait(waitMs)
      const answer = answerOf(await tools.fetcher.fetch({ url, kind: 'feed' }))
      failures = answer.kind === 'failed' ? failures + 1 : 0
      if (failures >= manners.failuresMax) {
        openUntilMs = tools.now() + manners.coolMs
        failures = 0
      }
      return answer
    },
  }
}
