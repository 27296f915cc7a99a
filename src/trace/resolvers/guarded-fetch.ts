/** Asks servers within a budget, at a pace, and not at all for a while those that failed repeatedly. */
import { gunzipSync } from 'node:zlib'
import type { Fetcher, FetchOutcome } from '../../model/fetch-outcome.ts'

/** What is remembered of a server that failed. */
export interface Circuit {
  /** Failures in a row. */
  readonly failures: number
  /** Not asked before; epoch milliseconds. */
  readonly openUntilMs: number
}

/** Outlives a run: whoever was asked in vain an hour ago is not asked again because a new process began. */
export interface CircuitMemory {
  get(server: string): Circuit | undefined
  /** Undefined forgets: the server answered. */
  set(server: string, circuit: Circuit | undefined): void
}

/** Time comes from the caller. */
export interface ResolverTools {
  readonly fetcher: Fetcher
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  readonly circuits: CircuitMemory
}

export interface Manners {
  /** Requests between two calls of `reset`, that is, in one run. */
  readonly requestsMax: number
  /** Between two requests to one server. */
  readonly spacingMs: number
  /** Failures in a row that open the circuit of a server. */
  readonly failuresMax: number
  /** How long it stays open. */
  readonly coolMs: number
}

export type Answer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly why: string }

export interface GuardedFetch {
  /**
   * Asks for one document; the same one is asked for once a run. A text that `understands` denies is a failure of its
   * server: some report errors with status 200. Never rejects for weather.
   */
  ask(url: string, understands?: (text: string) => boolean): Promise<Answer>
  /** Starts a new run: the budget is whole again, documents are asked for anew. */
  reset(): void
  /** Requests made since the beginning. */
  readonly requests: number
}

const gunzippedBytesMax = 16 * 1024 * 1024
/** Documents remembered for the rest of a run: fifty stories that name one agency read its feed once. */
const documentsKeptMax = 64

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

const quotedMax = 80

function answerOf(outcome: FetchOutcome, understands: (text: string) => boolean): Answer {
  if (outcome.kind !== 'fetched') return { kind: 'failed', why: failureOf(outcome) }
  const text = textOf(outcome.body)
  if (text === undefined) return { kind: 'failed', why: 'not readable as gzip' }
  if (understands(text)) return { kind: 'text', text }
  return { kind: 'failed', why: `unexpected answer: ${text.slice(0, quotedMax).replaceAll(/\s+/g, ' ')}` }
}

/** Whoever asks to slow down is not asked again at once: one such answer opens the circuit. */
function circuitAfter(known: Circuit | undefined, outcome: FetchOutcome, manners: Manners): Circuit {
  const failures = (known?.failures ?? 0) + 1
  const slowDown = outcome.kind === 'rateLimited'
  return {
    failures: slowDown ? Math.max(failures, manners.failuresMax) : failures,
    openUntilMs: slowDown ? (outcome.retryAfterSeconds ?? 0) * 1000 : 0,
  }
}

/** A guarded way to the servers of one resolver. `name` tells its circuits from those of other resolvers. */
export function createGuardedFetch(tools: ResolverTools, name: string, manners: Manners): GuardedFetch {
  const { circuits, fetcher, now, wait } = tools
  const kept = new Map<string, Promise<Answer>>()
  const nextMs = new Map<string, number>()
  let spent = 0
  let requests = 0

  const serverOf = (url: string): string => `${name} ${URL.parse(url)?.host ?? ''}`
  const note = (server: string, { failures, openUntilMs }: Circuit): void => {
    const opens = failures >= manners.failuresMax
    const untilMs = opens ? now() + Math.max(manners.coolMs, openUntilMs) : 0
    circuits.set(server, { failures: opens ? 0 : failures, openUntilMs: untilMs })
  }
  const pace = async (server: string): Promise<void> => {
    const nowMs = now()
    const turnMs = Math.max(nowMs, nextMs.get(server) ?? 0)
    nextMs.set(server, turnMs + manners.spacingMs)
    if (turnMs > nowMs) await wait(turnMs - nowMs)
  }
  const request = async (url: string, understands: (text: string) => boolean): Promise<Answer> => {
    const server = serverOf(url)
    if (now() < (circuits.get(server)?.openUntilMs ?? 0))
      return { kind: 'failed', why: 'not asked: it failed before and is left alone for a while' }
    if (spent >= manners.requestsMax)
      return { kind: 'failed', why: `not asked: this run's ${manners.requestsMax} requests are used up` }
    spent += 1
    requests += 1
    await pace(server)
    const outcome = await fetcher.fetch({ url, kind: 'feed' })
    const answer = answerOf(outcome, understands)
    if (answer.kind === 'failed') note(server, circuitAfter(circuits.get(server), outcome, manners))
    else if (circuits.get(server) !== undefined) circuits.set(server, undefined)
    return answer
  }

  return {
    get requests() {
      return requests
    },
    reset() {
      spent = 0
      kept.clear()
    },
    ask(url, understands = () => true) {
      const known = kept.get(url)
      if (known !== undefined) return known
      const asked = request(url, understands)
      kept.set(url, asked)
      for (const oldest of kept.keys()) if (kept.size > documentsKeptMax) kept.delete(oldest)
      return asked
    },
  }
}
