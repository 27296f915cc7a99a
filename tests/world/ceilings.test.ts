/** Every ceiling of `limits` that a source can reach: it is told with the source, and what was published stays. */
import { deflateSync, gzipSync, brotliCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ferries, sends, watchProduct, type Answer } from './watch-product.ts'

const xml = { 'content-type': 'application/rss+xml' }
const head = '<?xml version="1.0"?><rss version="2.0"><channel><title>Lyng Shipping News</title>'
const feedOf = (items: string): string => `${head}${items}</channel></rss>`
const bigBytes = 300_000
const big = Buffer.from(
  feedOf(`<item><title>Log</title><description>${'a'.repeat(bigBytes)}</description></item>`),
)
/** Random enough not to shrink. */
const incompressible = Array.from({ length: 40_000 }, (_, index) =>
  Math.sin(index).toString(36).slice(3),
).join('')

/** Silence after what `begin` writes, until the other side gives up. */
const stalls =
  (begin: (response: Parameters<Answer>[0]) => void): Answer =>
  (response) =>
    begin(response)

/** One byte every 20 ms: each comes in time, the whole never. */
const drips: Answer = (response) => {
  response.writeHead(200, xml)
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}

interface Case {
  readonly what: string
  readonly limits?: Readonly<Record<string, unknown>>
  readonly answer: Answer
  readonly says: RegExp
}

/** The document is refused: a failure of the source. */
const failures: readonly Case[] = [
  {
    what: 'bytes of a body',
    limits: { feedBytesMax: '100KB' },
    answer: sends(big.toString()),
    says: /^larger than 98 KiB: GET http/,
  },
  {
    what: 'bytes a length announces',
    limits: { feedBytesMax: '100KB' },
    answer: (response) =>
      void response.writeHead(200, { ...xml, 'content-length': '5368709120' }).write(head),
    says: /^larger than 98 KiB/,
  },
  {
    what: 'bytes out of gzip',
    limits: { feedBytesMax: '100KB' },
    answer: (response) =>
      void response.writeHead(200, { ...xml, 'content-encoding': 'gzip' }).end(gzipSync(big)),
    says: /^larger than 98 KiB/,
  },
  {
    what: 'bytes out of brotli',
    limits: { feedBytesMax: '100KB' },
    answer: (response) =>
      void response.writeHead(200, { ...xml, 'content-encoding': 'br' }).end(brotliCompressSync(big)),
    says: /^larger than 98 KiB/,
  },
  {
    what: 'bytes out of deflate',
    limits: { feedBytesMax: '100KB' },
    answer: (response) =>
      void response.writeHead(200, { ...xml, 'content-encoding': 'deflate' }).end(deflateSync(big)),
    says: /^larger than 98 KiB/,
  },
  {
    what: 'compressed bytes',
    limits: { feedBytesMax: '50KB' },
    answer: (response) =>
      void response.writeHead(200, { ...xml, 'content-encoding': 'gzip' }).end(gzipSync(incompressible)),
    says: /^larger than 49 KiB/,
  },
  {
    what: 'codings on one another',
    answer: (response) =>
      void response.writeHead(200, { ...xml, 'content-encoding': 'gzip, gzip, gzip' }).end('x'),
    says: /^packed 3 times over: gzip, gzip, gzip/,
  },
  {
    what: 'redirects',
    limits: { redirectsMax: 2 },
    answer: (response, n) => void response.writeHead(302, { location: `/feed?hop=${n}` }).end(),
    says: /^gave up after 2 redirects: GET http/,
  },
  {
    what: 'time to the first byte',
    limits: { headersTimeoutMs: '200ms' },
    answer: stalls(() => undefined),
    says: /^timed out after 0\.2 s: GET/,
  },
  {
    what: 'silence within the body',
    limits: { headersTimeoutMs: '200ms' },
    answer: stalls((response) => void response.writeHead(200, xml).write(head)),
    says: /^fell silent for 0\.2 s: GET/,
  },
  {
    what: 'time of the whole',
    limits: { totalTimeoutMs: '300ms' },
    answer: drips,
    says: /^timed out after 0\.3 s: GET/,
  },
]

/** The rest of the document is read, and what was left out is told. */
const cuts: readonly (Case & { readonly items: number })[] = [
  {
    what: 'entries',
    limits: { feedEntriesMax: 3 },
    answer: sends(ferries(5)),
    says: /^there are more than 3 entries; the rest is left out$/,
    items: 3,
  },
  {
    what: 'bytes of an entry',
    limits: { entryBytesMax: '1KB' },
    answer: sends(
      feedOf(
        `<item><title>Log</title><link>http://lyng.example/log</link><description>${'word '.repeat(1_000)}</description></item>`,
      ),
    ),
    says: /larger than 1000 bytes/,
    items: 1,
  },
  {
    what: 'depth',
    limits: { xmlDepthMax: 10 },
    answer: sends(
      feedOf(
        `<item><title>Log</title><link>http://lyng.example/log</link>${'<x>'.repeat(20)}deep${'</x>'.repeat(20)}</item>`,
      ),
    ),
    says: /^elements are nested deeper than 10; the inner ones are left out$/,
    items: 1,
  },
  {
    what: 'attributes',
    limits: { xmlAttributesMax: 5 },
    answer: sends(
      feedOf(
        `<item ${Array.from({ length: 9 }, (_, index) => `a${index}="1"`).join(' ')}><title>Log</title><link>http://lyng.example/log</link></item>`,
      ),
    ),
    says: /^an element has more than 5 attributes; the others are left out$/,
    items: 1,
  },
  {
    what: 'bytes of an attribute',
    limits: { xmlAttributeBytesMax: '1KB' },
    answer: sends(
      feedOf(
        `<item note="${'n'.repeat(5_000)}"><title>Log</title><link>http://lyng.example/log</link></item>`,
      ),
    ),
    says: /^an attribute is longer than 1000 characters; it is left out$/,
    items: 1,
  },
  {
    what: 'the end of the document',
    answer: sends(ferries(3).slice(0, -60)),
    says: /^the document is cut off after 2 entries/,
    items: 2,
  },
]

describe('a source that reaches a ceiling', () => {
  test.each(failures)(
    '$what: fails, says so, and leaves what was published',
    async ({ limits = {}, answer, says }) => {
      let isReached = false
      const good = sends(ferries(2))
      const web: Record<string, Answer> = {
        '/feed': (response, n, visit) => (isReached ? answer : good)(response, n, visit),
      }
      for (const hop of [2, 3, 4])
        web[`/feed?hop=${hop}`] = (response) =>
          void response.writeHead(302, { location: `/feed?hop=${hop + 1}` }).end()
      const product = await watchProduct({ web, limits })
      await product.run(0)
      isReached = true
      const { sourcesFailed } = await product.run(1)
      expect(sourcesFailed.map(({ error }) => error)).toEqual([expect.stringMatching(says)])
      const { lastError, failuresInARow } = await product.state()
      expect([lastError, failuresInARow]).toEqual([expect.stringMatching(says), 1])
      expect(product.titles()).toHaveLength(2)
    },
  )

  test.each(cuts)('$what: is read up to there, and says so', async ({ limits = {}, answer, says, items }) => {
    const product = await watchProduct({ web: { '/feed': answer }, limits })
    const { sourcesFailed } = await product.run(0)
    const { problems, lastError } = await product.state()
    expect([sourcesFailed, lastError]).toEqual([[], undefined])
    expect(problems).toEqual(expect.arrayContaining([expect.stringMatching(says)]))
    expect(product.titles()).toHaveLength(items)
  })
})
