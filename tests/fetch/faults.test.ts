/** Servers that break HTTP, stop talking, or talk for ever: weather, told in words, and never a throw. */
import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { FetchRequest } from '../../src/model/fetch-outcome.ts'
import { reply, serveBytes, serveSite, testFetcher } from './loopback.ts'
import type { Answer } from './loopback.ts'

const ok = 'HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n'
const feed = (url: string): FetchRequest => ({ url, kind: 'feed' })

describe('answers that are not proper HTTP', () => {
  test.each([
    ['no status line', '<rss></rss>', 'protocol'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2p1\r\n', 'protocol'],
    [
      'a chunk size that is no number',
      `${ok}transfer-encoding: chunked\r\n\r\nZZ\r\nhello\r\n0\r\n\r\n`,
      'protocol',
    ],
    [
      'a chunk size beyond all bounds',
      `${ok}transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\nx\r\n`,
      'protocol',
    ],
    ['a chunked body without end', `${ok}transfer-encoding: chunked\r\n\r\n5\r\n<rss>\r\n`, 'connect'],
    ['a body shorter than announced', `${ok}content-length: 500\r\n\r\n<rss>`, 'connect'],
    ['two lengths', `${ok}content-length: 5\r\ncontent-length: 9\r\n\r\nhello`, 'protocol'],
    ['a negative length', `${ok}content-length: -1\r\n\r\n`, 'protocol'],
    ['a header of 256 KiB', `${ok}x-big: ${'a'.repeat(256 * 1024)}\r\n\r\n`, 'protocol'],
    ['a zero byte in a header', `${ok}x-nul: a\0b\r\ncontent-length: 0\r\n\r\n`, 'protocol'],
    ['a status below 100', 'HTTP/1.1 099 Odd\r\n\r\n', 'protocol'],
    ['nothing at all', '', 'connect'],
  ])('%s', async (_what, bytes, reason) => {
    const site = await serveBytes(bytes)
    const outcome = await testFetcher().fetch(feed(`${site.url}/feed`))
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason,
      message: expect.stringContaining(`GET ${site.url}/feed`),
    })
  })

  test.each([
    ['HTTP/1.0 and a body that ends with the connection', 'HTTP/1.0 200 OK\r\n\r\n<rss/>'],
    [
      'a hint before the answer',
      `HTTP/1.1 103 Early Hints\r\nlink: </s.css>\r\n\r\n${ok}content-length: 6\r\n\r\n<rss/>`,
    ],
    [
      'leave to go on, before the answer and not asked for',
      `HTTP/1.1 100 Continue\r\nx-a: b\r\n\r\nHTTP/1.0 100 Go on\r\n\r\n${ok}content-length: 6\r\n\r\n<rss/>`,
    ],
    [
      '40 KiB of headers',
      `${ok}content-security-policy: ${'x'.repeat(40_000)}\r\ncontent-length: 6\r\n\r\n<rss/>`,
    ],
  ])('what is unusual but proper is read: %s', async (_what, bytes) => {
    const site = await serveBytes(bytes)
    expect(await testFetcher().fetch(feed(site.url))).toMatchObject({
      kind: 'fetched',
      body: Buffer.from('<rss/>'),
    })
  })

  test('a connection reset in the middle of the body', async () => {
    const site = await serveBytes((socket) => {
      socket.write(`${ok}content-length: 500\r\n\r\n<rss>`, () =>
        setTimeout(() => socket.resetAndDestroy(), 20),
      )
    })
    expect(await testFetcher().fetch(feed(site.url))).toMatchObject({ kind: 'failed', reason: 'connect' })
  })

  test('nobody listens', async () => {
    const site = await serveBytes('')
    const fetcher = testFetcher({ http: { hosts: { 'gone.example': '127.0.0.1:1' } } })
    const outcome = await fetcher.fetch(feed('http://gone.example/feed'))
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason: 'connect',
      message: 'connection refused: GET http://gone.example/feed',
    })
    expect(site.connections()).toBe(0)
  })

  test('a server that speaks no TLS', async () => {
    const site = await serveBytes('HTTP/1.1 400 Bad Request\r\n\r\n')
    const outcome = await testFetcher().fetch(feed(site.url.replace('http:', 'https:')))
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'tls' })
  })
})

