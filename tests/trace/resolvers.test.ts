/** Every resolver against a loopback server that speaks the service's format; budget, pace and circuit breaker. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Fetcher, FetchOutcome } from '../../src/model/fetch-outcome.ts'
import type { Circuit, ResolverTools } from '../../src/trace/resolvers/guarded-fetch.ts'
import { heldArticles } from '../../src/trace/resolvers/held-articles.ts'
import { newsSitemap, publisherFeeds } from '../../src/trace/resolvers/publisher-lists.ts'
import type { OriginQuery, OriginResolver } from '../../src/trace/resolvers/resolver.ts'
import {
  bingNews,
  gdelt,
  gdeltManners,
  gentle,
  googleNews,
  searxng,
  wordpressSearch,
} from '../../src/trace/resolvers/search-services.ts'
import { address, article, headline, morning, pageHtml, paragraphs, registry, slug, trace } from './world.ts'

const target = `https://wirehouse.example/stories/2026/${slug}`
const elsewhere = `https://other.example/stories/2026/${slug}`

type Reply = { readonly status?: number; readonly type?: string; readonly body: string | Uint8Array }
let replies: Record<string, Reply> = {}
let asked: string[] = []
let server: Server
let base = ''

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    asked.push(request.url ?? '')
    const reply = replies[path]
    response.writeHead(reply?.status ?? (reply === undefined ? 404 : 200), {
      'content-type': reply?.type ?? 'text/xml',
    })
    response.end(reply?.body ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  replies = {}
  asked = []
  circuits.clear()
})

/** Sends every request to the loopback server, whatever its host: the services' own addresses are part of the test. */
const fetcher: Fetcher = {
  async fetch({ url }): Promise<FetchOutcome> {
    const { pathname, search } = new URL(url)
    const response = await fetch(`${base}${pathname}${search}`)
    const body = new Uint8Array(await response.arrayBuffer())
    const answered = {
      url,
      hops: [],
      validators: { etag: undefined, lastModified: undefined },
      freshForSeconds: undefined,
    }
    if (response.status === 429) return { kind: 'rateLimited', status: 429, retryAfterSeconds: undefined }
    if (!response.ok) {
      return {
        kind: 'failed',
        reason: 'status',
        message: `HTTP ${response.status}`,
        status: response.status,
        retryAfterSeconds: undefined,
      }
    }
    return { ...answered, kind: 'fetched', status: 200, contentType: undefined, body, wireBytes: body.length }
  },
  close: () => Promise.resolve(),
}

const circuits = new Map<string, Circuit>()
const tools: ResolverTools = {
  fetcher,
  now: () => morning,
  wait: () => Promise.resolve(),
  circuits: {
    get: (server) => circuits.get(server),
    set: (server, circuit) => {
      if (circuit === undefined) circuits.delete(server)
      else circuits.set(server, circuit)
    },
  },
}
const at = (url: string) => ({ url, manners: gentle })

const query: OriginQuery = {
  publisher: {
    domain: 'wirehouse.example',
    name: 'Wirehouse',
    aliases: [],
    feeds: ['https://wirehouse.example/feed.xml'],
    newsSitemaps: [],
  },
  slugs: ['port ellery council votes close northern ferry terminal'],
  titles: ['Ellery harbour assembly resolves to shut ferry station'],
  terms: ['Port Ellery', 'Sundlinjen'],
  fromMs: morning,
  untilMs: morning + 1,
}

const rssItem = (title: string, link: string): string =>
  `<item><title>${title}</title><link>${link}</link><pubDate>Tue, 12 May 2026 07:00:00 GMT</pubDate></item>`
const rss = (items: string): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:News="http://x/?q=1"><channel><title>t</title>${items}</channel></rss>`
const sitemap = (loc: string, title: string): string =>
  `<?xml version="1.0"?><urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>${loc}</loc><n:news><n:publication><n:name>Wirehouse</n:name></n:publication><n:publication_date>2026-05-12</n:publication_date><n:title><![CDATA[${title}]]></n:title></n:news></url></urlset>`
const wrappedByBing = `http://www.bing.com/news/apiclick.aspx?ref=FexRss&amp;aid=&amp;url=${encodeURIComponent(target)}&amp;c=9`

