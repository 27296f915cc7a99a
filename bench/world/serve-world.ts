/** Serves the sites on one loopback server, told apart by the Host header: feeds and article pages. */
import { createServer, type ServerResponse } from 'node:http'
import type { Posting, Site } from './build-world.ts'

export interface World {
  /** Host name -> `127.0.0.1:port`, for `http.hosts`. */
  readonly hosts: Readonly<Record<string, string>>
  readonly feeds: readonly { readonly url: string; readonly publisher: string }[]
  /** Requests answered so far. */
  requests(): number
  close(): Promise<void>
}

/** Starts the server on a free port of 127.0.0.1. */
export async function serveWorld(sites: readonly Site[]): Promise<World> {
  const bodies = new Map<string, () => Body>()
  for (const site of sites) addSite(bodies, site)
  let requests = 0
  const server = createServer((request, response) => {
    requests += 1
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    send(response, bodies.get(`http://${host}${request.url ?? '/'}`))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('world: the server has no port')
  const names = [...bodies.keys()].map((url) => new URL(url).hostname)
  return {
    hosts: Object.fromEntries(names.map((name) => [name, `127.0.0.1:${address.port}`])),
    feeds: sites.flatMap((site) =>
      site.feeds.map((_, at) => ({ url: feedUrl(site, at), publisher: site.name })),
    ),
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Body {
  readonly type: string
  readonly text: string
}

const feedUrl = ({ host }: Site, at: number): string => `http://${host}/feed-${at + 1}.xml`

function addSite(bodies: Map<string, () => Body>, site: Site): void {
  for (const [at, postings] of site.feeds.entries()) {
    bodies.set(feedUrl(site, at), () => ({ type: 'application/rss+xml', text: renderFeed(site, postings) }))
    for (const posting of postings)
      bodies.set(posting.url.replace(/#.*$/s, ''), () => ({
        type: 'text/html',
        text: renderPage(site, posting),
      }))
  }
}

function send(response: ServerResponse, body: (() => Body) | undefined): void {
  if (body === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n')
    return
  }
  const { type, text } = body()
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text)
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? character)
}

const articleHtml = ({ paragraphs }: Posting): string =>
  paragraphs.map((paragraph) => `<p>${escape(paragraph)}</p>`).join('\n')

/** RSS 2.0 with the whole text, as WordPress writes it. */
function renderFeed({ host, name }: Site, postings: readonly Posting[]): string {
  const items = postings.map((posting) => {
    const { guid, url, title, publishedMs } = posting
    const date = publishedMs === undefined ? '' : `<pubDate>${new Date(publishedMs).toUTCString()}</pubDate>`
    return `<item><title>${escape(title)}</title><link>${escape(url)}</link><guid isPermaLink="false">${escape(guid)}</guid>${date}<content:encoded>${escape(articleHtml(posting))}</content:encoded></item>`
  })
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>${escape(name)}</title><link>http://${host}/</link><description>${escape(name)}</description>
${items.join('\n')}
</channel></rss>
`
}

function renderPage({ name }: Site, posting: Posting): string {
  const title = escape(posting.title)
  return `<!doctype html>
<html><head><meta charset="utf-8"><title>${title}</title><link rel="canonical" href="${escape(posting.url)}">
<meta property="og:title" content="${title}"><meta property="og:site_name" content="${escape(name)}"></head>
<body><nav><a href="/">Home</a></nav><main><article><h1>${title}</h1>
${articleHtml(posting)}
</article></main></body></html>
`
}
