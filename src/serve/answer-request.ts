/** What a request is answered with: routes, access, conditional requests. Sends from memory; no path touches the disk. */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Access } from '../model/settings.ts'
import {
  accessTo,
  accessToPages,
  challengeOf,
  isAllowed,
  openToAll,
  type AccessRules,
} from './check-access.ts'
import { chooseCoding, chooseFormat, etagOf, unchangedEtag } from './choose-document.ts'
import type { ServedDocument } from './load-documents.ts'

export interface HealthReport {
  readonly ready: boolean
  /** In words. */
  readonly reason: string
}

/** What a page outside the published files answers. */
export interface ServedPage {
  readonly status: number
  readonly contentType: string
  readonly body: string
  /** Beside or instead of the server's own: `Location`, a longer `Cache-Control`. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface AnswerOptions {
  readonly health?: () => Promise<HealthReport>
  /** Prometheus text. */
  readonly metrics?: () => Promise<string>
  /** Of the moment; open to all when left out. */
  readonly access?: () => AccessRules
  /**
   * Asked for everything that is no file, `/` first of all; undefined passes on to the files' own answer.
   * `host` is the Host header as it was sent, empty without one.
   */
  readonly pages?: (path: string, query: URLSearchParams, host: string) => Promise<ServedPage | undefined>
}

interface Asked {
  readonly options: AnswerOptions
  readonly documents: ReadonlyMap<string, ServedDocument>
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
}

const security = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}
const pagePolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
/** A script of another page may ask with validators and credentials, and see what it needs to ask again (Fetch standard). */
const crossOrigin = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Authorization, If-None-Match, If-Modified-Since',
  'Access-Control-Expose-Headers': 'ETag, Last-Modified',
  'Access-Control-Max-Age': '86400',
}

/** A short answer in words, kept by no cache. */
export function sendPlain(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(`${text}\n`)
  response.writeHead(status, {
    ...security,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': body.length,
    ...headers,
  })
  response.end(body)
}

/** Health needs nothing but the process: it is answered before any file is looked at. */
export async function answerHealth(
  options: AnswerOptions,
  path: string,
  response: ServerResponse,
): Promise<boolean> {
  if (path === '/healthz') {
    sendPlain(response, 200, 'ok')
    return true
  }
  if (path !== '/readyz') return false
  const report = (await options.health?.()) ?? { ready: true, reason: 'serving' }
  const type = { 'Content-Type': 'application/json' }
  sendPlain(response, report.ready ? 200 : 503, JSON.stringify(report), type)
  return true
}

/** Sends the answer; rejects when a page or a report cannot be made. */
export async function answerRequest(asked: Asked): Promise<void> {
  const { options, documents, request, response, url } = asked
  const name = url.pathname === '/opml' ? 'feeds.opml' : url.pathname.slice(1)
  const exact = documents.get(name)
  const format = exact ?? chooseFormat(name, request.headers.accept ?? '', documents)
  if (request.method === 'OPTIONS' && format?.name.endsWith('.json') === true) {
    response.writeHead(204, { ...security, ...crossOrigin, Allow: 'GET, HEAD, OPTIONS' })
    response.end()
    return
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sendPlain(response, 405, 'only GET and HEAD', { Allow: 'GET, HEAD' })
  const rules = options.access?.() ?? openToAll
  if (exact === undefined && (await answerMade(asked, rules, format !== undefined))) return
  if (format === undefined) return sendPlain(response, 404, 'not found')
  const access = accessTo(rules, format.name)
  if (access !== undefined && !isAllowed(access, request.headers, url.searchParams))
    return refuse(response, access)
  if (exact !== undefined) return sendDocument(asked, exact, { isPrivate: access !== undefined })
  const headers = { 'Content-Location': `/${format.name}`, Vary: 'Accept, Accept-Encoding' }
  sendDocument(asked, format, { isPrivate: access !== undefined, headers })
}

/** Pages, metrics, and the list of feeds; false for what is none of these. */
async function answerMade(asked: Asked, rules: AccessRules, isFeed: boolean): Promise<boolean> {
  const { options, documents, request, response, url } = asked
  const { pathname } = url
  const access = accessToPages(rules)
  if (typeof access === 'object' && !isAllowed(access, request.headers, url.searchParams)) {
    if (!isFeed) refuse(response, access)
    return !isFeed
  }
  if (pathname === '/metrics' && options.metrics !== undefined) {
    const type = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }
    sendPlain(response, 200, await options.metrics(), type)
    return true
  }
  const host = request.headers.host ?? ''
  const page = access === 'shut' ? undefined : await options.pages?.(pathname, url.searchParams, host)
  if (page !== undefined) {
    sendPage(page, request, response)
    return true
  }
  const list = pathname === '/' ? documents.get('index.html') : undefined
  if (list === undefined) return false
  const headers = { 'Content-Location': `/${list.name}`, Vary: 'Accept, Accept-Encoding' }
  sendDocument(asked, list, { isPrivate: access !== 'open', headers })
  return true
}

function refuse(response: ServerResponse, access: Access): void {
  sendPlain(response, 401, 'not without credentials', { 'WWW-Authenticate': challengeOf(access) })
}

/** A page is made anew each time; who has the same bytes already is told so. */
function sendPage(page: ServedPage, request: IncomingMessage, response: ServerResponse): void {
  const body = Buffer.from(page.body)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  const headers = {
    ...security,
    'Content-Type': page.contentType,
    'Content-Security-Policy': pagePolicy,
    'Cache-Control': 'no-cache',
    ETag: etag,
    ...page.headers,
  }
  const known = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
  if (page.status === 200 && known.includes(etag)) {
    response.writeHead(304, headers)
    response.end()
    return
  }
  response.writeHead(page.status, { ...headers, 'Content-Length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

interface DocumentOptions {
  /** Not for caches that others share. */
  readonly isPrivate: boolean
  readonly headers?: Readonly<Record<string, string>>
}

function sendDocument(
  { request, response }: Asked,
  document: ServedDocument,
  { isPrivate, headers: further }: DocumentOptions,
): void {
  const coding = chooseCoding(request.headers, document)
  const body = (coding === undefined ? undefined : document.coded[coding]) ?? document.bytes
  const unchanged = unchangedEtag(request.headers, document, coding)
  const headers: Record<string, string> = {
    ...security,
    ...(document.name.endsWith('.json') ? crossOrigin : {}),
    'Content-Type': document.mediaType,
    ETag: unchanged ?? etagOf(document, coding),
    'Last-Modified': new Date(document.modifiedMs).toUTCString(),
    'Cache-Control': `${isPrivate ? 'private' : 'public'}, max-age=300`,
    Vary: 'Accept-Encoding',
    ...further,
  }
  if (unchanged !== undefined) {
    response.writeHead(304, headers)
    response.end()
    return
  }
  if (coding !== undefined) headers['Content-Encoding'] = coding
  response.writeHead(200, { ...headers, 'Content-Length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}
