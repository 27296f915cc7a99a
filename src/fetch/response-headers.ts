/** Reads what a response says in its headers: validators, freshness, when to come back. */
import type { RedirectHop, Validators } from '../model/fetch-outcome.ts'

/** Header fields as undici gives them: names in lower case, values as latin1 text, a list when a field is repeated. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/** The first value of a field; undefined when it is missing or empty. */
export function headerOf(headers: ResponseHeaders, name: string): string | undefined {
  const field = headers[name]
  const value = typeof field === 'string' ? field : field?.[0]
  return value === undefined || value === '' ? undefined : value
}

/** ETag and Last-Modified, byte for byte (one character a byte), never parsed or reformatted. */
export function validatorsOf(headers: ResponseHeaders): Validators {
  return { etag: headerOf(headers, 'etag'), lastModified: headerOf(headers, 'last-modified') }
}

/** RFC 9111 section 1.2.2: a delta-seconds too large to hold is taken as 2^31. */
const deltaSecondsMax = 2 ** 31

/**
 * For how many seconds the answer may be reused: max-age less Age, else Expires less Date (RFC 9111 section 4.2).
 * 0 for no-cache, no-store, an Expires that is past or cannot be read; undefined when the server says nothing.
 */
export function freshForSeconds(headers: ResponseHeaders, nowMs: number): number | undefined {
  const control = joined(headers, 'cache-control')
  if (/(?:^|[\s,])no-(?:store|cache)\s*(?:$|[,;])/i.test(control)) return 0
  const [, sign, digits] = /(?:^|[\s,])max-age\s*=\s*"?(-?)(\d+)/i.exec(control) ?? []
  if (digits !== undefined) {
    const age = /^\s*(\d+)/.exec(headerOf(headers, 'age') ?? '')?.[1] ?? '0'
    return sign === '-' ? 0 : clamp(Number(digits) - Number(age), deltaSecondsMax)
  }
  const expires = headerOf(headers, 'expires')
  if (expires === undefined) return undefined
  const untilMs = parseHttpDate(expires)
  if (untilMs === undefined) return 0
  const sentMs = parseHttpDate(headerOf(headers, 'date') ?? '') ?? nowMs
  return clamp(Math.round((untilMs - sentMs) / 1000), deltaSecondsMax)
}

/**
 * Retry-After in seconds, whether given as seconds or as a date (RFC 9110 section 10.2.3), at most `secondsMax`.
 * Undefined when it is missing, in the past or cannot be read.
 */
export function retryAfterSeconds(
  headers: ResponseHeaders,
  nowMs: number,
  secondsMax: number,
): number | undefined {
  const value = headerOf(headers, 'retry-after')?.trim()
  if (value === undefined) return undefined
  // Two proxies that both limit make a list of it: the longest wait is meant.
  if (/^\d+(?:\.\d+)?(?:\s*,\s*\d+(?:\.\d+)?)*$/.test(value))
    return clamp(Math.ceil(Math.max(...value.split(',').map(Number))), secondsMax)
  if (/^[+-]?\d/.test(value) && !/[a-z]/i.test(value)) return undefined
  const atMs = parseHttpDate(value) ?? parseIsoDate(value)
  return atMs === undefined || atMs <= nowMs ? undefined : clamp(Math.ceil((atMs - nowMs) / 1000), secondsMax)
}

/** The three date forms of RFC 9110 section 5.6.7 and what comes near; asctime names no zone and means GMT. */
export function parseHttpDate(text: string): number | undefined {
  if (!/[a-z]{3}/i.test(text)) return undefined
  const zoned = /(?:[A-Z]{2,4}|[+-]\d{4})\s*$/.test(text) ? text : `${text} GMT`
  const ms = Date.parse(zoned)
  return Number.isNaN(ms) ? undefined : ms
}

/** No HTTP date, but meant as one. */
function parseIsoDate(text: string): number | undefined {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}

/** Where a redirect leads, absolute and without fragment; undefined when Location is missing or no URL. */
export function redirectTarget(headers: ResponseHeaders, from: URL): URL | undefined {
  const location = headerOf(headers, 'location')
  if (location === undefined) return undefined
  const target = URL.parse(decodeUtf8(location).trim(), from)
  if (target === null) return undefined
  target.hash = ''
  return target
}

/** Whether following `hop` changes what the server at the other end is: other scheme, host or port. */
export function leavesOrigin({ from, to }: Pick<RedirectHop, 'from' | 'to'>): boolean {
  return new URL(from).origin !== new URL(to).origin
}

/** Servers write Location in raw UTF-8 although headers are latin1; valid UTF-8 is taken as such. */
function decodeUtf8(latin1: string): string {
  if (!/[\u0080-\u00ff]/.test(latin1)) return latin1
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(latin1, 'latin1'))
  } catch {
    return latin1
  }
}

function joined(headers: ResponseHeaders, name: string): string {
  const field = headers[name]
  return typeof field === 'string' ? field : (field ?? []).join(', ')
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(value, 0), max)
}