const services: readonly {
  readonly name: string
  readonly make: () => OriginResolver
  readonly serve: () => Record<string, Reply>
}[] = [
  {
    name: "the publisher's feed",
    make: () => publisherFeeds(tools),
    serve: () => ({
      '/feed.xml': {
        body: rss(
          rssItem('Herons return', 'https://wirehouse.example/stories/2026/herons-return') +
            rssItem(headline, target),
        ),
      },
    }),
  },
  {
    name: 'an Atom feed',
    make: () => publisherFeeds(tools),
    serve: () => ({
      '/feed.xml': {
        body: `<feed><entry><title>${headline}</title><link rel="edit" href="https://wirehouse.example/edit/1"/><link href="${target}"/></entry></feed>`,
      },
    }),
  },
  {
    name: 'a news sitemap named in robots.txt',
    make: () => newsSitemap(tools),
    serve: () => ({
      '/robots.txt': {
        type: 'text/plain',
        body: 'User-agent: *\nSitemap: https://wirehouse.example/archive.xml\nSitemap: https://wirehouse.example/news.xml\n',
      },
      '/news.xml': { body: sitemap(target, headline) },
    }),
  },
  {
    name: 'a sitemap index with a gzipped child',
    make: () => newsSitemap(tools),
    serve: () => ({
      '/robots.txt': { body: 'sitemap: https://wirehouse.example/index.xml' },
      '/index.xml': {
        body: '<sitemapindex><sitemap><loc>https://wirehouse.example/news.xml.gz</loc></sitemap></sitemapindex>',
      },
      '/news.xml.gz': { body: gzipSync(sitemap(target, headline)) },
    }),
  },
  {
    name: 'WordPress search',
    make: () => wordpressSearch(tools),
    serve: () => ({
      '/wp-json/wp/v2/search': {
        body: JSON.stringify([{ id: 7, title: headline, url: target, type: 'post' }]),
      },
    }),
  },
  {
    name: 'SearXNG',
    make: () => searxng(tools, at('https://searx.example/')),
    serve: () => ({
      '/search': {
        body: JSON.stringify({
          results: [
            { url: elsewhere, title: 'x' },
            { url: target, title: headline, publishedDate: '2026-05-12T07:00:00' },
          ],
        }),
      },
    }),
  },
  {
    name: 'Bing News',
    make: () => bingNews(tools, at('https://www.bing.com')),
    serve: () => ({ '/news/search': { body: rss(rssItem(headline, wrappedByBing)) } }),
  },
  {
    name: 'Google News with an address of the old kind',
    make: () => googleNews(tools, at('https://news.google.com')),
    serve: () => ({
      '/rss/search': {
        body: rss(
          rssItem(`${headline} - Wirehouse`, `https://news.google.com/rss/articles/${googleId(target)}?oc=5`),
        ),
      },
    }),
  },
  {
    name: 'GDELT with stray control characters',
    make: () => gdelt(tools, { url: 'https://api.gdeltproject.org', manners: gdeltManners }),
    serve: () => ({
      '/api/v2/doc/doc': {
        body: `{"articles":[{"url":"${target}","title":"Port\u0001 Ellery votes","seendate":"20260512T070000Z"}]}`,
      },
    }),
  },
]

/** Field 4 of a small protocol buffer, as the old identifiers held it. */
function googleId(url: string): string {
  const bytes = Buffer.from(url)
  return Buffer.concat([Buffer.from([0x08, 0x13, 0x22, bytes.length]), bytes]).toString('base64url')
}

describe('what each service answers', () => {
  test.each(services)('$name yields the address', async ({ make, serve }) => {
    replies = serve()
    const answer = await make().find(query)
    expect(answer).toMatchObject({ kind: 'answered', found: [{ url: target }] })
  })

  test.each(services)('$name is unavailable or empty when the server fails', async ({ make }) => {
    const answer = await make().find(query)
    expect(answer.kind === 'unavailable' || answer.found.length === 0).toBe(true)
  })

  test('the slug is asked for first: spinners reword the headline and keep it', async () => {
    replies = { '/news/search': { body: rss(rssItem(headline, wrappedByBing)) } }
    await bingNews(tools, at('https://www.bing.com')).find(query)
    expect(asked).toHaveLength(1)
    expect(decodeURIComponent(asked[0] ?? '')).toContain('port ellery council votes close')
  })

  test('GDELT errors come as text with status 200 and are not read as an answer', async () => {
    replies = { '/api/v2/doc/doc': { type: 'text/html', body: 'The specified phrase is too short.' } }
    expect(
      await gdelt(tools, { url: 'https://api.gdeltproject.org', manners: gdeltManners }).find(query),
    ).toMatchObject({ kind: 'unavailable' })
  })

  test('an opaque Google News address is passed over', async () => {
    replies = {
      '/rss/search': {
        body: rss(rssItem(headline, 'https://news.google.com/rss/articles/CBMiAU_yqLxyz?oc=5')),
      },
    }
    expect(await googleNews(tools, at('https://news.google.com')).find(query)).toEqual({
      kind: 'answered',
      found: [],
    })
  })
})