describe('time', () => {
  /** Sends `text` byte by byte, for ever if need be. */
  const drip = (head: string) => (socket: Socket) => {
    socket.write(head)
    const timer = setInterval(() => socket.write('x'), 10)
    socket.on('close', () => clearInterval(timer))
  }

  test('a server that says nothing', async () => {
    const site = await serveBytes(() => {})
    const outcome = await testFetcher({ http: { timeoutMs: 100 } }).fetch(feed(`${site.url}/feed`))
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason: 'timeout',
      message: `timed out after 0.1 s: GET ${site.url}/feed`,
    })
  })

  test('a server that falls silent in the middle', async () => {
    const site = await serveBytes((socket) => void socket.write(`${ok}content-length: 99\r\n\r\n<rss>`))
    const outcome = await testFetcher({ http: { timeoutMs: 100 } }).fetch(feed(site.url))
    expect(outcome).toMatchObject({
      reason: 'timeout',
      message: expect.stringContaining('fell silent for 0.1 s'),
    })
  })

  test.each([
    ['its body', `${ok}content-length: 99999\r\n\r\n`],
    ['its headers', 'HTTP/1.1 200 OK\r\nx-slow: '],
  ])('a server that drips %s is stopped by the total', async (_what, head) => {
    const site = await serveBytes(drip(head))
    const outcome = await testFetcher({ limits: { totalTimeoutMs: 150 } }).fetch(feed(site.url))
    expect(outcome).toMatchObject({
      reason: 'timeout',
      message: expect.stringContaining('timed out after 0.2 s'),
    })
  })

  test('the total is shared by all hops of a fetch', async () => {
    const slowly: Answer = (request, response) => {
      const count = Number(request.url?.split('?')[1] ?? 0) + 1
      setTimeout(() => response.writeHead(302, { location: `/n?${count}` }).end(), 50)
    }
    const site = await serveSite({ '/n': slowly })
    const outcome = await testFetcher({ limits: { totalTimeoutMs: 130 } }).fetch(feed(`${site.url}/n`))
    expect(outcome).toMatchObject({ reason: 'timeout' })
    expect(site.seen.length).toBeLessThan(6)
  })

  test('hanging hosts delay nobody else', async () => {
    const hanging = await Promise.all(Array.from({ length: 5 }, () => serveBytes(() => {})))
    const site = await serveSite({ '/feed': reply(200, {}, 'fine') })
    const fetcher = testFetcher({ http: { concurrency: 6, timeoutMs: 300 } })
    const done: string[] = []
    const ask = async (name: string, url: string): Promise<void> => {
      await fetcher.fetch(feed(url))
      done.push(name)
    }
    await Promise.all([...hanging.map(({ url }) => ask('hanging', url)), ask('healthy', `${site.url}/feed`)])
    expect(done[0]).toBe('healthy')
  })
})

