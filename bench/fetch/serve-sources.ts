/** Child of the benchmark: a loopback server of many small feeds, nine of ten of which have not changed. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/** One feed in ten changed: its ETag moves with every answer, so that no conditional request can match. */
const changedEvery = 10
const itemsPerFeed = 15
/** One item in five is an agency's, which six sources print word for word; the others are the source's own. */
const agencyEvery = 5
const agencyClients = 6

/** Deterministic, so that every client reads the same bytes: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const syllables = 'ba de fi go lu ma ne pi ro su ta ve wi zo kra ster mond lin har fen'.split(' ')
const functionWords = 'the of and to in a that for on with was by at from'.split(' ')

/** Like a language: few words are common, most are rare. */
function wordsOf(random: () => number): string {
  if (random() < 0.4) return functionWords[Math.floor(random() * functionWords.length)] ?? ''
  let number = Math.floor(20_000 * random() ** 3)
  let word = ''
  do {
    word += syllables[number % syllables.length] ?? ''
    number = Math.floor(number / syllables.length)
  } while (number > 0)
  return word
}

function sentence(random: () => number): string {
  const text = Array.from({ length: 8 + Math.floor(random() * 10) }, () => wordsOf(random)).join(' ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function makeItem(source: number, index: number): string {
  const isAgency = index % agencyEvery === 0
  const random = randomFrom(
    isAgency ? Math.floor(source / agencyClients) * 1_000 + index : source * 1_000_003 + index,
  )
  const title = sentence(random).slice(0, -1)
  const text = Array.from({ length: 9 }, () => sentence(random)).join(' ')
  const link = `https://s${source}.valley.example/${index}`
  return `<item><title>${title}</title><link>${link}</link><guid>${link}</guid><description>${text}</description></item>`
}

function makeFeed(source: number): string {
  const items = Array.from({ length: itemsPerFeed }, (_, index) => makeItem(source, index))
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Valley ${source}</title><link>https://s${source}.valley.example/</link><description>d</description>${items.join('')}</channel></rss>`
}

/** Compressed before the clients come: the server must not be what is measured. */
const bodies = Array.from({ length: Number(process.argv[2] ?? 5_000) }, (_, source) =>
  gzipSync(makeFeed(source), { level: 1 }),
)

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