describe('what is asked', () => {
  const decoded = (): readonly string[] => asked.map((path) => decodeURIComponent(path.replaceAll('+', ' ')))

  test('slug, then headline, then names and figures, while nothing fits', async () => {
    replies = {
      '/news/search': { body: rss(rssItem('Herons return', wrappedByBing.replace(slug, 'herons'))) },
    }
    const answer = await bingNews(tools, at('https://www.bing.com')).find(query)
    expect(decoded()).toEqual([
      expect.stringContaining('port ellery council votes'),
      expect.stringContaining('Ellery harbour assembly resolves'),
      expect.stringContaining('Port Ellery Sundlinjen'),
    ])
    expect(answer).toMatchObject({ kind: 'answered', found: [{ title: 'Herons return' }] })
  })

  test('without a slug the headline begins', async () => {
    replies = { '/search': { body: '{"results":[]}' } }
    await searxng(tools, at('https://searx.example')).find({ ...query, slugs: [] })
    expect(decoded()[0]).toContain('Ellery harbour assembly resolves')
    expect(asked).toHaveLength(2)
  })

  test('services that know dates are given the window', async () => {
    await gdelt(tools, { url: 'https://api.gdeltproject.org', manners: gdeltManners }).find(query)
    expect(asked[0]).toContain('startdatetime=20260512080000&enddatetime=20260512080000')
    await googleNews(tools, at('https://news.google.com')).find(query)
    expect(decoded()[1]).toContain('after:2026-05-12 before:2026-05-13')
  })

  test('what was published outside the window is not the original', async () => {
    const old = rssItem(headline, wrappedByBing).replace('12 May 2026', '12 May 2024')
    replies = { '/news/search': { body: rss(old) } }
    expect(await bingNews(tools, at('https://www.bing.com')).find(query)).toEqual({
      kind: 'answered',
      found: [],
    })
  })

  test('WordPress is asked where the publisher’s feeds are', async () => {
    const plain = { ...query.publisher, feeds: ['http://wirehouse.example:8080/feed'] }
    const urls: string[] = []
    const noting = {
      ...tools,
      fetcher: {
        ...fetcher,
        fetch: (request: { url: string }) => (
          urls.push(request.url),
          fetcher.fetch({ ...request, kind: 'feed' })
        ),
      },
    }
    await wordpressSearch(noting).find({ ...query, publisher: plain })
    expect(urls[0]).toMatch(
      /^http:\/\/wirehouse\.example:8080\/wp-json\/wp\/v2\/search\?search=port%20ellery/,
    )
  })

  test('one feed is read once a run, whatever the number of stories', async () => {
    replies = { '/feed.xml': { body: rss(rssItem(headline, target)) } }
    const resolver = publisherFeeds(tools)
    await resolver.find(query)
    await resolver.find({ ...query, titles: ['Another story'] })
    expect(resolver.requests).toBe(1)
    resolver.reset()
    await resolver.find(query)
    expect(resolver.requests).toBe(2)
  })

  test('a headline of which only names and figures are left is found in a list', async () => {
    replies = { '/feed.xml': { body: rss(rssItem('Port Ellery and Sundlinjen agree', target)) } }
    const kept = { ...query, slugs: [], titles: ['As the people of the harbour reached an accord'] }
    expect(await publisherFeeds(tools).find(kept)).toMatchObject({ found: [{ url: target }] })
  })
})

test('articles at hand are those of the publisher that fit, and cost no request', async () => {
  const held = [
    { url: address(target), title: headline, publishedMs: morning },
    { url: address(elsewhere), title: 'Herons return', publishedMs: morning },
  ]
  const resolver = heldArticles((publisher) => Promise.resolve(publisher.name === 'Wirehouse' ? held : []))
  const answer = await resolver.find({ ...query, slugs: [], titles: [headline] })
  expect(answer.kind === 'answered' ? answer.found.map(({ title }) => title) : []).toContain(headline)
  expect([resolver.requests, asked]).toEqual([0, []])
})

test('a dateline, a resolver and the page behind it make a confirmed origin', async () => {
  replies = { '/feed.xml': { body: rss(rssItem(headline, target)) } }
  const entry = query.publisher
  const known = {
    byDomain: (domain: string) => (domain === entry.domain ? entry : undefined),
    byName: (name: string) => (name === 'Wirehouse' ? entry : registry.byName(name)),
  }
  const lines = [
    ...paragraphs,
    'Read more about Wirehouse’s harbour coverage:',
    'He told Wirehouse that the quay would hold.',
  ]
  const copy = article(`https://repost.example/news/${slug}`, { paragraphs: lines })
  const { origin, page } = await trace(
    [copy],
    { [target]: pageHtml() },
    { tools: { registry: known, resolvers: [publisherFeeds(tools)] } },
  )
  expect(origin).toMatchObject({ level: 'E4', url: target, publisher: 'Wirehouse' })
  expect(page?.url).toBe(target)
})
