/** The fetcher on a small loopback web: conditional requests, redirects, what each status means, politeness. */
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { FetchOutcome } from '../../src/model/fetch-outcome.ts'
import { reply, serveSite, testFetcher } from './loopback.ts'
import type { Answer } from './loopback.ts'

const rss = '<rss version="2.0"><channel><title>The Larkmoor Courier</title></channel></rss>'
const textOf = (outcome: FetchOutcome): string =>
  outcome.kind === 'fetched' ? Buffer.from(outcome.body).toString() : outcome.kind

describe('a feed', () => {
  test('is fetched with everything later stages need', async () => {
    const site = await serveSite({
      '/feed': reply(
        200,
        {
          'content-type': 'application/rss+xml',
          'content-encoding': 'gzip',
          etag: '"1"',
          'last-modified': 'x',
          'cache-control': 'max-age=60',
        },
        gzipSync(rss),
      ),
    })
    const url = `${site.url}/feed`
    expect(await testFetcher().fetch({ url, kind: 'feed' })).toEqual({
      kind: 'fetched',
      url,
      hops: [],
      status: 200,
      contentType: 'application/rss+xml',
      validators: { etag: '"1"', lastModified: 'x' },
      freshForSeconds: 60,
      body: Buffer.from(rss),
      wireBytes: gzipSync(rss).length,
    })
  })

  test('is asked for honestly: a name, no cookies, no Referer, nothing invented', async () => {
    const setsCookie = reply(200, { 'set-cookie': 'track=1; Path=/' }, rss)
    const site = await serveSite({ '/feed': setsCookie, '/moved': reply(302, { location: '/feed' }) })
    const fetcher = testFetcher()
    for (const path of ['/feed', '/feed', '/moved'])
      await fetcher.fetch({ url: site.url + path, kind: 'feed' })
    for (const { headers } of site.seen) {
      expect(Object.keys(headers).toSorted()).toEqual(
        ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'].toSorted(),
      )
      expect(headers['user-agent']).toBe('Headwater/0.0 (+https://headwater.example/bot)')
    }
  })

  test('whose robots.txt forbids everything is fetched all the same: the user named it', async () => {
    const site = await serveSite({
      '/robots.txt': reply(200, {}, 'User-agent: *\nDisallow: /'),
      '/feed': reply(200, {}, rss),
    })
    expect(textOf(await testFetcher().fetch({ url: `${site.url}/feed`, kind: 'feed' }))).toBe(rss)
    expect(site.seen.map(({ path }) => path)).toEqual(['/feed'])
  })
})

describe('validators', () => {
  /** Answers 304 when the validators come back exactly, else 200. */
  const conditional =
    (headers: Readonly<Record<string, string>>): Answer =>
    (request, response) => {
      const known = headers['etag'] ?? headers['last-modified']
      const sent = request.headers['if-none-match'] ?? request.headers['if-modified-since']
      response.writeHead(sent !== undefined && sent === known ? 304 : 200, headers)
      response.end(sent === known ? undefined : rss)
    }

  test.each([
    ['a strong ETag', { etag: '"33a64df5"' }],
    ['a weak ETag', { etag: 'W/"0815"' }],
    ['an ETag without quotes', { etag: 'abc-123' }],
    ['an ETag with commas', { etag: '"a,b:c;d=e/f==,W/x"' }],
    ['an ETag with latin1 bytes', { etag: '"caf\u00e9"' }],
    ['a long ETag', { etag: `"${'e'.repeat(4096)}"` }],
    ['Last-Modified in no known form', { 'last-modified': 'Wed, 4 Nov 2026 8:00:00 +0000' }],
    ['Last-Modified that is no date', { 'last-modified': 'yesterday' }],
    ['both', { etag: '"both"', 'last-modified': 'Thu, 05 Nov 2026 08:00:00 GMT' }],
  ])('%s comes back byte for byte', async (_what, headers) => {
    const site = await serveSite({ '/feed': conditional(headers) })
    const fetcher = testFetcher()
    const first = await fetcher.fetch({ url: `${site.url}/feed`, kind: 'feed' })
    const validators = first.kind === 'fetched' ? first.validators : undefined
    const second = await fetcher.fetch({ url: `${site.url}/feed`, kind: 'feed', validators })
    expect(second).toMatchObject({ kind: 'notModified', validators })
    const echoed = site.seen[1]?.headers
    expect(echoed?.['if-none-match']).toBe('etag' in headers ? headers.etag : undefined)
    expect(echoed?.['if-modified-since']).toBe(
      'last-modified' in headers ? headers['last-modified'] : undefined,
    )
  })

  test.each([
    ['both are new', { etag: '"n2"', 'last-modified': 'new' }, { etag: '"n2"', lastModified: 'new' }],
    ['one is new', { etag: '"n2"' }, { etag: '"n2"', lastModified: 'old' }],
    ['none is sent', {}, { etag: '"n1"', lastModified: 'old' }],
  ])('that a 304 carries replace the old: %s', async (_what, headers, expected) => {
    const site = await serveSite({ '/feed': reply(304, { ...headers, 'cache-control': 'max-age=9' }) })
    const validators = { etag: '"n1"', lastModified: 'old' }
    expect(await testFetcher().fetch({ url: `${site.url}/feed`, kind: 'feed', validators })).toMatchObject({
      kind: 'notModified',
      validators: expected,
      freshForSeconds: 9,
    })
  })

  test('a 304 that nobody asked for is a failure', async () => {
    const site = await serveSite({ '/feed': reply(304, { etag: '"x"' }) })
    expect(await testFetcher().fetch({ url: `${site.url}/feed`, kind: 'feed' })).toMatchObject({
      kind: 'failed',
      reason: 'protocol',
      status: 304,
    })
  })

  test('go along a redirect, for it is the document behind it that they belong to', async () => {
    const site = await serveSite({
      '/old': reply(301, { location: '/new' }),
      '/new': conditional({ etag: '"1"' }),
    })
    const validators = { etag: '"1"', lastModified: undefined }
    const outcome = await testFetcher().fetch({ url: `${site.url}/old`, kind: 'feed', validators })
    expect(outcome).toMatchObject({ kind: 'notModified', url: `${site.url}/new` })
  })
})

