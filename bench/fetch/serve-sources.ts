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

/** For clients that know no ETag. */
const writtenOn = 'Mon, 02 Nov 2026 08:00:00 GMT'

const counts = { notModified: 0, fetched: 0 }
const server = createServer((request, response) => {
  const number = Number(request.url?.split('/').at(-1) ?? 0)
  const changed = number % changedEvery === 0
  const validators = changed
    ? { ETag: `"c${number}-${counts.fetched}"` }
    : { ETag: `"s${number}"`, 'Last-Modified': writtenOn }
  const { 'if-none-match': etag, 'if-modified-since': since } = request.headers
  if (!changed && (etag === undefined ? since === writtenOn : etag === validators.ETag)) {
    counts.notModified += 1
    response.writeHead(304, validators).end()
    return
  }
  counts.fetched += 1
  const headers = { ...validators, 'Content-Type': 'application/rss+xml', 'Content-Encoding': 'gzip' }
  response.writeHead(200, headers).end(bodies[number % bodies.length])
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('message', () => {
  process.send?.({ ...counts })
  counts.notModified = 0
  counts.fetched = 0
})
process.on('disconnect', () => process.exit(0))
