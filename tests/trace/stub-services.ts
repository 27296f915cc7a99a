/** Loopback stubs of everything a resolver can ask, each in its real format, and a repost that only names its publisher. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { ResolverName } from '../../src/model/settings.ts'
import { headline, pageHtml, paragraphs, slug } from './world.ts'

export const originalUrl = `http://wirehouse.example/stories/2026/${slug}`
const repostUrl = `http://repost.example/news/${slug}`
const searchHost = 'search.example'

export interface StubWeb {
  /** A complete headwater.yaml in which only `resolver` is on. */
  yaml(resolver: ResolverName, stateDir: string): string
  /** Host and path of every request, in order. */
  readonly asked: string[]
  /** What the services answer instead, by host: a status. */
  readonly failing: Map<string, number>
  /** Whether the publisher has put its article online. */
  online: boolean
  close(): Promise<void>
}

/** Other headlines, so that a resolver has something to choose from. */
const others = ['Herons return to the Varn', 'Tram line nine is late', 'Corvane names a new chair']
const dateOf = (nowMs: number): Date => new Date(nowMs - 3 * 3600 * 1000)

interface Listed {
  readonly title: string
  readonly url: string
}

const listed: readonly Listed[] = [
  ...others.map((title, index) => ({
    title,
    url: `http://wirehouse.example/stories/2026/other-${index}-${index}`,
  })),
  { title: headline, url: originalUrl },
]

const wrapped = (url: string): string =>
  `http://www.bing.com/news/apiclick.aspx?ref=FexRss&amp;aid=&amp;tid=6abadf&amp;url=${encodeURIComponent(url)}&amp;c=964&amp;mkt=en-us`

/** The old kind of identifier: field 4 of a protocol buffer. */
function googleLink(url: string): string {
  const bytes = Buffer.from(url)
  const id = Buffer.concat([Buffer.from([0x08, 0x13, 0x22, bytes.length]), bytes]).toString('base64url')
  return `https://news.google.com/rss/articles/${id}?oc=5`
}

