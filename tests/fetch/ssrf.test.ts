/** Tricks to reach inside: addresses in disguise, names that lead inside, redirects. A canary listens and must stay alone. */
import type { LookupAddress } from 'node:dns'
import { describe, expect, test } from 'vitest'
import type { LookupAll } from '../../src/fetch/resolve-name.ts'
import { reply, serveBytes, serveSite, testFetcher } from './loopback.ts'

const v4 = (address: string): LookupAddress => ({ address, family: 4 })
const v6 = (address: string): LookupAddress => ({ address, family: 6 })

/** What the names of this test's world resolve to. */
const zone: Readonly<Record<string, readonly LookupAddress[]>> = {
  'loop.example': [v4('127.0.0.1')],
  'six.example': [v6('::1')],
  'mapped.example': [v6('::ffff:127.0.0.1')],
  'compatible.example': [v6('::127.0.0.1')],
  'nat64.example': [v6('64:ff9b::7f00:1')],
  'metadata.example': [v4('169.254.169.254')],
  'several.example': [v4('10.0.0.1'), v4('192.168.0.1'), v6('fd00::1')],
  'zero.example': [v4('0.0.0.0')],
}

const resolve: LookupAll = (hostname, _options, callback) => {
  const addresses = zone[hostname] ?? (hostname === 'localhost' ? [v4('127.0.0.1'), v6('::1')] : undefined)
  if (addresses === undefined) callback(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), [])
  else callback(null, addresses)
}

/** Hosts of URLs that lead inside without any name server's help. */
const disguises = [
  '127.0.0.1',
  '127.1.2.3',
  '127.1',
  '2130706433',
  '0177.0.0.1',
  '0x7f000001',
  '0x7f.1',
  '0.0.0.0',
  '0',
  '127.0.0.1.',
  '%31%32%37.0.0.1',
  '１２７.0.0.1',
  '①②⑦.0.0.1',
  'user:pass@127.0.0.1',
  'good.example@127.0.0.1',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[fe80::1]',
  '[fd00::1]',
  '[ff02::1]',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  'localhost',
  'LOCALHOST',
  'localhost.',
  ...Object.keys(zone),
]

describe('with the port named by the user, so that only the address stands between', () => {
  test.each(disguises)('http://%s is refused', async (host) => {
    const canary = await serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nCANARY')
    const http = { allowPrivate: [] }
    const fetcher = testFetcher({ http, resolve, namedUrls: [canary.url] })
    for (const kind of ['feed', 'page'] as const) {
      const outcome = await fetcher.fetch({ url: `http://${host}:${canary.port}/`, kind })
      expect(outcome).toMatchObject({ kind: 'refused' })
    }
    expect(canary.connections()).toBe(0)
  })

  test.each(disguises)('a redirect to http://%s is refused', async (host) => {
    const canary = await serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nCANARY')
    // As raw UTF-8 on the wire, one character a byte.
    const location = Buffer.from(`http://${host}:${canary.port}/`).toString('latin1')
    const site = await serveSite({ '/': reply(302, { location }) })
    const http = { allowPrivate: [], hosts: { 'good.example': `127.0.0.1:${site.port}` } }
    const fetcher = testFetcher({ http, resolve, namedUrls: [canary.url] })
    const outcome = await fetcher.fetch({ url: 'http://good.example/', kind: 'feed' })
    expect(outcome).toMatchObject({ kind: 'refused' })
    expect(canary.connections()).toBe(0)
  })
})

