/** The embedded newsroom: real HTTP on loopback, one server for all its outlets, told apart by the Host header. */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { renderAtom1, renderJsonFeed, renderRdf, renderRss2, type FeedEntry } from './feed.ts'
import { escapeHtml, renderPage, renderParagraphs } from './page.ts'
import { outlets, type Outlet, type Posting } from './outlets.ts'

export interface Newsroom {
  /** Host name -> `127.0.0.1:port`, for `http.hosts`. */
  readonly hosts: Readonly<Record<string, string>>
  /** A whole configuration. */
  yaml(stateDir: string): string
  /** The next round: the late original goes online. */
  advance(): void
  /** Requests answered so far. */
  requests(): number
  close(): Promise<void>
}

interface Document {
  readonly type: string
  readonly body: string
}

type Answer = Document | { readonly redirect: string } | undefined

const hourMs = 3_600_000
const teaserWords = 38

const formats = {
  rss: ['application/rss+xml', renderRss2],
  rdf: ['application/rdf+xml', renderRdf],
  atom: ['application/atom+xml', renderAtom1],
  json: ['application/feed+json', renderJsonFeed],
} as const

const siteOf = ({ host }: Outlet): string => `http://${host}`
const addressOf = (outlet: Outlet, { text }: Posting): string => `${siteOf(outlet)}/2026/${text.slug}`

function carried(outlet: Outlet, posting: Posting): string {
  const { text, opening = '', closing = '' } = posting
  if (outlet.carriage === 'full') return `${opening}${renderParagraphs(text)}${closing}`
  const words = text.paragraphs.join(' ').split(' ').slice(0, teaserWords).join(' ')
  return outlet.carriage === 'teaser' ? `<p>${escapeHtml(words)} […]</p>` : `<p>${escapeHtml(text.title)}</p>`
}

function renderFeed(outlet: Outlet, postings: readonly Posting[], nowMs: number): Document {
  const entries: FeedEntry[] = postings.map((posting) => ({
    id: `${outlet.host},2026:${posting.text.slug}`,
    url:
      posting.leadsTo === undefined
        ? addressOf(outlet, posting)
        : `${siteOf(outlet)}/go/${posting.text.slug}?utm_source=skimmer&utm_medium=rss`,
    title: posting.text.title,
    html: carried(outlet, posting),
    publishedMs: nowMs - posting.hoursAgo * hourMs,
  }))
  const [type, render] = formats[outlet.format]
  return { type, body: render({ outlet: outlet.name, site: siteOf(outlet), entries }) }
}

function answer(outlet: Outlet, path: string, round: number, nowMs: number): Answer {
  const postings = outlet.postings.filter((posting) => posting.round <= round)
  if (path === '/feed') return renderFeed(outlet, postings, nowMs)
  if (path === '/robots.txt') return { type: 'text/plain', body: 'User-agent: *\nDisallow: /letters\n' }
  const posting = postings.find(({ text }) => path.endsWith(`/${text.slug}`))
  if (posting === undefined) return undefined
  if (posting.leadsTo !== undefined)
    return { redirect: `${posting.leadsTo}?utm_source=skimmer&utm_medium=referral` }
  const { text, opening, closing, hoursAgo } = posting
  const frame = {
    outlet: outlet.name,
    site: siteOf(outlet),
    url: addressOf(outlet, posting),
    text,
    publishedMs: nowMs - hoursAgo * hourMs,
  }
  const body = renderPage({
    ...frame,
    ...(opening === undefined ? {} : { opening }),
    ...(closing === undefined ? {} : { closing }),
  })
  return { type: 'text/html; charset=utf-8', body }
}

function respond(request: IncomingMessage, response: ServerResponse, found: Answer): void {
  if (found === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not here\n')
    return
  }
  if ('redirect' in found) {
    response.writeHead(302, { location: found.redirect }).end()
    return
  }
  const etag = `"${createHash('sha256').update(found.body).digest('hex').slice(0, 20)}"`
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end()
    return
  }
  const gzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  const coding = gzip ? { 'content-encoding': 'gzip' } : {}
  response.writeHead(200, { 'content-type': found.type, etag, vary: 'accept-encoding', ...coding })
  response.end(gzip ? gzipSync(found.body) : found.body)
}

function renderYaml(stateDir: string, hosts: Readonly<Record<string, string>>): string {
  const quoted = Object.entries(hosts).map(([host, address]) => `    ${host}: "${address}"`)
  const sources = outlets.map(
    ({ host, name, role }) =>
      `  - { id: ${host.replace('.example', '')}, url: "http://${host}/feed", publisher: ${name}, role: ${role}, tags: [news] }`,
  )
  return `# The embedded newsroom. Every host is on loopback.
state: ${JSON.stringify(stateDir)}
schedule: 15m
http:
  contact: "mailto:demo@headwater.example"
  hosts:
${quoted.join('\n')}
sources:
${sources.join('\n')}
feeds:
  - { id: news, title: "The newsroom, each story once", from: [news] }
  - { id: ledger, title: Harbour Ledger only, from: [harbour-ledger] }
serve: { host: 127.0.0.1, port: 0 }
`
}

/** Listens on a free port of 127.0.0.1. All dates lie before `nowMs`. */
export async function startNewsroom({ nowMs }: { readonly nowMs: number }): Promise<Newsroom> {
  let round = 1
  let requests = 0
  const byHost = new Map(outlets.map((outlet) => [outlet.host, outlet]))
  const server = createServer((request, response) => {
    requests += 1
    const outlet = byHost.get(request.headers.host?.split(':')[0] ?? '')
    const path = request.url?.split('?')[0] ?? '/'
    respond(request, response, outlet === undefined ? undefined : answer(outlet, path, round, nowMs))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const hosts = Object.fromEntries(outlets.map(({ host }) => [host, `127.0.0.1:${port}`]))
  return {
    hosts,
    yaml: (stateDir) => renderYaml(stateDir, hosts),
    advance() {
      round += 1
    },
    requests: () => requests,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}
