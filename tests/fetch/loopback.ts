/** A small web on loopback for these tests: answers by path, remembers every request, ends with the test. */
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { createFetcher } from '../../src/fetch/create-fetcher.ts'
import type { FetcherOptions } from '../../src/fetch/create-fetcher.ts'
import type { Fetcher } from '../../src/model/fetch-outcome.ts'
import { limits } from '../../src/model/limits.ts'
import type { Limits } from '../../src/model/limits.ts'
import type { HttpSettings } from '../../src/model/settings.ts'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

interface Seen {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly atMs: number
}

export interface Site {
  readonly url: string
  readonly port: number
  readonly seen: readonly Seen[]
  /** Connections accepted so far. */
  readonly connections: () => number
}

/** Serves `answers` by path; any other path is a 404. */
export async function serveSite(answers: Readonly<Record<string, Answer>>): Promise<Site> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    seen.push({ path, headers: request.headers, atMs: performance.now() })
    const answer = answers[path.replace(/\?.*$/, '')]
    if (answer === undefined) response.writeHead(404).end('nothing here')
    else answer(request, response)
  })
  server.keepAliveTimeout = 60_000
  return { ...(await listen(server)), seen }
}

/** Answers every connection with raw bytes, or with whatever `talk` does to the socket. */
export async function serveBytes(talk: string | Buffer | ((socket: Socket) => void)): Promise<Site> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      if (typeof talk === 'function') talk(socket)
      else socket.end(talk)
    })
  })
  return { ...(await listen(server)), seen: [] }
}

async function listen(server: Server): Promise<Omit<Site, 'seen'>> {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, connections: () => connections }
}

export const reply =
  (status: number, headers: Readonly<Record<string, string>> = {}, body: string | Buffer = ''): Answer =>
  (_request, response) => {
    response.writeHead(status, headers).end(body)
  }

export interface TestFetcherOptions extends Partial<Omit<FetcherOptions, 'http' | 'limits'>> {
  readonly http?: Partial<HttpSettings>
  readonly limits?: Partial<Limits>
}

/** A fetcher that may reach 127.0.0.1 and is in no hurry to be polite; closed when the test ends. */
export function testFetcher(options: TestFetcherOptions = {}): Fetcher {
  const fetcher = createFetcher({
    userAgent: 'Headwater/0.0 (+https://headwater.example/bot)',
    namedUrls: [],
    now: Date.now,
    feedSpacingMs: 0,
    pageSpacingMs: 0,
    ...options,
    limits: { ...limits, ...options.limits },
    http: {
      contact: undefined,
      timeoutMs: 5_000,
      concurrency: 16,
      perHost: 4,
      allowPrivate: ['127.0.0.1'],
      hosts: {},
      ...options.http,
    },
  })
  onTestFinished(() => fetcher.close())
  return fetcher
}