describe('names', () => {
  test('a name with an allowed and a forbidden address is reached at the allowed one only', async () => {
    const site = await serveSite({ '/': reply(200, {}, 'fine') })
    const mixed: LookupAll = (_hostname, _options, callback) =>
      callback(null, [v4('127.0.0.2'), v4('10.0.0.1'), v6('::1'), v4('127.0.0.1')])
    const fetcher = testFetcher({ resolve: mixed, namedUrls: [site.url] })
    const outcome = await fetcher.fetch({ url: `http://mixed.example:${site.port}/`, kind: 'feed' })
    expect(outcome).toMatchObject({ kind: 'fetched' })
    expect(site.connections()).toBe(1)
  })

  test('a refusal says where the name leads', async () => {
    const fetcher = testFetcher({ http: { allowPrivate: [] }, resolve })
    expect(await fetcher.fetch({ url: 'http://metadata.example/', kind: 'feed' })).toEqual({
      kind: 'refused',
      reason: 'metadata.example leads to 169.254.169.254, which is not a public address',
      url: 'http://metadata.example/',
    })
  })

  test('a name that changes its address between two questions is asked once, and that answer is used', async () => {
    const canary = await serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nCANARY')
    const site = await serveSite({ '/': reply(200, {}, 'public') })
    let asked = 0
    // 127.0.0.2 stands for a public address here; the second answer would be the canary's.
    const rebinding: LookupAll = (_hostname, _options, callback) => {
      asked += 1
      callback(null, [v4(asked === 1 ? '127.0.0.2' : '127.0.0.1')])
    }
    const http = { allowPrivate: ['127.0.0.2'] }
    const fetcher = testFetcher({ http, resolve: rebinding, namedUrls: [canary.url, site.url] })
    const first = await fetcher.fetch({ url: `http://rebind.example:${canary.port}/`, kind: 'feed' })
    expect(first).toMatchObject({ kind: 'failed', reason: 'connect' })
    expect(asked).toBe(1)
    const second = await fetcher.fetch({ url: `http://rebind.example:${canary.port}/`, kind: 'feed' })
    expect(second).toMatchObject({ kind: 'refused' })
    expect(canary.connections()).toBe(0)
  })

  test('a name that leads nowhere is weather, not a refusal', async () => {
    const fetcher = testFetcher({ resolve })
    expect(await fetcher.fetch({ url: 'http://unknown.example/', kind: 'feed' })).toMatchObject({
      kind: 'failed',
      reason: 'dns',
      message: 'no such host: GET http://unknown.example/',
    })
  })
})

describe('schemes and ports', () => {
  test.each([
    'file:///etc/hosts',
    'ftp://good.example/feed',
    'gopher://good.example:6379/_x',
    'data:text/xml,<rss/>',
    'javascript:alert(1)',
    'unix:/run/docker.sock',
    'blob:http://good.example/1',
    'feed://good.example/',
    'not a url',
    '',
    'http://',
  ])('"%s" is refused', async (url) => {
    const outcome = await testFetcher({ resolve }).fetch({ url, kind: 'feed' })
    expect(outcome).toMatchObject({ kind: 'refused' })
  })

  test.each([22, 25, 6379, 8080, 9200])(
    'port %i of a public host is refused unless a source names it',
    async (port) => {
      const url = `http://93.184.216.34:${port}/`
      const controller = new AbortController()
      controller.abort()
      const refused = await testFetcher().fetch({ url, kind: 'feed' })
      expect(refused).toMatchObject({ kind: 'refused', reason: expect.stringContaining(`port ${port}`) })
      const named = testFetcher({ namedUrls: [`https://other.example:${port}/feed`] })
      // Aborted before it starts: that it is not refused shows that the port passed.
      const passed = await named.fetch({ url, kind: 'feed', signal: controller.signal })
      expect(passed).toMatchObject({ kind: 'failed', reason: 'aborted' })
    },
  )

  test('a host the user exempted may use any port', async () => {
    const site = await serveSite({ '/': reply(200, {}, 'fine') })
    const outcome = await testFetcher({ namedUrls: [] }).fetch({ url: site.url, kind: 'feed' })
    expect(outcome).toMatchObject({ kind: 'fetched' })
  })
})

describe('fixed addresses', () => {
  test('connect where http.hosts says, with the name in the request', async () => {
    const site = await serveSite({ '/x': reply(200, {}, 'fine') })
    const http = { allowPrivate: [], hosts: { 'courier.example': `127.0.0.1:${site.port}` } }
    const outcome = await testFetcher({ http }).fetch({ url: 'http://courier.example/x', kind: 'feed' })
    expect(outcome).toMatchObject({ kind: 'fetched', url: 'http://courier.example/x' })
    expect(site.seen[0]?.headers.host).toBe('courier.example')
  })

  test('exempt only that name: the address itself stays refused', async () => {
    const site = await serveSite({ '/x': reply(200, {}, 'fine') })
    const http = { allowPrivate: [], hosts: { 'courier.example': `127.0.0.1:${site.port}` } }
    const fetcher = testFetcher({ http, namedUrls: [site.url] })
    expect(await fetcher.fetch({ url: `${site.url}/x`, kind: 'feed' })).toMatchObject({ kind: 'refused' })
    expect(site.connections()).toBe(0)
  })
})
