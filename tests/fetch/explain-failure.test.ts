/** What went wrong on the way, in words for a person. */
import { errors } from 'undici'
import { describe, expect, test } from 'vitest'
import { CodingError } from '../../src/fetch/content-coding.ts'
import { DeadlineError, explainFailure, seconds } from '../../src/fetch/explain-failure.ts'
import { TooLargeError } from '../../src/fetch/read-body.ts'
import { RefusedError } from '../../src/fetch/refused-error.ts'

const url = 'https://courier.example/feed'
const context = { url, connectTimeoutMs: 10_000, idleTimeoutMs: 20_000 }
const withCode = (code: string, message = 'raw words'): Error => Object.assign(new Error(message), { code })

describe('errors by their code', () => {
  test.each([
    ['ENOTFOUND', 'dns', 'no such host'],
    ['EAI_AGAIN', 'dns', 'the name server does not answer'],
    ['EAI_FAIL', 'dns', 'the name cannot be resolved (EAI_FAIL)'],
    ['ENODATA', 'dns', 'the name has no address'],
    ['ECONNREFUSED', 'connect', 'connection refused'],
    ['ECONNRESET', 'connect', 'connection reset'],
    ['EHOSTUNREACH', 'connect', 'host unreachable'],
    ['ENETUNREACH', 'connect', 'network unreachable'],
    ['UND_ERR_SOCKET', 'connect', 'the server closed the connection too early'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'no connection after 10 s'],
    ['ETIMEDOUT', 'timeout', 'no connection after 10 s'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', 'timed out after 20 s'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', 'fell silent for 20 s'],
    ['UND_ERR_HEADERS_OVERFLOW', 'protocol', 'the headers are too large'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'protocol', 'the body is not as long as announced'],
    ['CERT_HAS_EXPIRED', 'tls', 'the certificate has expired'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'the certificate is self-signed'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'the certificate is for another host'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', 'the server speaks no TLS at that port'],
    ['CERT_REVOKED', 'tls', 'no secure connection (CERT_REVOKED)'],
    ['Z_BUF_ERROR', 'decode', 'the compressed body ends too early'],
    ['Z_DATA_ERROR', 'decode', 'the compressed body is damaged (Z_DATA_ERROR)'],
    ['ERR__ERROR_FORMAT_PADDING_1', 'decode', 'the compressed body is damaged (ERR__ERROR_FORMAT_PADDING_1)'],
    ['UND_ERR_ABORTED', 'aborted', 'stopped'],
    ['UND_ERR_DESTROYED', 'aborted', 'stopped'],
    ['ESOMETHING', 'protocol', 'raw words'],
  ])('%s', (code, reason, words) => {
    expect(explainFailure(withCode(code), context)).toEqual({
      kind: 'failed',
      reason,
      message: `${words}: GET ${url}`,
      status: undefined,
      retryAfterSeconds: undefined,
    })
  })
})

describe('errors by their kind', () => {
  test.each([
    ['a deadline', new DeadlineError('timed out after 30 s'), 'timeout', 'timed out after 30 s'],
    ['a ceiling', new TooLargeError(16 * 1024 * 1024), 'tooLarge', 'larger than 16384 KiB'],
    ['codings', new CodingError('packed 9 times over'), 'decode', 'packed 9 times over'],
    ['a caller that gave up', new DOMException('x', 'AbortError'), 'aborted', 'stopped'],
    [
      'broken HTTP',
      new errors.HTTPParserError('Response does not match the HTTP/1.1 protocol (Chunk size overflow)'),
      'protocol',
      'the answer is not proper HTTP (Chunk size overflow)',
    ],
    [
      'broken HTTP without detail',
      new errors.HTTPParserError('x'),
      'protocol',
      'the answer is not proper HTTP',
    ],
    ['no error at all', 'just text', 'protocol', 'failed for no stated reason'],
  ])('%s', (_what, error, reason, words) => {
    expect(explainFailure(error, context)).toMatchObject({ reason, message: `${words}: GET ${url}` })
  })

  test.each([
    ['itself', new RefusedError('10.0.0.1 is not a public address')],
    ['as a cause', new Error('x', { cause: new RefusedError('10.0.0.1 is not a public address') })],
  ])('a refusal of the guard is one: %s', (_what, error) => {
    const reason = '10.0.0.1 is not a public address'
    expect(explainFailure(error, context)).toEqual({ kind: 'refused', reason, url })
  })

  test.each([
    ['a cause', new TypeError('fetch failed', { cause: withCode('ECONNREFUSED') })],
    ['the first of several', new AggregateError([withCode('ECONNREFUSED'), withCode('EHOSTUNREACH')], 'all')],
  ])('what is behind an error counts: %s', (_what, error) => {
    expect(explainFailure(error, context)).toMatchObject({ reason: 'connect' })
  })

  test('causes in a circle are followed only so far', () => {
    const error = new Error('round')
    error.cause = error
    expect(explainFailure(error, context)).toMatchObject({ reason: 'protocol' })
  })
})

test.each([
  [20_000, '20 s'],
  [1_500, '1.5 s'],
  [100, '0.1 s'],
])('%i ms are %s', (ms, words) => {
  expect(seconds(ms)).toBe(words)
})
