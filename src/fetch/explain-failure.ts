/** Turns what went wrong on the way into an outcome a person can read. */
import { errors } from 'undici'
import type { FailureReason, FetchOutcome } from '../model/fetch-outcome.ts'
import { CodingError } from './content-coding.ts'
import { TooLargeError } from './read-body.ts'
import { RefusedError } from './refused-error.ts'

/** A deadline passed. `waitedMs` is how long was waited, `what` for what. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

export interface FailureContext {
  /** Without credentials. */
  readonly url: string
  readonly connectTimeoutMs: number
  readonly idleTimeoutMs: number
}

type Failed = Extract<FetchOutcome, { kind: 'failed' }>

/** Words for codes of Node, getaddrinfo and undici; a code that is not here is shown as it is. */
const byCode: Readonly<Record<string, readonly [FailureReason, string]>> = {
  ENOTFOUND: ['dns', 'no such host'],
  ENODATA: ['dns', 'the name has no address'],
  EAI_AGAIN: ['dns', 'the name server does not answer'],
  ETIMEOUT: ['dns', 'the name server does not answer'],
  ESERVFAIL: ['dns', 'the name server failed'],
  EREFUSED: ['dns', 'the name server refused to say'],
  EBADRESP: ['dns', 'the name server answered nonsense'],
  ECANCELLED: ['aborted', 'stopped'],
  ECONNREFUSED: ['connect', 'connection refused'],
  ECONNRESET: ['connect', 'connection reset'],
  EHOSTUNREACH: ['connect', 'host unreachable'],
  ENETUNREACH: ['connect', 'network unreachable'],
  EADDRNOTAVAIL: ['connect', 'no way to that address from here'],
  EPIPE: ['connect', 'connection closed'],
  UND_ERR_SOCKET: ['connect', 'the server closed the connection too early'],
  UND_ERR_HEADERS_OVERFLOW: ['protocol', 'the headers are too large'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['protocol', 'the body is not as long as announced'],
  // undici asserts that a status has three digits and is not below 100.
  ERR_ASSERTION: ['protocol', 'the answer is not proper HTTP'],
  UND_ERR_INVALID_ARG: ['protocol', 'a header of the request cannot be sent'],
  UND_ERR_ABORTED: ['aborted', 'stopped'],
  UND_ERR_DESTROYED: ['aborted', 'stopped'],
  UND_ERR_CLOSED: ['aborted', 'stopped'],
  ABORT_ERR: ['aborted', 'stopped'],
  Z_BUF_ERROR: ['decode', 'the compressed body ends too early'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['tls', 'the certificate is self-signed'],
  SELF_SIGNED_CERT_IN_CHAIN: ['tls', 'the certificate chain is self-signed'],
  CERT_HAS_EXPIRED: ['tls', 'the certificate has expired'],
  CERT_NOT_YET_VALID: ['tls', 'the certificate is not valid yet'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['tls', 'the certificate is for another host'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'tls',
    'the certificate cannot be verified: its issuer is unknown, or an intermediate is missing',
  ],
  ERR_SSL_WRONG_VERSION_NUMBER: ['tls', 'the server speaks no TLS at that port'],
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: ['tls', 'the server speaks only outdated TLS'],
  ERR_SSL_UNSUPPORTED_PROTOCOL: ['tls', 'the server speaks only outdated TLS'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['tls', 'the certificate is signed by nobody known'],
}

/** Families of codes, tried in order when the exact code is unknown. */
const byPattern: readonly (readonly [RegExp, FailureReason, string])[] = [
  [/^(?:EPROTO|ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_)/, 'tls', 'no secure connection'],
  [/^(?:Z_|ERR_BROTLI|ERR__ERROR_|ERR_PADDING|ZSTD_|ERR_ZLIB)/, 'decode', 'the compressed body is damaged'],
  [/^EAI_/, 'dns', 'the name cannot be resolved'],
]

/** `error` is whatever was thrown between asking and the last byte. A refusal of the guard becomes `refused`. */
export function explainFailure(error: unknown, context: FailureContext): FetchOutcome {
  const refusal = causesOf(error).find((cause) => cause instanceof RefusedError)
  if (refusal !== undefined) return { kind: 'refused', reason: refusal.message, url: context.url }
  const [reason, words] = judge(error, context)
  return failed(reason, `${words}: GET ${context.url}`)
}

export function failed(
  reason: FailureReason,
  message: string,
  more: Partial<Pick<Failed, 'status' | 'retryAfterSeconds'>> = {},
): Failed {
  return { kind: 'failed', reason, message, status: undefined, retryAfterSeconds: undefined, ...more }
}

/** `20 s`, `1.5 s`. */
export function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`
}

function judge(error: unknown, context: FailureContext): readonly [FailureReason, string] {
  const causes = causesOf(error)
  for (const cause of causes) {
    if (cause instanceof DeadlineError) return ['timeout', cause.message]
    if (cause instanceof TooLargeError)
      return ['tooLarge', `larger than ${Math.round(cause.bytesMax / 1024)} KiB`]
    if (cause instanceof CodingError) return ['decode', cause.message]
    if (cause instanceof errors.HTTPParserError) return ['protocol', notHttp(cause.message)]
  }
  for (const code of causes.flatMap(codeOf)) {
    if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT')
      return ['timeout', `no connection after ${seconds(context.connectTimeoutMs)}`]
    if (code === 'UND_ERR_HEADERS_TIMEOUT')
      return ['timeout', `timed out after ${seconds(context.idleTimeoutMs)}`]
    if (code === 'UND_ERR_BODY_TIMEOUT')
      return ['timeout', `fell silent for ${seconds(context.idleTimeoutMs)}`]
    const exact = byCode[code]
    if (exact !== undefined) return exact
    const family = byPattern.find(([pattern]) => pattern.test(code))
    if (family !== undefined) return [family[1], `${family[2]} (${code})`]
  }
  const [first] = causes
  return ['protocol', first === undefined ? 'failed for no stated reason' : first.message]
}

/** undici's words, `Response does not match the HTTP/1.1 protocol (Chunk size overflow)`, for people. */
function notHttp(message: string): string {
  const [, detail] = /\((.+)\)/.exec(message) ?? []
  return `the answer is not proper HTTP${detail === undefined ? '' : ` (${detail})`}`
}

/** The error, its causes, and the first of several that happened at once (one per address tried). */
function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = []
  for (let at: unknown = error; at instanceof Error && causes.length < 8;) {
    causes.push(at)
    at = at instanceof AggregateError && at.cause === undefined ? (at.errors as unknown[])[0] : at.cause
  }
  return causes
}

/** The code of Node, getaddrinfo, c-ares or undici that comes first among the error and its causes. */
export function findCode(error: unknown): string | undefined {
  return causesOf(error).flatMap(codeOf)[0]
}

function codeOf(error: Error): readonly string[] {
  const code = 'code' in error ? error.code : undefined
  if (typeof code === 'string') return [code]
  return error.name === 'AbortError' ? ['ABORT_ERR'] : []
}
