/** What the server answers, header by header, over real sockets. */
import { renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { UsageError } from '../../src/model/errors.ts'
import { createServer, type ServeOptions } from '../../src/serve/create-server.ts'
import { feedText, log, startSite, type Site } from './start-site.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.close())

/** A site of its own for tests that change it. */
async function ownSite(options: Partial<ServeOptions> = {}): Promise<Site> {
  const own = await startSite(options)
  onTestFinished(() => own.close())
  return own
}

test.each([
  ['/world.rss', 'application/rss+xml; charset=utf-8'],
  ['/world.atom', 'application/atom+xml; charset=utf-8'],
  ['/world.json', 'application/feed+json; charset=utf-8'],
  ['/world.dropped.atom', 'application/atom+xml; charset=utf-8'],
  ['/feeds.opml', 'text/x-opml; charset=utf-8'],
  ['/opml', 'text/x-opml; charset=utf-8'],
  ['/', 'text/html; charset=utf-8'],
  ['/world.rss?source=reader', 'application/rss+xml; charset=utf-8'],
  ['http://feeds.example/world.rss', 'application/rss+xml; charset=utf-8'],
])('%s is served as %s', async (target, type) => {
  const { status, headers, body } = await site.ask(target)
  expect(status).toBe(200)
  expect(headers['content-type']).toBe(type)
  expect(headers['content-length']).toBe(`${body.length}`)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['cache-control']).toBe('public, max-age=300')
})

describe('a conditional request', () => {
  test.each([
    ['the tag', (tag: string) => tag, 304],
    ['the tag made weak by a proxy', (tag: string) => `W/${tag}`, 304],
    ['one of several tags', (tag: string) => `"old", ${tag} , "older"`, 304],
    ['a star', () => '*', 304],
    ['another tag', () => '"other"', 200],
    ['a tag without quotes', (tag: string) => tag.slice(1, -1), 200],
    ['nothing readable', () => ',,,', 200],
  ])('with %s', async (_what, given, status) => {
    const { headers } = await site.ask('/world.rss')
    const tag = headers.etag ?? ''
    const answer = await site.ask('/world.rss', { 'if-none-match': given(tag) })
    expect(answer.status).toBe(status)
    expect(answer.headers.etag).toBe(tag)
    expect(answer.headers.vary).toBe('Accept-Encoding')
    expect(answer.body).toHaveLength(status === 304 ? 0 : feedText('rss').length)
  })

  test.each([
    ['the date it was told', 0, 304],
    ['a later date', 60_000, 304],
    ['an earlier date', -60_000, 200],
  ])('by %s', async (_what, shiftMs, status) => {
    const { headers } = await site.ask('/world.rss')
    const since = new Date(Date.parse(headers['last-modified'] ?? '') + shiftMs).toUTCString()
    expect(await site.ask('/world.rss', { 'if-modified-since': since })).toMatchObject({ status })
  })

  test('whose date is no date gets the document', async () => {
    expect(await site.ask('/world.rss', { 'if-modified-since': 'yesterday' })).toMatchObject({ status: 200 })
  })

  test('lets the tag decide alone when both are there', async () => {
    const { headers } = await site.ask('/world.rss')
    const both = { 'if-none-match': '"other"', 'if-modified-since': headers['last-modified'] ?? '' }
    expect(await site.ask('/world.rss', both)).toMatchObject({ status: 200 })
  })

  const codings = ['identity', 'gzip', 'br'] as const
  const pairs = codings.flatMap((known) => codings.map((asked) => [known, asked] as const))
  test.each(pairs)('knowing the bytes as %s and asking for %s has them', async (known, asked) => {
    const { headers } = await site.ask('/world.rss', { 'accept-encoding': known })
    const tag = headers.etag ?? ''
    const answer = await site.ask('/world.rss', { 'accept-encoding': asked, 'if-none-match': tag })
    expect(answer.status).toBe(304)
    expect(answer.headers.etag).toBe(tag)
  })
})

