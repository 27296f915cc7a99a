/** Goes from a URL to the answer at the end of its redirects, checking every hop before it is asked. */
import type { FetchOutcome, FetchRequest, RedirectHop } from '../model/fetch-outcome.ts'
import type { Exchange } from './exchange.ts'
import { failed } from './explain-failure.ts'
import { basicCredential, shownUrl, withoutSecrets } from './request-headers.ts'
import type { RequestKind } from './request-headers.ts'
import { leavesOrigin } from './response-headers.ts'

export interface Journey {
  readonly url: URL
  readonly kind: RequestKind
  readonly validators: FetchRequest['validators']
  /** Sent until the first redirect that leaves the origin of `url`. */
  readonly headers: Readonly<Record<string, string>>
  readonly redirectsMax: number
  /** Time for all hops together, waiting for one's turn not counted. */
  readonly totalMs: number
  readonly signal: AbortSignal
}

export interface TravelOptions {
  readonly exchange: Exchange
  /** Says in words why a URL must not be asked. */
  readonly findRefusal: (url: URL, kind: RequestKind, signal: AbortSignal) => Promise<string | undefined>
  readonly spacingMs: (kind: RequestKind) => number
}

/** Rejects only when the signal fires while it waits for leave to ask. */
export async function travel(journey: Journey, options: TravelOptions): Promise<FetchOutcome> {
  const { kind, validators, redirectsMax, totalMs, signal } = journey
  const budget = { leftMs: totalMs, totalMs }
  const hops: RedirectHop[] = []
  const hosts = new Set<string>()
  let url = withoutSecrets(journey.url)
  let own = ownHeaders(journey)
  for (;;) {
    const reason = await options.findRefusal(url, kind, signal)
    if (reason !== undefined) return { kind: 'refused', reason, url: url.href }
    // The hops of one fetch are one visit to a host: no pause between them.
    const spacingMs = hosts.has(url.host) ? 0 : options.spacingMs(kind)
    hosts.add(url.host)
    const answer = await options.exchange.ask({ url, kind, validators, own, hops, spacingMs, budget, signal })
    if (answer.kind !== 'redirect') return answer
    const { status, to } = answer
    if (to === undefined)
      return failed('badRedirect', `redirected to nowhere: GET ${shownUrl(url)}`, { status })
    const hop = { status, from: url.href, to: withoutSecrets(to).href }
    hops.push(hop)
    const lost = whyLost(hops, redirectsMax)
    if (lost !== undefined) return failed('tooManyRedirects', lost, { status })
    if (leavesOrigin(hop)) own = {}
    url = new URL(hop.to)
  }
}

/** Without cookies the same question has the same answer, so the second visit to a URL proves a circle. */
function whyLost(hops: readonly RedirectHop[], redirectsMax: number): string | undefined {
  const [first] = hops
  const last = hops.at(-1)
  const asked = `GET ${first === undefined ? '' : shownUrl(first.from)}`
  if (hops.some(({ from }) => from === last?.to)) return `redirects in a circle: ${asked}`
  if (hops.length > redirectsMax) return `gave up after ${redirectsMax} redirects: ${asked}`
  return undefined
}

/** `user:password@` in a URL the user named becomes a header, which is dropped with the others on leaving the origin. */
function ownHeaders({ url, kind, headers }: Journey): Readonly<Record<string, string>> {
  const credential = kind === 'feed' ? basicCredential(url) : undefined
  return credential === undefined ? headers : { authorization: credential, ...headers }
}