function rss(link: (url: string) => string, nowMs: number, namespaces = ''): string {
  const items = listed.map(
    ({ title, url }) =>
      `<item><title>${title}</title><link>${link(url)}</link><pubDate>${dateOf(nowMs).toUTCString()}</pubDate></item>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"${namespaces}><channel><title>list</title><link>http://wirehouse.example/</link>${items.join('')}</channel></rss>`
}

function newsSitemap(nowMs: number): string {
  const urls = listed.map(
    ({ title, url }) =>
      `<url><loc>${url}</loc><n:news><n:publication><n:name>Wirehouse</n:name><n:language>en</n:language></n:publication><n:publication_date>${dateOf(nowMs).toISOString()}</n:publication_date><n:title><![CDATA[${title}]]></n:title></n:news></url>`,
  )
  return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">${urls.join('')}</urlset>`
}

type Documents = Readonly<Record<string, readonly [type: string, body: string | Uint8Array]>>

function repostFeed(nowMs: number): string {
  const body = [...paragraphs, 'Originally published by Wirehouse.'].map((line) => `<p>${line}</p>`).join('')
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Repost Daily</title><link>http://repost.example/</link><item><title>As the northern ferries came to rest</title><link>${repostUrl}</link><guid>1</guid><pubDate>${new Date(nowMs).toUTCString()}</pubDate><description><![CDATA[${body}]]></description></item></channel></rss>`
}

function documentsOf(nowMs: number): Documents {
  const json = (value: unknown) => ['application/json', JSON.stringify(value)] as const
  const day = dateOf(nowMs).toISOString()
  return {
    'repost.example/feed': ['application/rss+xml', repostFeed(nowMs)],
    'wirehouse.example/feed.xml': ['application/rss+xml', rss((url) => url, nowMs)],
    'wirehouse.example/robots.txt': [
      'text/plain',
      'User-agent: *\nDisallow: /search\nSitemap: http://wirehouse.example/sitemap_index.xml\n',
    ],
    'wirehouse.example/sitemap_index.xml': [
      'application/xml',
      '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>http://wirehouse.example/news.xml.gz</loc></sitemap></sitemapindex>',
    ],
    'wirehouse.example/news.xml.gz': ['application/gzip', gzipSync(newsSitemap(nowMs))],
    'wirehouse.example/wp-json/wp/v2/search': json(
      listed.map(({ title, url }, id) => ({ id, title, url, type: 'post', subtype: 'post' })),
    ),
    'search.example/search': json({
      query: 'q',
      results: listed.map(({ title, url }) => ({
        url,
        title,
        engines: ['one'],
        score: 1,
        publishedDate: day,
      })),
      unresponsive_engines: [['two', 'CAPTCHA']],
    }),
    'search.example/news/search': [
      'text/xml',
      rss(wrapped, nowMs, ' xmlns:News="https://www.bing.com/news/search?q=two&amp;format=rss"'),
    ],
    'search.example/rss/search': ['application/xml', rss(googleLink, nowMs)],
    'search.example/api/v2/doc/doc': json({
      articles: listed.map(({ title, url }) => ({
        url,
        title: `${title} \u0001`,
        seendate: day.replaceAll(/[-:]|\.\d+/g, ''),
        domain: 'wirehouse.example',
      })),
    }),
  }
}

const keys: Readonly<Record<ResolverName, string>> = {
  articles: 'on',
  publisherFeeds: 'on',
  newsSitemap: 'on',
  wordpress: 'on',
  searxng: `http://${searchHost}`,
  bingNews: `{ url: "http://${searchHost}", spacing: 0 }`,
  googleNews: `{ url: "http://${searchHost}", spacing: 0 }`,
  gdelt: `{ url: "http://${searchHost}", spacing: 0 }`,
}

function renderYaml(target: string, resolver: ResolverName, stateDir: string): string {
  const hosts = ['repost.example', 'wirehouse.example', searchHost].map((host) => `    ${host}: "${target}"`)
  const names = Object.keys(keys) as ResolverName[]
  const wire =
    '  - { id: wirehouse, url: "http://wirehouse.example/feed.xml", dedupe: off, fullText: always }'
  return [
    `state: ${JSON.stringify(stateDir)}`,
    'http:',
    '  hosts:',
    ...hosts,
    'sources:',
    '  - { id: repost, url: "http://repost.example/feed", fullText: never }',
    ...(resolver === 'articles' ? [wire] : []),
    'trace:',
    '  resolvers:',
    ...names.map((name) => `    ${name}: ${name === resolver ? keys[name] : 'off'}`),
    'publishers:',
    '  - domain: wirehouse.example',
    '    name: Wirehouse News',
    '    aliases: [Wirehouse]',
    '    feeds: http://wirehouse.example/feed.xml',
    '',
  ].join('\n')
}

/** Starts the stubs on a free port of 127.0.0.1; hosts are told apart by their names. */
export async function startStubWeb(nowMs: number): Promise<StubWeb> {
  const asked: string[] = []
  const failing = new Map<string, number>()
  const documents = documentsOf(nowMs)
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`)
    asked.push(`${url.hostname}${url.pathname}${url.search}`)
    const status = failing.get(url.hostname)
    if (status !== undefined) return void response.writeHead(status).end('no\n')
    if (url.href === originalUrl && web.online)
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(pageHtml())
    const [type, body] = documents[`${url.hostname}${url.pathname}`] ?? []
    if (type === undefined) return void response.writeHead(404).end('not found\n')
    response.writeHead(200, { 'content-type': type }).end(body)
  }
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const target = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const web: StubWeb = {
    asked,
    failing,
    online: true,
    yaml: (resolver, stateDir) => renderYaml(target, resolver, stateDir),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return web
}