describe('compression', () => {
  test.each([
    ['gzip', 'gzip', gunzipSync],
    ['br', 'br', brotliDecompressSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['GZIP;q=0.5', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
  ] as const)('asked for with %s is %s', async (wish, coding, unpack) => {
    const { headers, body } = await site.ask('/world.atom', { 'accept-encoding': wish })
    expect(headers['content-encoding']).toBe(coding)
    expect(headers.vary).toBe('Accept-Encoding')
    expect(body.length).toBeLessThan(feedText('atom').length)
    expect(unpack(body).toString()).toBe(feedText('atom'))
  })

  test.each(['identity', 'deflate', 'gzip;q=0', ''])('is left out for "%s"', async (wish) => {
    const { headers, body } = await site.ask('/world.atom', { 'accept-encoding': wish })
    expect(headers['content-encoding']).toBeUndefined()
    expect(body.toString()).toBe(feedText('atom'))
  })

  test('is left out where it would be longer', async () => {
    const { headers } = await site.ask('/feeds.opml', { 'accept-encoding': 'gzip, br' })
    expect(headers['content-encoding']).toBeUndefined()
  })

  test('gives each coding a tag of its own', async () => {
    const answers = await Promise.all(
      ['', 'gzip', 'br'].map((wish) => site.ask('/world.atom', { 'accept-encoding': wish })),
    )
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(3)
  })
})

describe('/world without a format', () => {
  test.each([
    [undefined, 'world.atom'],
    ['*/*', 'world.atom'],
    ['application/rss+xml', 'world.rss'],
    ['text/xml', 'world.rss'],
    ['application/feed+json', 'world.json'],
    ['application/json;q=0.9, application/rss+xml;q=0.4', 'world.json'],
    ['application/atom+xml;q=0.1, application/rss+xml', 'world.rss'],
    ['text/html, application/xhtml+xml', 'world.atom'],
  ])('for Accept %s is %s', async (accept, name) => {
    const { status, headers, body } = await site.ask('/world', accept === undefined ? {} : { accept })
    expect(status).toBe(200)
    expect(headers['content-location']).toBe(`/${name}`)
    expect(headers.vary).toBe('Accept, Accept-Encoding')
    expect(body.toString()).toBe(feedText(path.extname(name).slice(1)))
  })
})

test('JSON may be asked for by scripts with validators and credentials', async () => {
  const { status, headers } = await site.ask('/world.json', { origin: 'https://reader.example' }, 'OPTIONS')
  expect([status, headers['access-control-allow-origin']]).toEqual([204, '*'])
  expect(headers['access-control-allow-headers']).toContain('If-None-Match')
  const got = await site.ask('/world', { accept: 'application/feed+json' })
  expect(got.headers['access-control-expose-headers']).toContain('ETag')
  expect(await site.ask('/world.json/../x', {}, 'OPTIONS')).toMatchObject({ status: 405 })
})

test('JSON may be read by the scripts of any page, and nothing else may', async () => {
  const origin = { origin: 'https://reader.example' }
  expect((await site.ask('/world.json', origin)).headers['access-control-allow-origin']).toBe('*')
  expect((await site.ask('/world.rss', origin)).headers['access-control-allow-origin']).toBeUndefined()
})

test.each(['/world.rss', '/healthz', '/nothing', '/world'])(
  'HEAD %s is GET without the body',
  async (target) => {
    const got = await site.ask(target)
    const head = await site.ask(target, {}, 'HEAD')
    expect(head.body).toHaveLength(0)
    expect(head.status).toBe(got.status)
    for (const name of ['content-type', 'etag', 'vary', 'last-modified'])
      expect(head.headers[name]).toBe(got.headers[name])
  },
)

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])('%s is refused', async (method) => {
  const { status, headers } = await site.ask('/world.rss', {}, method)
  expect(status).toBe(405)
  expect(headers['allow']).toBe('GET, HEAD')
})

test.each([
  '/../headwater.db',
  '/%2e%2e/headwater.db',
  '/..%2fheadwater.db',
  '/..%5cheadwater.db',
  '/public/../../headwater.db',
  '//etc/passwd',
  '/./../../../etc/passwd',
  '/world.rss/../../headwater.db',
  '/world.rss%00.html',
  '/.world.rss.0123456789ab.tmp',
  '/__proto__',
  '/constructor',
  '/world.RSS',
  '/world.exe',
  '*',
])('%s leads nowhere', async (target) => {
  const { status, body } = await site.ask(target)
  expect([400, 404]).toContain(status)
  expect(body.toString()).toMatch(/^(not found|not an address)\n$/)
})

test('links and files of other kinds are not served', async () => {
  const own = await ownSite()
  symlinkSync(path.join(own.publicDir, '..', 'headwater.db'), path.join(own.publicDir, 'link.rss'))
  writeFileSync(path.join(own.publicDir, 'notes.txt'), 'private')
  expect(await own.ask('/link.rss')).toMatchObject({ status: 404 })
  expect(await own.ask('/notes.txt')).toMatchObject({ status: 404 })
})

describe('health', () => {
  test('is told in words', async () => {
    const own = await ownSite({ health: async () => ({ ready: false, reason: 'no run has finished yet' }) })
    expect(await own.ask('/healthz')).toMatchObject({ status: 200 })
    const { status, body, headers } = await own.ask('/readyz')
    expect(status).toBe(503)
    expect(headers['cache-control']).toBe('no-store')
    expect(JSON.parse(body.toString())).toEqual({ ready: false, reason: 'no run has finished yet' })
  })

  test('is ready when nobody says otherwise', async () => {
    expect(await site.ask('/readyz')).toMatchObject({ status: 200 })
  })
})

test('metrics are there when there are any', async () => {
  const own = await ownSite({ metrics: async () => 'headwater_runs_total 1' })
  const { status, headers, body } = await own.ask('/metrics')
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(body.toString()).toBe('headwater_runs_total 1\n')
  expect(await site.ask('/metrics')).toMatchObject({ status: 404 })
})

