/** The wire format of a hostile server: its list of cases with what must come of each, and its log of what it received. */

/** How a case is to be run: with which certificates, and whether private addresses are allowed. */
export type Mode = 'default' | 'extra-ca' | 'no-extra-ca' | 'private-denied' | 'netns'

/** What must hold after the polls of a case. A field that is absent asks for nothing. */
export interface Expectation {
  readonly outcome: 'items' | 'error' | 'items-or-error' | 'no-items' | 'stable'
  readonly markers?: readonly string[]
  readonly markersOnce?: readonly string[]
  readonly minItems?: number
  readonly second?: string
  readonly secondStatus?: number
  readonly secondStatusAtTarget?: number
  readonly third?: string
  readonly thirdHeader?: Readonly<Record<string, string>>
  readonly thirdNotHeader?: Readonly<Record<string, string>>
  readonly thirdUrl?: string
  readonly maxRequestsPerPoll?: number
  readonly maxRequestsTotal?: number
  readonly maxRequestsAt?: { readonly path: string; readonly n: number }
  readonly notBeforeSec?: number
  readonly minGapSec?: number
  readonly withinSec?: number
  readonly maxBytes?: number
  readonly maxRssMiB?: number
  readonly control?: string
  readonly controlWithinSec?: number
  readonly sameUserAgent?: boolean
  readonly forbidHeader?: readonly string[]
  readonly forbidHeaderAt?: { readonly path: string; readonly headers: readonly string[] }
  readonly mustNotHit?: readonly string[]
  readonly reportsError?: boolean
  readonly outputStable?: boolean
  readonly outputDateStable?: boolean
  readonly outputDatesValid?: boolean
  readonly outputNoFuture?: boolean
  readonly outputWellFormed?: boolean
  readonly outputMaxItems?: number
  readonly outputMaxBytesDelta?: number
  readonly outputContains?: readonly string[]
  readonly forbidOutput?: readonly string[]
  readonly forbidOutputItems?: readonly string[]
  readonly noActiveContent?: boolean
  readonly outputAbsent?: boolean
}

export interface Case {
  readonly group: string
  readonly name: string
  readonly desc: string
  readonly kind: 'feed' | 'procedure'
  readonly severity: 'must' | 'should'
  readonly mode: Mode
  /** Polls. */
  readonly steps: number
  readonly url: string
  /** Present when the address is no page of the server. */
  readonly staticUrl?: string
  /** Present when the case wants that many sources at once, told apart by `?i=`. */
  readonly fanout?: number
  readonly expect: Expectation
}

export interface LoggedRequest {
  readonly t: number
  readonly case: string | null
  readonly url: string
  /** What follows the name of the case in the path. */
  readonly rest?: string
  readonly status?: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly respHeaders?: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly bytes: number
  readonly epoch: number
  readonly note?: { readonly given?: { readonly etag?: string; readonly lastModified?: string } }
}

export interface ServerLog {
  readonly requests: readonly LoggedRequest[]
  readonly canary: readonly { readonly data: string; readonly t: number }[]
}

/** Asks the server; its answers are taken at their word. */
export async function ask<T>(base: string, path: string): Promise<T> {
  const response = await fetch(new URL(path, base))
  return (await response.json()) as T
}
