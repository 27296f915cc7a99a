/** The guarded, polite client: the one way of this product to the web. Composes the guard, the queue, robots.txt and the redirect loop. */
import type { Fetcher } from '../model/fetch-outcome.ts'
import type { Limits } from '../model/limits.ts'
import type { HttpSettings } from '../model/settings.ts'
import { linkSignals, unlessAborted } from './abort.ts'
import { createAddressGuard } from './address-guard.ts'
import { allowedPorts, findRefusal } from './check-url.ts'
import { createExchange } from './exchange.ts'
import { failed } from './explain-failure.ts'
import { shownUrl } from './request-headers.ts'
import type { LookupAll } from './resolve-name.ts'
import { createRobots } from './robots.ts'
import { travel } from './travel.ts'
import type { Journey, TravelOptions } from './travel.ts'

export interface FetcherOptions {
  readonly http: HttpSettings
  readonly limits: Limits
  /** Says who asks and how to reach them, such as `Headwater/0.1.0 (+https://…)`. */
  readonly userAgent: string
  /** The user's own source URLs: their ports are allowed beside 80 and 443. */
  readonly namedUrls: readonly string[]
  /** Epoch milliseconds. */
  readonly now: () => number
  /**
   * Pauses between two requests to one host (host and port), milliseconds; a second by default. Loopback tests and the
   * demo, whose hosts are their own, need none.
   */
  readonly feedSpacingMs?: number | undefined
  readonly pageSpacingMs?: number | undefined
  /** Resolves names instead of the system; the addresses are checked all the same. */
  readonly resolve?: LookupAll | undefined
}

const politeSpacingMs = 1_000

/** RFC 9309 section 2.3.1.2: at least five. */
const robotsRedirectsMax = 5
/** A page waits for robots.txt, so it may not take as long as a document. */
const robotsTimeoutMs = 10_000

/** Throws ConfigError when `http.hosts` or `http.allowPrivate` cannot be read. The fetcher itself never rejects. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { http, limits, userAgent, now, namedUrls, resolve } = options
  const { feedSpacingMs = politeSpacingMs, pageSpacingMs = politeSpacingMs } = options
  const guard = createAddressGuard(http)
  const ports = allowedPorts(namedUrls)
  const exchange = createExchange({ http, limits, userAgent, now, guard, resolve })
  const closing = new AbortController()
  const robotsJourney: Omit<Journey, 'url'> = {
    kind: 'robots',
    validators: undefined,
    headers: {},
    redirectsMax: robotsRedirectsMax,
    totalMs: Math.min(robotsTimeoutMs, limits.totalTimeoutMs),
    // Shared by every page of the site, so one caller's signal must not end it.
    signal: closing.signal,
  }
  const fetchRobots = (url: URL) => travel({ ...robotsJourney, url }, means)
  const robots = createRobots({ userAgent, now, fetchRobots })
  const means: TravelOptions = {
    exchange,
    spacingMs: (kind) => (kind === 'feed' ? feedSpacingMs : pageSpacingMs),
    findRefusal: async (url, kind, signal) => {
      const refusal = findRefusal(url, guard, ports)
      if (refusal !== undefined || kind !== 'page') return refusal
      return unlessAborted(robots.findRefusal(url), signal)
    },
  }

  return {
    async fetch({ url: text, kind, validators, headers = {}, signal }) {
      const url = URL.parse(text)
      if (url === null) return { kind: 'refused', reason: 'this is not a URL', url: text }
      const linked = linkSignals([signal, closing.signal])
      const { redirectsMax, totalTimeoutMs: totalMs } = limits
      try {
        return await travel(
          { url, kind, validators, headers, redirectsMax, totalMs, signal: linked.signal },
          means,
        )
      } catch (error) {
        if (linked.signal.aborted) return failed('aborted', `stopped: GET ${shownUrl(url)}`)
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