describe('size', () => {
  const small = { feedBytesMax: 20_000, pageBytesMax: 10_000 }
  test.each([
    ['a feed at its ceiling', 'feed', Buffer.alloc(20_000), 'fetched'],
    ['a feed beyond it', 'feed', Buffer.alloc(20_001), 'failed'],
    ['a page at its ceiling', 'page', Buffer.alloc(10_000), 'fetched'],
    ['a page beyond it', 'page', Buffer.alloc(10_001), 'failed'],
  ] as const)('%s', async (_what, kind, body, expected) => {
    const site = await serveSite({ '/x': reply(200, {}, body) })
    const outcome = await testFetcher({ limits: small }).fetch({ url: `${site.url}/x`, kind })
    expect(outcome.kind).toBe(expected)
  })

  test('a bomb is reported for what it is', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000))
    const site = await serveSite({ '/x': reply(200, { 'content-encoding': 'gzip' }, bomb) })
    expect(await testFetcher({ limits: small }).fetch(feed(`${site.url}/x`))).toMatchObject({
      kind: 'failed',
      reason: 'tooLarge',
      message: `larger than 20 KiB: GET ${site.url}/x`,
    })
  })

  test('a damaged body is reported as such', async () => {
    const half = gzipSync('<rss/>'.repeat(500)).subarray(0, 40)
    const site = await serveSite({ '/x': reply(200, { 'content-encoding': 'gzip' }, half) })
    expect(await testFetcher().fetch(feed(`${site.url}/x`))).toMatchObject({
      reason: 'decode',
      message: `the compressed body ends too early: GET ${site.url}/x`,
    })
  })

  test.each([
    ['the frame of a chunk', `${ok}transfer-encoding: chunked\r\n\r\n1;`, 'a'.repeat(10_000)],
    ['hints before an answer', '', 'HTTP/1.1 103 Early Hints\r\nlink: </s.css>\r\n\r\n'.repeat(200)],
  ])('bytes that are no body end, too: %s', async (_what, start, more) => {
    const site = await serveBytes((socket) => {
      socket.write(start)
      const push = (): void => {
        while (!socket.destroyed && socket.write(more));
      }
      socket.on('drain', push)
      push()
    })
    const limits = { feedBytesMax: 500_000, pageBytesMax: 10_000 }
    expect(await testFetcher({ limits }).fetch(feed(site.url))).toMatchObject({ reason: 'tooLarge' })
  })

  test('a server that closes as soon as it has sent all is heard to the end, however slow the unpacking', async () => {
    const noise = randomBytes(1_000_000)
    const packed = gzipSync(noise)
    const site = await serveBytes((socket) => {
      const headers = `${ok}content-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`
      socket.end(Buffer.concat([Buffer.from(headers), packed]))
    })
    const outcome = await testFetcher().fetch(feed(site.url))
    expect(outcome.kind === 'fetched' && noise.equals(outcome.body)).toBe(true)
  })

  test('a server that sends for ever is cut off', async () => {
    let closed = false
    const site = await serveBytes((socket) => {
      socket.write(`${ok}transfer-encoding: chunked\r\n\r\n`)
      const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
      const push = (): void => {
        while (!socket.destroyed && socket.write(chunk));
      }
      socket.on('drain', push)
      socket.on('close', () => (closed = true))
      push()
    })
    expect(await testFetcher({ limits: small }).fetch(feed(site.url))).toMatchObject({ reason: 'tooLarge' })
    await expect.poll(() => closed).toBe(true)
  })
})

describe('giving up', () => {
  test.each([
    ['before it starts', 0],
    ['while it waits for an answer', 30],
  ])('a caller may stop a fetch %s', async (_what, afterMs) => {
    const site = await serveBytes(() => {})
    const controller = new AbortController()
    if (afterMs === 0) controller.abort()
    else setTimeout(() => controller.abort(), afterMs)
    const outcome = await testFetcher().fetch({ ...feed(`${site.url}/feed`), signal: controller.signal })
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason: 'aborted',
      message: `stopped: GET ${site.url}/feed`,
    })
  })

  test('in the middle of a body', async () => {
    const site = await serveBytes((socket) => void socket.write(`${ok}content-length: 99\r\n\r\n<rss>`))
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    const outcome = await testFetcher().fetch({ ...feed(site.url), signal: controller.signal })
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'aborted' })
  })

  test('while robots.txt is on its way', async () => {
    const site = await serveBytes(() => {})
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 30)
    const outcome = await testFetcher().fetch({ url: site.url, kind: 'page', signal: controller.signal })
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'aborted' })
  })

  test('closing the fetcher ends everything under way and waiting', async () => {
    const site = await serveBytes(() => {})
    const fetcher = testFetcher({ http: { perHost: 1 } })
    const fetches = [1, 2, 3].map(() => fetcher.fetch(feed(site.url)))
    setTimeout(() => void fetcher.close(), 30)
    for (const outcome of await Promise.all(fetches))
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'aborted' })
    expect(await fetcher.fetch(feed(site.url))).toMatchObject({ kind: 'failed', reason: 'aborted' })
  })
})

describe('connections kept alive', () => {
  test('one the server closed while it lay idle is replaced without a word', async () => {
    let connections = 0
    const site = await serveBytes((socket) => {
      connections += 1
      const answer = `${ok}content-length: 6\r\nconnection: keep-alive\r\n\r\n<rss/>`
      socket.write(answer)
      // The second request on this connection finds it closing.
      socket.on('data', () => socket.end())
    })
    const fetcher = testFetcher({ http: { perHost: 1 } })
    for (const path of ['/1', '/2']) {
      expect(await fetcher.fetch(feed(site.url + path))).toMatchObject({ kind: 'fetched' })
    }
    expect(connections).toBe(2)
  })
})
