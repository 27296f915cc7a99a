/** Child of the benchmark: a loopback server of many small feeds, nine of ten of which have not changed. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/** One feed in ten changed: its ETag moves with every answer, so that no conditional request can match. */
const changedEvery = 10
const itemsPerFeed = 15

function makeFeed(seed: number): string {
  const items = Array.from({ length: itemsPerFeed }, (_, index) => {
    const text = `Report ${seed}-${index} from the valley: the weir at mile ${index + seed} was opened at dawn. `
    return `<item><title>Report ${seed}-${index}</title><link>https://valley.example/${seed}/${index}</link><guid>${seed}-${index}</guid><description>${text.repeat(8)}</description></item>`
  })
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Valley ${seed}</title><link>https://valley.example/</link><description>d</description>${items.join('')}</channel></rss>`
}

/** Compressed once: the server must not be what is measured. */
const bodies = Array.from({ length: 50 }, (_, seed) => gzipSync(makeFeed(seed)))

const counts = { notModified: 0, fetched: 0 }
const server = createServer((request, response) => {
  const number = Number(request.url?.split('/').at(-1) ?? 0)
  const changed = number % changedEvery === 0
  const etag = changed ? `"c${number}-${counts.fetched}"` : `"s${number}"`
  if (!changed && request.headers['if-none-match'] === etag) {
    counts.notModified += 1
    response.writeHead(304, { ETag: etag }).end()
    return
  }
  counts.fetched += 1
  const body = bodies[number % bodies.length]
  response
    .writeHead(200, { ETag: etag, 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' })
    .end(body)
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('message', () => {
  process.send?.({ ...counts })
  counts.notModified = 0
  counts.fetched = 0
})
process.on('disconnect', () => process.exit(0))
