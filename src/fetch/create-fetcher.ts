/** The guarded, polite client: the one way of this product to the web. Follows redirects itself, so that each hop is checked. */
import type { Fetcher, FetchOutcome, FetchRequest, RedirectHop } from '../model/fetch-outcome.ts'
import type { Limits } from '../model/limits.ts'
import type { HttpSettings } from '../model/settings.ts'
import { linkSignals, unlessAborted } from './abort.ts'
import { createAddressGuard } from './address-guard.ts'
import { allowedPorts, findRefusal } from './check-url.ts'
import type { LookupAll } from './connect-guarded.ts'
import { createExchange } from './exchange.ts'
import { failed } from './explain-failure.ts'
import { basicCredential, withoutSecrets } from './request-headers.ts'
import type { RequestKind } from './request-headers.ts'
import { leavesOrigin } from './response-headers.ts'
import { createRobots } from './robots.ts'

/** Pause between two requests to one host (host and port), milliseconds. */
export interface Spacing {
  readonly feedMs: number
  readonly pageMs: number
}

export interface FetcherOptions {
  readonly http: HttpSettings
  readonly limits: Limits
  /** Says who asks and how to reach them, such as `Headwater/0.1.0 (+https://…)`. */
  readonly userAgent: string
  /** The user's own source URLs: their ports are allowed beside 80 and 443. */
  readonly namedUrls: readonly string[]
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly spacing?: Spacing | undefined
  /** Resolves names instead of the system; the addresses are checked all the same. */
  readonly resolve?: LookupAll | undefined
}

/** RELIABILITY bar B7: one connection and at least a second per host. */
export const politeSpacing: Spacing = { feedMs: 1_000, pageMs: 1_000 }

/** RFC 9309 section 2.3.1.2: at least five. */
const robotsRedirectsMax = 5
/** A page waits for robots.txt, so it may not take as long as a document. */
const robotsTimeoutMs = 10_000

interface Journey {
  readonly url: URL
  readonly kind: RequestKind
  readonly validators: FetchRequest['validators']
  readonly headers: Readonly<Record<string, string>>
  readonly redirectsMax: number
  readonly totalMs: number
  readonly signal: AbortSignal
}

/** Throws ConfigError when `http.hosts` or `http.allowPrivate` cannot be read. The fetcher itself never rejects. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { http, limits, userAgent, now, namedUrls, spacing = politeSpacing, resolve } = options
  const guard = createAddressGuard(http)
  const ports = allowedPorts(namedUrls)
  const exchange = createExchange({ http, limits, userAgent, now, guard, resolve })
  const closing = new AbortController()
  const spacingMs = (kind: RequestKind): number => (kind === 'feed' ? spacing.feedMs : spacing.pageMs)
  const robots = createRobots({
    userAgent,
    now,
    fetchRobots: (url) =>
      travel({
        url,
        kind: 'robots',
        validators: undefined,
        headers: {},
        redirectsMax: robotsRedirectsMax,
        totalMs: Math.min(robotsTimeoutMs, limits.totalTimeoutMs),
        signal: closing.signal,
      }),
  })

  async function whyNot(url: URL, kind: RequestKind, signal: AbortSignal): Promise<string | undefined> {
    const refusal = findRefusal(url, guard, ports)
    if (refusal !== undefined || kind !== 'page') return refusal
    return unlessAborted(robots.findRefusal(url), signal)
  }

  async function travel(journey: Journey): Promise<FetchOutcome> {
    const { kind, validators, redirectsMax, totalMs, signal } = journey
    const budget = { leftMs: totalMs, totalMs }
    const hops: RedirectHop[] = []
    const visited = new Set<string>()
    let url = withoutSecrets(journey.url)
    let own = ownHeaders(journey)
    for (;;) {
      const reason = await whyNot(url, kind, signal)
      if (reason !== undefined) return { kind: 'refused', reason, url: url.href }
      visited.add(url.href)
      const turnedAround = hops.some(({ from }) => new URL(from).host === url.host)
      const answer = await exchange.ask({
        url,
        kind,
        validators,
        own,
        hops,
        // The hops of one fetch are one visit.
        spacingMs: turnedAround ? 0 : spacingMs(kind),
        budget,
        signal,
      })
      if (answer.kind !== 'redirect') return answer
      const { status, to } = answer
      if (to === undefined) return failed('badRedirect', `redirected to nowhere: GET ${url.href}`, { status })
      const next = withoutSecrets(to)
      const hop = { status, from: url.href, to: next.href }
      hops.push(hop)
      if (visited.has(next.href))
        return failed('tooManyRedirects', `redirects in a circle: GET ${hops[0]?.from}`, { status })
      if (hops.length > redirectsMax)
        return failed('tooManyRedirects', `gave up after ${redirectsMax} redirects: GET ${hops[0]?.from}`, {
          status,
        })
      if (leavesOrigin(hop)) own = {}
      url = next
    }
  }

  return {
    async fetch({ url: text, kind, validators, headers = {}, signal }) {
      const url = URL.parse(text)
      if (url === null) return { kind: 'refused', reason: 'this is not a URL', url: text }
      const linked = linkSignals([signal, closing.signal])
      try {
        return await travel({
          url,
          kind,
          validators,
          headers,
          redirectsMax: limits.redirectsMax,
          totalMs: limits.totalTimeoutMs,
          signal: linked.signal,
        })
      } catch (error) {
        if (linked.signal.aborted) return failed('aborted', `stopped: GET ${withoutSecrets(url).href}`)
        throw error
      } finally {
        linked.unlink()
      }
    },
    async close() {
      closing.abort(new DOMException('the fetcher was closed', 'AbortError'))
      await exchange.close()
    },
  }
}

/** `user:password@` in the URL the user named becomes a header, which is dropped with the others on leaving the origin. */
function ownHeaders({ url, kind, headers }: Journey): Readonly<Record<string, string>> {
  const credential = kind === 'feed' ? basicCredential(url) : undefined
  return credential === undefined ? headers : { authorization: credential, ...headers }
}
