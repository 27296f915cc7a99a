/** Serves the published files from memory, within bounds that no caller can move. */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { UsageError } from '../model/errors.ts'
import type { Log } from '../model/log.ts'
import { answerHealth, answerRequest, sendPlain, type AnswerOptions } from './answer-request.ts'
import { boundConnections, connectionBounds, type ConnectionBounds } from './bound-connections.ts'
import { openDocumentFolder } from './document-folder.ts'

export type { HealthReport, ServedPage } from './answer-request.ts'

export interface ServeOptions extends AnswerOptions {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly publicDir: string
  readonly log: Log
  /** Longest wait for the header of a request, 10 s when left out. */
  readonly patienceMs?: number
  /** Longest wait for the whole of a request, 15 s when left out. */
  readonly requestTimeoutMs?: number
  readonly bounds?: ConnectionBounds
  /** Told of every answer, with its bytes: 0 for one that was cut off. */
  readonly onAnswer?: (status: number, bytes: number) => void
}

export interface HeadwaterServer {
  /** Rejects with UsageError when the address cannot be had. */
  listen(): Promise<{ readonly url: string }>
  close(): Promise<void>
}

const requestTimeoutMs = 15_000
const headersTimeoutMs = 10_000
const idleTimeoutMs = 30_000
const headerBytesMax = 8 * 1024
const headersMax = 100
const closeGraceMs = 2_000

/** Not listening yet. */
export function createServer(options: ServeOptions): HeadwaterServer {
  const { host, port, patienceMs = headersTimeoutMs, bounds = connectionBounds } = options
  const current = openDocumentFolder(options.publicDir)
  const server = createHttpServer(
    {
      maxHeaderSize: headerBytesMax,
      requestTimeout: options.requestTimeoutMs ?? requestTimeoutMs,
      headersTimeout: patienceMs,
      // Node looks every 30 s by default: the timeouts would mean three times what they say.
      connectionsCheckingInterval: patienceMs / 2,
      keepAliveTimeout: 5_000,
    },
    (request, response) => {
      observe(options, response)
      answer(options, current, { request, response }).catch((error: unknown) => {
        options.log.error({ error: String(error), path: request.url }, 'request failed')
        if (!response.headersSent) sendPlain(response, 500, 'something went wrong')
        else response.destroy()
      })
    },
  )
  server.maxHeadersCount = headersMax
  server.setTimeout(idleTimeoutMs)
  boundConnections(server, bounds)
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

/** Header and all; of an answer that was cut off nobody knows how much arrived. */
function observe({ onAnswer }: ServeOptions, response: ServerResponse): void {
  if (onAnswer === undefined) return
  const { socket } = response
  const before = socket?.bytesWritten ?? 0
  response.once('close', () => {
    const bytes = (socket?.bytesWritten ?? before) - before
    onAnswer(response.statusCode, response.writableFinished ? bytes : 0)
  })
}

async function answer(
  options: ServeOptions,
  current: ReturnType<typeof openDocumentFolder>,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  // A proxy may send the whole address (RFC 9112 section 3.2.2).
  const target = request.url ?? '/'
  const url = URL.parse(target.startsWith('/') ? `http://host${target}` : target)
  if (url === null) return sendPlain(response, 400, 'not an address')
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isRead && (await answerHealth(options, url.pathname, response))) return
  await answerRequest({ options, documents: await current(), request, response, url })
}
