/** Serves the published files from memory: exact conditional requests, no path ever touches the disk. */
import { createHash } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { UsageError } from '../model/errors.ts'
import type { Log } from '../model/log.ts'
import { chooseCoding, chooseFormat, etagOf, unchangedEtag } from './choose-document.ts'
import { openDocumentFolder } from './document-folder.ts'
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

export interface ServeOptions {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly publicDir: string
  readonly log: Log
  readonly health?: () => Promise<HealthReport>
  /** Prometheus text. */
  readonly metrics?: () => Promise<string>
  /** Longest wait for the header of a request, 10 s when left out. */
  readonly patienceMs?: number
  /**
   * Asked for everything that is no file, `/` first of all; undefined passes on to the files' own answer.
   * `host` is the Host header as it was sent, empty without one.
   */
  readonly pages?: (path: string, query: URLSearchParams, host: string) => Promise<ServedPage | undefined>
}

export interface HeadwaterServer {
  /** Rejects with UsageError when the address cannot be had. */
  listen(): Promise<{ readonly url: string }>
  close(): Promise<void>
}

const requestTimeoutMs = 15_000
const headersTimeoutMs = 10_000
const idleTimeoutMs = 30_000
const connectionsMax = 1_024
const headerBytesMax = 8 * 1024
const closeGraceMs = 2_000

const security = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}
const pagePolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Not listening yet. */
export function createServer(options: ServeOptions): HeadwaterServer {
  const { host, port, log, patienceMs = headersTimeoutMs } = options
  const current = openDocumentFolder(options.publicDir)
  const server = createHttpServer(
    {
      maxHeaderSize: headerBytesMax,
      requestTimeout: requestTimeoutMs,
      headersTimeout: patienceMs,
      // Node looks every 30 s by default: the timeouts would mean three times what they say.
      connectionsCheckingInterval: patienceMs / 2,
      keepAliveTimeout: 5_000,
    },
    (request, response) => {
      current()
        .then((documents) => answer(options, documents, request, response))
        .catch((error: unknown) => {
          log.error({ error: String(error), path: request.url }, 'request failed')
          if (!response.headersSent) plain(response, 500, 'something went wrong')
          else response.destroy()
        })
    },
  )
  server.maxConnections = connectionsMax
  server.setTimeout(idleTimeoutMs)
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', (cause) => reject(new UsageError(`cannot listen on ${host}:${port}`, { cause })))
        server.listen(port, host, () => {
          const address = server.address()
          const bound = typeof address === 'object' && address !== null ? address.port : port
          resolve({ url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}` })
        })
      }),
    close: () =>
      new Promise((resolve) => {
        const patience = setTimeout(() => server.closeAllConnections(), closeGraceMs)
        server.close(() => {
          clearTimeout(patience)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

function plain(
  response: ServerResponse,
  status: number,
  text: string,
  contentType = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { ...security, 'Content-Type': contentType, 'Cache-Control': 'no-store' })
  response.end(`${text}\n`)
}

async function answer(
  options: ServeOptions,
  documents: ReadonlyMap<string, ServedDocument>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return plain(response, 405, 'only GET and HEAD')
  }
  // A proxy may send the whole address (RFC 9112 section 3.2.2).
  const target = request.url ?? '/'
  const url = URL.parse(target.startsWith('/') ? `http://host${target}` : target)
  if (url === null) return plain(response, 400, 'not an address')
  const { pathname } = url
  if (pathname === '/healthz') return plain(response, 200, 'ok')
  if (pathname === '/readyz') {
    const report = (await options.health?.()) ?? { ready: true, reason: 'serving' }
    return plain(response, report.ready ? 200 : 503, JSON.stringify(report), 'application/json')
  }
  if (pathname === '/metrics' && options.metrics !== undefined)
    return plain(response, 200, await options.metrics(), 'text/plain; version=0.0.4; charset=utf-8')
  const name = pathname === '/opml' ? 'feeds.opml' : pathname.slice(1)
  const exact = documents.get(name)
  if (exact !== undefined) return sendDocument(exact, request, response)
  const page = await options.pages?.(pathname, url.searchParams, request.headers.host ?? '')
  if (page !== undefined) return sendPage(page, request, response)
  const negotiated =
    name === '' ? documents.get('index.html') : chooseFormat(name, request.headers.accept ?? '', documents)
  if (negotiated === undefined) return plain(response, 404, 'not found')
  response.setHeader('Content-Location', `/${negotiated.name}`)
  sendDocument(negotiated, request, response, 'Accept, Accept-Encoding')
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

function sendDocument(
  document: ServedDocument,
  request: IncomingMessage,
  response: ServerResponse,
  vary = 'Accept-Encoding',
): void {
  const coding = chooseCoding(request.headers, document)
  const body = (coding === undefined ? undefined : document.coded[coding]) ?? document.bytes
  const unchanged = unchangedEtag(request.headers, document, coding)
  const headers: Record<string, string> = {
    ...security,
    'Content-Type': document.mediaType,
    ETag: unchanged ?? etagOf(document, coding),
    'Last-Modified': new Date(document.modifiedMs).toUTCString(),
    'Cache-Control': 'public, max-age=300',
    Vary: vary,
  }
  if (document.name.endsWith('.json')) headers['Access-Control-Allow-Origin'] = '*'
  if (unchanged !== undefined) {
    response.writeHead(304, headers)
    response.end()
    return
  }
  if (coding !== undefined) headers['Content-Encoding'] = coding
  response.writeHead(200, { ...headers, 'Content-Length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}