describe('differences (RFC 3229)', () => {
  const known = { etag: '"d1"', lastModified: undefined }
  test.each([
    ['a difference we asked for', { im: 'feed' }, known, 'fetched'],
    ['nobody asked', { im: 'feed' }, undefined, 'failed'],
    ['a manipulation we did not offer', { im: 'diffe' }, known, 'failed'],
    ['no manipulation named', {}, known, 'failed'],
  ])('%s', async (_what, headers, validators, kind) => {
    const site = await serveSite({ '/feed': reply(226, headers, rss) })
    const outcome = await testFetcher().fetch({ url: `${site.url}/feed`, kind: 'feed', validators })
    expect(outcome.kind).toBe(kind)
  })
})

describe('what a status means', () => {
  test.each([
    [200, {}, { kind: 'fetched' }],
    [203, {}, { kind: 'fetched' }],
    [204, {}, { kind: 'failed', reason: 'status' }],
    [205, {}, { kind: 'failed', reason: 'status' }],
    [206, { 'content-range': 'bytes 0-2/9' }, { kind: 'failed', reason: 'status' }],
    [300, {}, { kind: 'failed', reason: 'status' }],
    [401, { 'www-authenticate': 'Basic realm="x"' }, { kind: 'failed', reason: 'status', status: 401 }],
    [
      404,
      {},
      { kind: 'failed', reason: 'status', status: 404, message: /^answered 404 Not Found: GET http/ },
    ],
    [403, { 'cf-mitigated': 'challenge' }, { kind: 'failed', message: /a challenge for browsers/ }],
    [410, {}, { kind: 'gone', hops: [] }],
    [429, { 'retry-after': '120' }, { kind: 'rateLimited', status: 429, retryAfterSeconds: 120 }],
    [429, {}, { kind: 'rateLimited', status: 429, retryAfterSeconds: undefined }],
    [503, { 'retry-after': '60' }, { kind: 'rateLimited', status: 503, retryAfterSeconds: 60 }],
    [500, { 'retry-after': '60' }, { kind: 'failed', status: 500, retryAfterSeconds: 60 }],
    [520, {}, { kind: 'failed', message: /^answered 520: GET/ }],
    [999, {}, { kind: 'failed', status: 999 }],
  ])('%i %o', async (status, headers, expected) => {
    const site = await serveSite({ '/feed': reply(status, headers) })
    const outcome = await testFetcher().fetch({ url: `${site.url}/feed`, kind: 'feed' })
    const message = 'message' in expected ? { message: expect.stringMatching(expected.message) } : {}
    expect(outcome).toMatchObject({ ...expected, ...message })
    expect(site.seen).toHaveLength(1)
  })
})

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('%i is followed and recorded', async (status) => {
    const site = await serveSite({ '/a': reply(status, { location: 'b#part' }), '/b': reply(200, {}, rss) })
    expect(await testFetcher().fetch({ url: `${site.url}/a`, kind: 'feed' })).toMatchObject({
      kind: 'fetched',
      url: `${site.url}/b`,
      hops: [{ status, from: `${site.url}/a`, to: `${site.url}/b` }],
    })
  })

  test('hops lead to what is gone, too', async () => {
    const site = await serveSite({ '/a': reply(301, { location: '/b' }), '/b': reply(410) })
    const outcome = await testFetcher().fetch({ url: `${site.url}/a`, kind: 'feed' })
    expect(outcome).toMatchObject({ kind: 'gone', url: `${site.url}/b`, hops: [{ status: 301 }] })
  })

  /** Counts up with every hop: /n?1, /n?2, … */
  const endless: Answer = (request, response) => {
    const count = Number(request.url?.split('?')[1] ?? 0) + 1
    response.writeHead(302, { location: `/n?${count}` }).end()
  }

  test.each([
    ['without end', { '/n': endless }, '/n', 'tooManyRedirects', 5],
    ['to itself', { '/n': reply(302, { location: '/n' }) }, '/n', 'tooManyRedirects', 1],
    [
      'in a circle',
      { '/a': reply(302, { location: '/b' }), '/b': reply(302, { location: '/a' }) },
      '/a',
      'tooManyRedirects',
      2,
    ],
    ['to nowhere', { '/a': reply(302) }, '/a', 'badRedirect', 1],
    ['to something that is no URL', { '/a': reply(302, { location: 'http://' }) }, '/a', 'badRedirect', 1],
  ])('%s', async (_what, answers, path, reason, requests) => {
    const site = await serveSite(answers)
    const fetcher = testFetcher({ limits: { redirectsMax: 4 } })
    expect(await fetcher.fetch({ url: site.url + path, kind: 'feed' })).toMatchObject({
      kind: 'failed',
      reason,
    })
    expect(site.seen).toHaveLength(requests)
  })

  test('the body of a redirect is not read, however long it is', async () => {
    let sent = 0
    const endlessBody: Answer = (_request, response) => {
      response.writeHead(302, { location: '/b' })
      const chunk = Buffer.alloc(64 * 1024)
      const push = (): void => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length
      }
      response.on('drain', push)
      push()
    }
    const site = await serveSite({ '/a': endlessBody, '/b': reply(200, {}, rss) })
    expect(textOf(await testFetcher().fetch({ url: `${site.url}/a`, kind: 'feed' }))).toBe(rss)
    expect(sent).toBeLessThan(32 * 1024 * 1024)
  })
})

