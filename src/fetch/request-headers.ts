/** Writes the headers of a request: who asks, what for, and what is known already. Nothing else: no cookies, no Referer. */
import type { FetchRequest, Validators } from '../model/fetch-outcome.ts'

export type RequestKind = FetchRequest['kind'] | 'robots'

/** What can be decoded; deflate is left out because half the servers that send it mean something else. */
const acceptEncoding = 'gzip, br, zstd'

const accept: Readonly<Record<RequestKind, string>> = {
  feed: 'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1',
  page: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1',
  robots: 'text/plain, */*;q=0.1',
}

/** Belong to the connection, not to the source: undici sets them, or refuses them. */
const connectionHeaders: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'content-length',
  'upgrade',
  'expect',
  'te',
  'trailer',
  'accept-encoding',
])

/** Bytes that may stand in a field value: RFC 9110 section 5.5, obs-text included. Servers take 8 KiB of one field at most. */
const sendable = /^[\t\u0020-\u007e\u0080-\u00ff]{1,8192}$/

export interface HeaderOptions {
  readonly kind: RequestKind
  readonly userAgent: string
  readonly validators: Validators | undefined
  /** The user's own headers for this source; they override ours. */
  readonly own: Readonly<Record<string, string>>
}

/** Names in lower case. A validator that could not have come over HTTP, or cannot go back, is left out rather than repaired. */
export function requestHeaders({ kind, userAgent, validators, own }: HeaderOptions): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': userAgent,
    accept: accept[kind],
    'accept-encoding': acceptEncoding,
  }
  const etag = validators?.etag
  const lastModified = validators?.lastModified
  if (etag !== undefined && sendable.test(etag)) {
    headers['if-none-match'] = etag
    // RFC 3229: a server that keeps versions may answer 226 with the new entries only.
    if (kind === 'feed') headers['a-im'] = 'feed'
  }
  if (lastModified !== undefined && sendable.test(lastModified)) headers['if-modified-since'] = lastModified
  for (const [name, value] of Object.entries(own))
    if (!connectionHeaders.has(name.toLowerCase())) headers[name.toLowerCase()] = value
  return headers
}

/** `user:password@` of a URL as a Basic credential (RFC 7617), UTF-8; undefined when the URL carries none. */
export function basicCredential({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined
  const pair = `${percentDecoded(username)}:${percentDecoded(password)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

/** A lone % in a password is a per cent sign. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Shorter values are formats and page numbers; keys of services have twenty characters and more. */
const plainCharactersMax = 11

/** The URL in messages and logs: without credentials, and without what may be the key to a private feed. */
export function shownUrl(address: URL | string): string {
  const url = withoutSecrets(new URL(address))
  const shown = url.search.replaceAll(/=[^&=]+/g, (value) =>
    value.length > plainCharactersMax ? '=…' : value,
  )
  return `${url.origin}${url.pathname}${shown}`
}

/** The URL as it may be requested: without credentials and fragment. */
export function withoutSecrets(url: URL): URL {
  const plain = new URL(url)
  plain.username = ''
  plain.password = ''
  plain.hash = ''
  return plain
}
