/** The embedded newsroom: invented outlets on one loopback server, told apart by their host names. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { outlets, type Outlet, type Posting } from './outlets.ts'
import { renderFeed, renderPage } from './render-outlet.ts'

export interface Newsroom {
  /** Host name -> `127.0.0.1:port`, for `http.hosts`. */
  readonly hosts: Readonly<Record<string, string>>
  /** A complete headwater.yaml whose state lies in `stateDir`. */
  yaml(stateDir: string): string
  /** Begins the next round: originals that were late appear. */
  advance(): void
  /** Requests answered so far. */
  requests(): number
  close(): Promise<void>
}

interface Body {
  readonly type: string
  readonly text: string
}

/** Starts the newsroom on a free port of 127.0.0.1. Articles are dated within the three days before `nowMs`. */
export async function startNewsroom({ nowMs }: { readonly nowMs: number }): Promise<Newsroom> {
  let round = 1
  let requests = 0
  const server = createServer((request, response) => {
    requests += 1
    answer(request, response, { round, nowMs })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('newsroom: the server has no port')
  const target = `127.0.0.1:${address.port}`
  const hosts = Object.fromEntries(outlets.map(({ host }) => [host, target]))
  return {
    hosts,
    yaml: (stateDir) => renderYaml(stateDir, hosts),
    advance: () => {
      round += 1
    },
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Moment {
  readonly round: number
  readonly nowMs: number
}

function answer(request: IncomingMessage, response: ServerResponse, moment: Moment): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  const path = (request.url ?? '/').replace(/\?.*$/s, '')
  const outlet = outlets.find((candidate) => candidate.host === host)
  if (outlet === undefined) return refuse(response)
  const postings = outlet.postings.filter((posting) => posting.round <= moment.round)
  const redirected = postings.find((posting) => posting.via !== undefined && posting.path === path)
  if (redirected?.via !== undefined) {
    const location = `${redirected.via}?utm_source=${outlet.id}&utm_medium=referral`
    response.writeHead(302, { location }).end()
    return
  }
  if (postings.some((posting) => posting.locked === true && posting.path === path)) {
    response.writeHead(403, { 'content-type': 'text/plain' }).end('for subscribers\n')
    return
  }
  const body = findBody(outlet, postings, { path, nowMs: moment.nowMs })
  if (body === undefined) return refuse(response)
  send(request, response, { body, lastModified: new Date(moment.nowMs - 3_600_000).toUTCString() })
}

function findBody(
  outlet: Outlet,
  postings: readonly Posting[],
  { path, nowMs }: { readonly path: string; readonly nowMs: number },
): Body | undefined {
  if (path === '/feed') return renderFeed(outlet, postings, nowMs)
  const posting = postings.find((candidate) => candidate.path === path)
  return posting && { type: 'text/html; charset=utf-8', text: renderPage(outlet, posting, nowMs) }
}

function refuse(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n')
}

/** Conditional by ETag alone (RFC 9110 section 13.2.2: If-None-Match wins); compressed when the client can. */
function send(
  request: IncomingMessage,
  response: ServerResponse,
  { body, lastModified }: { readonly body: Body; readonly lastModified: string },
): void {
  const etag = `"${createHash('sha256').update(body.text).digest('hex').slice(0, 20)}"`
  const headers = { etag, 'last-modified': lastModified, vary: 'accept-encoding' }
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end()
    return
  }
  const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  const bytes = zipped ? gzipSync(body.text) : Buffer.from(body.text)
  response.writeHead(200, {
    ...headers,
    'content-type': body.type,
    'content-length': bytes.length,
    ...(zipped ? { 'content-encoding': 'gzip' } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

function renderYaml(stateDir: string, hosts: Readonly<Record<string, string>>): string {
  const read = outlets.filter((outlet) => outlet.read !== false)
  const sources = read.map(
    ({ id, host, name, role }) =>
      `  - { id: ${id}, url: "http://${host}/feed", publisher: ${JSON.stringify(name)}, role: ${role}, tags: [newsroom] }`,
  )
  const publishers = outlets
    .filter(({ known }) => known === true)
    .map(
      ({ host, name }) =>
        `  - { domain: ${host}, name: ${JSON.stringify(name)}, feeds: "http://${host}/feed" }`,
    )
  return [
    `state: ${JSON.stringify(stateDir)}`,
    'http:',
    '  contact: "mailto:newsroom@harbourledger.example"',
    '  hosts:',
    ...Object.entries(hosts).map(([host, target]) => `    ${host}: "${target}"`),
    'sources:',
    ...sources,
    'publishers:',
    ...publishers,
    'feeds:',
    '  - id: newsroom',
    '    title: The newsroom, each story once',
    '    from: [newsroom]',
    'serve: { host: 127.0.0.1, port: 0 }',
    '',
  ].join('\n')
}