test('pages are asked for what is no file, under a policy that runs nothing foreign', async () => {
  const pages: NonNullable<ServeOptions['pages']> = async (target, query) =>
    target === '/story'
      ? { status: 200, contentType: 'text/html', body: `<p>${query.get('id') ?? ''}</p>` }
      : undefined
  const own = await ownSite({ pages })
  const { status, headers, body } = await own.ask('/story?id=7')
  expect([status, body.toString()]).toEqual([200, '<p>7</p>'])
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect((await own.ask('/world.rss')).body.toString()).toBe(feedText('rss'))
  expect(await own.ask('/other')).toMatchObject({ status: 404 })
})

test('a page stands before the list of feeds, and may say more than its bytes', async () => {
  const own = await ownSite({
    pages: async (target) =>
      target === '/'
        ? { status: 200, contentType: 'text/html', body: 'front', headers: { 'Cache-Control': 'max-age=60' } }
        : { status: 303, contentType: 'text/html', body: '', headers: { Location: '/' } },
  })
  const { headers, body } = await own.ask('/')
  expect([body.toString(), headers['cache-control'], headers['content-length']]).toEqual([
    'front',
    'max-age=60',
    '5',
  ])
  expect(await own.ask('/away')).toMatchObject({ status: 303, headers: { location: '/' } })
})

test('a page whose bytes the reader has is not sent again', async () => {
  const own = await ownSite({ pages: async () => ({ status: 200, contentType: 'text/html', body: 'same' }) })
  const { headers } = await own.ask('/page')
  const again = await own.ask('/page', { 'if-none-match': `"old", W/${headers.etag ?? ''}` })
  expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, headers.etag])
  expect(await own.ask('/page', { 'if-none-match': '"old"' })).toMatchObject({ status: 200 })
})

test('a page that breaks is a 500 that tells nothing', async () => {
  const own = await ownSite({ pages: async () => Promise.reject(new Error('secret')) })
  const { status, body } = await own.ask('/story')
  expect([status, body.toString()]).toEqual([500, 'something went wrong\n'])
})

describe('a file that is replaced', () => {
  const replace = (own: Site, text: string): void => {
    const temporary = path.join(own.publicDir, '.world.rss.0123456789ab.tmp')
    writeFileSync(temporary, text)
    renameSync(temporary, path.join(own.publicDir, 'world.rss'))
  }

  test('is new with the next request', async () => {
    const own = await ownSite()
    const { headers } = await own.ask('/world.rss')
    replace(own, 'new')
    const after = await own.ask('/world.rss', { 'if-none-match': headers.etag ?? '' })
    expect([after.status, after.body.toString()]).toEqual([200, 'new'])
    expect(after.headers.etag).not.toBe(headers.etag)
  })

  test('by the same bytes keeps its tag and its date', async () => {
    const own = await ownSite()
    const { headers } = await own.ask('/world.rss')
    replace(own, feedText('rss'))
    utimesSync(path.join(own.publicDir, 'world.rss'), 1, 1)
    const after = await own.ask('/world.rss')
    expect(after.headers.etag).toBe(headers.etag)
    expect(after.headers['last-modified']).toBe(headers['last-modified'])
  })

  test('or added is there with the next request', async () => {
    const own = await ownSite()
    expect(await own.ask('/sport.rss')).toMatchObject({ status: 404 })
    writeFileSync(path.join(own.publicDir, 'sport.rss'), 'sport')
    expect(await own.ask('/sport.rss')).toMatchObject({ status: 200 })
  })
})

test('a folder that is not there yet has no files and is no failure', async () => {
  const own = await ownSite({ publicDir: path.join(site.publicDir, 'later') })
  expect(await own.ask('/world.rss')).toMatchObject({ status: 404 })
  expect(await own.ask('/healthz')).toMatchObject({ status: 200 })
})

describe('a bad client', () => {
  test('that never ends its header is let go', async () => {
    const own = await ownSite({ patienceMs: 200 })
    expect(await own.sendRaw('GET /world.rss HTTP/1.1\r\nHost: a\r\n')).toMatch(/^(HTTP\/1\.1 408 |$)/)
    expect(await own.ask('/world.rss')).toMatchObject({ status: 200 })
  })

  test('with a header of 16 KiB is refused', async () => {
    const wide = `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(16 * 1024)}\r\n\r\n`
    expect(await site.sendRaw(wide)).toMatch(/^HTTP\/1\.1 431 /)
  })

  test('that speaks no HTTP is refused', async () => {
    expect(await site.sendRaw('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  })
})

test('an address that is taken is a UsageError that names it', async () => {
  const port = Number(new URL(site.url).port)
  const second = createServer({ host: '127.0.0.1', port, publicDir: site.publicDir, log })
  await expect(second.listen()).rejects.toBeInstanceOf(UsageError)
  await expect(createServer({ host: '127.0.0.1', port, publicDir: '.', log }).listen()).rejects.toThrow(
    `cannot listen on 127.0.0.1:${port}`,
  )
})