describe("the user's own headers and credentials", () => {
  const own = { Authorization: 'Bearer secret', 'X-Key': 'k' }

  test('go to the origin of the source', async () => {
    const site = await serveSite({ '/a': reply(302, { location: '/b' }), '/b': reply(200, {}, rss) })
    await testFetcher().fetch({ url: `${site.url}/a`, kind: 'feed', headers: own })
    for (const { headers } of site.seen) {
      expect(headers).toMatchObject({ authorization: 'Bearer secret', 'x-key': 'k' })
    }
  })

  test('never along a redirect to another, nor back from there', async () => {
    const other = await serveSite({
      '/b': (request, response) => {
        response.writeHead(302, { location: String(request.headers['x-back'] ?? `${home.url}/c`) }).end()
      },
    })
    const home = await serveSite({
      '/a': reply(302, { location: `${other.url}/b` }),
      '/c': reply(200, {}, rss),
    })
    const outcome = await testFetcher().fetch({ url: `${home.url}/a`, kind: 'feed', headers: own })
    expect(outcome).toMatchObject({ kind: 'fetched', url: `${home.url}/c` })
    for (const { headers } of [...other.seen, ...home.seen.slice(1)]) {
      expect(headers['authorization']).toBeUndefined()
      expect(headers['x-key']).toBeUndefined()
    }
  })

  test('a password in the URL is sent as a header and shown nowhere', async () => {
    const site = await serveSite({ '/a': reply(200, {}, rss), '/lost': reply(404) })
    const withPassword = site.url.replace('://', '://alice:s3cret@')
    const fetcher = testFetcher()
    const found = await fetcher.fetch({ url: `${withPassword}/a`, kind: 'feed' })
    const lost = await fetcher.fetch({ url: `${withPassword}/lost`, kind: 'feed' })
    expect(site.seen[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('alice:s3cret').toString('base64')}`,
    )
    expect(JSON.stringify([found, lost])).not.toContain('s3cret')
  })

  test('a page is never sent a password from its URL: strangers write those', async () => {
    const site = await serveSite({ '/a': reply(200, {}, 'page') })
    await testFetcher().fetch({ url: `${site.url.replace('://', '://alice:s3cret@')}/a`, kind: 'page' })
    expect(site.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined])
  })

  test('a header that cannot be sent is a failure of its source, not of the run', async () => {
    const site = await serveSite({ '/a': reply(200, {}, rss) })
    const headers = { 'X-Key': 'line\nbreak' }
    const outcome = await testFetcher().fetch({ url: `${site.url}/a`, kind: 'feed', headers })
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'protocol' })
  })
})

describe('a page', () => {
  test('obeys robots.txt, which is asked once for the whole site', async () => {
    const site = await serveSite({
      '/robots.txt': reply(200, {}, 'User-agent: *\nDisallow: /archive/'),
      '/news/1': reply(200, {}, 'one'),
      '/news/2': reply(200, {}, 'two'),
      '/archive/1': reply(200, {}, 'hidden'),
    })
    const fetcher = testFetcher()
    const paths = ['/news/1', '/archive/1', '/news/2']
    const outcomes = await Promise.all(
      paths.map((path) => fetcher.fetch({ url: site.url + path, kind: 'page' })),
    )
    expect(outcomes.map(textOf)).toEqual(['one', 'refused', 'two'])
    expect(outcomes[1]).toMatchObject({ reason: `${site.url}/robots.txt forbids it` })
    expect(site.seen.map(({ path }) => path).toSorted()).toEqual(['/news/1', '/news/2', '/robots.txt'])
  })

  test('obeys the robots.txt of the site a redirect leads to', async () => {
    const other = await serveSite({
      '/robots.txt': reply(200, {}, 'User-agent: *\nDisallow: /'),
      '/b': reply(200, {}, 'hidden'),
    })
    const site = await serveSite({ '/a': reply(302, { location: `${other.url}/b` }) })
    const outcome = await testFetcher().fetch({ url: `${site.url}/a`, kind: 'page' })
    expect(outcome).toMatchObject({ kind: 'refused', url: `${other.url}/b` })
    expect(other.seen.map(({ path }) => path)).toEqual(['/robots.txt'])
  })

  test('of a site whose robots.txt is too large to be true is judged by its first 500 KiB', async () => {
    const text = `User-agent: *\nDisallow: /a\n${'# filler\n'.repeat(200_000)}Disallow: /b`
    const site = await serveSite({
      '/robots.txt': reply(200, {}, text),
      '/a': reply(200, {}, 'a'),
      '/b': reply(200, {}, 'b'),
    })
    const fetcher = testFetcher()
    expect(textOf(await fetcher.fetch({ url: `${site.url}/a`, kind: 'page' }))).toBe('refused')
    expect(textOf(await fetcher.fetch({ url: `${site.url}/b`, kind: 'page' }))).toBe('b')
  })
})

describe('politeness', () => {
  /** Answers after a moment and notes how many requests of this site were under way at once. */
  function busySite() {
    let active = 0
    let peak = 0
    const answer: Answer = (_request, response) => {
      active += 1
      peak = Math.max(peak, active)
      setTimeout(() => {
        active -= 1
        response.end(rss)
      }, 5)
    }
    return { answer, peak: () => peak }
  }

  test.each([1, 2])('a host is asked at most %i things at once', async (perHost) => {
    const { answer, peak } = busySite()
    const site = await serveSite({ '/feed': answer })
    const fetcher = testFetcher({ http: { perHost } })
    const urls = Array.from({ length: 8 }, (_, index) => `${site.url}/feed?${index}`)
    await Promise.all(urls.map((url) => fetcher.fetch({ url, kind: 'feed' })))
    expect(peak()).toBe(perHost)
  })

  test('all hosts together are asked at most so many things at once', async () => {
    const { answer, peak } = busySite()
    const sites = await Promise.all([1, 2, 3, 4, 5, 6].map(() => serveSite({ '/feed': answer })))
    const fetcher = testFetcher({ http: { concurrency: 3 } })
    await Promise.all(sites.map(({ url }) => fetcher.fetch({ url: `${url}/feed`, kind: 'feed' })))
    expect(peak()).toBe(3)
  })

  test('between two requests to one host lies a pause', async () => {
    const site = await serveSite({ '/a': reply(200, {}, rss), '/b': reply(200, {}, rss) })
    const fetcher = testFetcher({ feedSpacingMs: 60, http: { perHost: 1 } })
    await Promise.all(['/a', '/b'].map((path) => fetcher.fetch({ url: site.url + path, kind: 'feed' })))
    const [first, second] = site.seen.map(({ atMs }) => atMs)
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(59)
  })

  test('the hops of one fetch are one visit', async () => {
    const site = await serveSite({ '/a': reply(302, { location: '/b' }), '/b': reply(200, {}, rss) })
    const fetcher = testFetcher({ feedSpacingMs: 3600_000 })
    expect(textOf(await fetcher.fetch({ url: `${site.url}/a`, kind: 'feed' }))).toBe(rss)
  })

  test('robots.txt and pages keep their own pause', async () => {
    const site = await serveSite({ '/a': reply(200, {}, 'a') })
    await testFetcher({ pageSpacingMs: 40 }).fetch({ url: `${site.url}/a`, kind: 'page' })
    const [robots, page] = site.seen.map(({ atMs }) => atMs)
    expect((page ?? 0) - (robots ?? 0)).toBeGreaterThanOrEqual(39)
  })
})
