/** Asks one URL once, within its deadline, and says what came of it. Redirects are reported, not followed. */
import { Agent, request } from 'undici'
import type { Dispatcher } from 'undici'
import type { RedirectHop, Validators } from '../model/fetch-outcome.ts'
import type { Limits } from '../model/limits.ts'
import type { HttpSettings } from '../model/settings.ts'
import type { AddressGuard } from './address-guard.ts'
import { createGuardedConnector } from './connect-guarded.ts'
import { DeadlineError, explainFailure, seconds } from './explain-failure.ts'
import { judgeResponse } from './judge-response.ts'
import type { Answer } from './judge-response.ts'
import { requestHeaders, shownUrl } from './request-headers.ts'
import type { RequestKind } from './request-headers.ts'
import { createNameResolver, type LookupAll } from './resolve-name.ts'
import { RestingHosts } from './resting-hosts.ts'
import { Turnstile, type Pass } from './turnstile.ts'
import { UnreachableHosts } from './unreachable-hosts.ts'

export interface ExchangeOptions {
  readonly http: HttpSettings
  readonly limits: Limits
  readonly userAgent: string
  readonly now: () => number
  readonly guard: AddressGuard
  readonly resolve: LookupAll | undefined
}

/** One question. `budget` is shared by all hops of a fetch and shrinks while a server is at work. */
export interface Question {
  readonly url: URL
  readonly kind: RequestKind
  readonly validators: Validators | undefined
  readonly own: Readonly<Record<string, string>>
  readonly hops: readonly RedirectHop[]
  /** Pause after the last request to this host. */
  readonly spacingMs: number
  readonly budget: { leftMs: number; readonly totalMs: number }
  readonly signal: AbortSignal
}

export interface Exchange {
  ask(question: Question): Promise<Answer>
  close(): Promise<void>
}

/**
 * Enough for the hops of a redirect; the next visit to a host comes a second later anyway. Polling 5,000 hosts, a second
 * costs 509 us of CPU a source and 393 MB, 100 ms costs 439 us and 335 MB; with the servers' own wishes (30 s are usual)
 * 20,000 hosts run a container of 256 MB out of memory.
 */
const keepAliveMs = 100

/** A body at its ceiling, its headers and the frames of its chunks; a connection serves one visit. */
const connectionBytesFactor = 1.5

/**
 * undici 8.12 stops reading while this much waits to be decoded, and takes a server that closes meanwhile, its answer
 * complete, for one that broke off. With its 64 KiB, compressed feeds of 200 kB and more were lost.
 */
const bodyBufferedMax = 4 * 1024 * 1024

/** Some sites send 20 KiB of Content-Security-Policy; the default of 16 KiB loses them. */
const headerBytesMax = 64 * 1024

/** Never rejects: whatever a server or the network does is in the answer. */
export function createExchange(options: ExchangeOptions): Exchange {
  const { http, limits, guard } = options
  const connectTimeoutMs = Math.min(limits.connectTimeoutMs, http.timeoutMs)
  const idleTimeoutMs = Math.min(limits.headersTimeoutMs, http.timeoutMs)
  const turnstile = new Turnstile({ total: http.concurrency, perHost: http.perHost })
  const unreachable = new UnreachableHosts()
  const resting = new RestingHosts()
  const names = createNameResolver()
  const bytesMax = connectionBytesFactor * Math.max(limits.feedBytesMax, limits.pageBytesMax)
  const connection = { timeoutMs: connectTimeoutMs, bytesMax }
  const connect = createGuardedConnector(guard, connection, options.resolve ?? names.lookup)
  const settings = {
    connect,
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
    connections: http.perHost,
  }
  const agents = { usual: createAgent(settings, 1), fresh: createAgent(settings, 0) }
  return {
    async ask(question) {
      const { host } = question.url
      let pass: Pass | undefined
      try {
        pass = await turnstile.enter(host, question.spacingMs, question.signal)
        const { note } = pass
        const known = unreachable.find(host)
        if (known !== undefined) throw known
        const slowDown = resting.find(host)
        if (slowDown !== undefined) return { kind: 'rateLimited', ...slowDown }
        const answer = await withinBudget(question, async (signal) => {
          const response = await send(agents, question, { ...options, signal })
          return judgeResponse(response, question, { ...options, signal, note })
        })
        unreachable.noteAnswer(host)
        if (answer.kind === 'rateLimited') resting.noteRefusal(host, answer)
        else resting.noteAnswer(host)
        return answer
      } catch (error) {
        if (unreachable.find(host) === undefined) unreachable.noteError(host, error)
        return explainFailure(error, { url: shownUrl(question.url), connectTimeoutMs, idleTimeoutMs })
      } finally {
        pass?.leave()
      }
    },
    async close() {
      names.close()
      await Promise.all([agents.usual.destroy(), agents.fresh.destroy()])
    },
  }
}

/** Runs `work` with a signal that fires when the fetch's time is over or the caller gives up. */
async function withinBudget<T>(
  { budget, signal }: Question,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const giveUp = (): void => controller.abort(signal.reason)
  const startMs = performance.now()
  const overdue = (): void =>
    controller.abort(new DeadlineError(`timed out after ${seconds(budget.totalMs)}`))
  const timer = setTimeout(overdue, Math.max(0, budget.leftMs))
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    signal.throwIfAborted()
    return await work(controller.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', giveUp)
    budget.leftMs -= performance.now() - startMs
  }
}

/** `fresh` keeps no connections (undici reads a pipelining of 0 so). */
interface Agents {
  readonly usual: Agent
  readonly fresh: Agent
}

function createAgent(
  settings: Pick<Agent.Options, 'connect' | 'headersTimeout' | 'bodyTimeout' | 'connections'>,
  pipelining: 0 | 1,
): Agent {
  return new Agent({
    // One connection a host makes undici take a plain Client; a Pool holds a queue of 2,048 places for each host, and
    // polling 5,000 hosts then takes 60 MB more and a fifth more time.
    ...settings,
    pipelining,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    maxHeaderSize: headerBytesMax,
    allowH2: false,
  })
}

/** A connection the server closed while it lay idle fails before any answer: asked again once, on one that is new. */
async function send(
  { usual, fresh }: Agents,
  { url, kind, validators, own }: Question,
  { userAgent, signal }: { readonly userAgent: string; readonly signal: AbortSignal },
): Promise<Dispatcher.ResponseData> {
  const headers = requestHeaders({ kind, userAgent, validators, own })
  try {
    return await request(url, { dispatcher: usual, headers, signal, highWaterMark: bodyBufferedMax })
  } catch (error) {
    if (!signal.aborted && wasIdleConnection(error))
      return request(url, { dispatcher: fresh, headers, signal, highWaterMark: bodyBufferedMax })
    throw error
  }
}

/**
 * undici tells how much a closed socket had read: more than nothing means that it had served a request before. Of a
 * reset one it tells nothing, so that counts as idle, too.
 */
function wasIdleConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) return true
  if (!('socket' in error)) return false
  const { socket } = error
  const bytesRead = typeof socket === 'object' && socket !== null && 'bytesRead' in socket && socket.bytesRead
  return typeof bytesRead === 'number' && bytesRead > 0
}
