/** A small loopback web whose feed can be made to fail in every way a feed was seen to fail. */
import { createServer, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

export type Fault =
  | 'none'
  | 'empty'
  | 'html'
  | 'serverError'
  | 'gone'
  | 'truncatedGzip'
  | 'slow'
  | 'huge'
  | 'moved'
  | 'guidsChanged'
  | 'oneMore'
  | 'notModifiedNewEtag'

export interface World {
  /** `http://127.0.0.1:port/feed`. */
  readonly feedUrl: string
  /** From the next request on. */
  setFault(fault: Fault): void
  close(): Promise<void>
}

/** Above every ceiling of `model/limits.ts` for one feed. */
const hugeBytes = 64 * 1024 * 1024

/** An RSS 2.0 feed of three articles, or more; `prefix` begins every guid. */
function feedXml(base: string, prefix: string, numbers = [1, 2, 3]): string {
  const items = numbers.map(
    (number) =>
      `<item><title>Ferry ${number} leaves Lyng</title><link>${base}/news/${number}</link><guid isPermaLink="false">${prefix}${number}</guid>` +
      `<description>Ferry number ${number} left Lyng at ${number}.15 with ${number * 41} passengers for Kap Sorrel.</description></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Lyng Shipping News</title><link>${base}/</link><description>Ferries</description>${items.join('')}</channel></rss>`
}

function sendHuge(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/rss+xml' })
  const chunk = Buffer.alloc(64 * 1024, ' ')
  let left = hugeBytes / chunk.length
  const pump = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= 1
      if (!response.write(chunk)) return void response.once('drain', pump)
    }
    response.end()
  }
  pump()
}

function sendFeed(response: ServerResponse, base: string, prefix = 'ferry-'): void {
  response.writeHead(200, { 'content-type': 'application/rss+xml', etag: '"one"' }).end(feedXml(base, prefix))
}

function misbehave(response: ServerResponse, fault: Fault, base: string): void {
  switch (fault) {
    case 'none':
      return sendFeed(response, base)
    case 'guidsChanged':
      return sendFeed(response, base, 'renumbered-')
    case 'oneMore':
      return void response
        .writeHead(200, { 'content-type': 'application/rss+xml' })
        .end(feedXml(base, 'ferry-', [1, 2, 3, 4]))
    case 'empty':
      return void response.writeHead(200, { 'content-type': 'application/rss+xml' }).end()
    case 'html':
      return void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Maintenance</title><p>Back soon.</p>')
    case 'serverError':
      return void response.writeHead(500).end('error\n')
    case 'gone':
      return void response.writeHead(410).end()
    case 'moved':
      return void response.writeHead(301, { location: `${base}/moved` }).end()
    case 'notModifiedNewEtag':
      return void response.writeHead(304, { etag: '"two"' }).end()
    case 'huge':
      return sendHuge(response)
    case 'slow':
      return void response
        .writeHead(200, { 'content-type': 'application/rss+xml' })
        .write('<?xml version="1.0"?>')
    case 'truncatedGzip': {
      const whole = gzipSync(feedXml(base, 'ferry-'))
      response.writeHead(200, { 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' })
      response.end(whole.subarray(0, Math.floor(whole.length / 2)))
    }
  }
}

/** Starts a sound world on a free port. `slow` never finishes its answer: the client or `close` ends it. */
export async function startWorld(): Promise<World> {
  let current: Fault = 'none'
  let base = ''
  const server = createServer((request, response) => {
    if (request.url === '/feed') return misbehave(response, current, base)
    if (request.url === '/moved') return sendFeed(response, base)
    response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('world: the server has no port')
  base = `http://127.0.0.1:${address.port}`
  return {
    feedUrl: `${base}/feed`,
    setFault: (fault) => {
      current = fault
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
