/** The newsroom's own promises: its copies are what they claim to be, and its servers behave. */
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startNewsroom, type Newsroom } from '../../src/demo/newsroom.ts'
import { outlets } from '../../src/demo/outlets.ts'
import { harbourPact, harbourPactSpun, lanternOriginal, lanternSpun } from '../../src/demo/texts.ts'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

let newsroom: Newsroom
beforeAll(async () => {
  newsroom = await startNewsroom({ nowMs: Date.UTC(2027, 0, 12, 9) })
})
afterAll(() => newsroom.close())

function get(address: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const url = new URL(address)
  const [host, port] = (newsroom.hosts[url.hostname] ?? '').split(':')
  return new Promise((resolve, reject) => {
    const sent = request(
      { host, port, path: url.pathname, headers: { ...headers, host: url.hostname } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}

const sentences = (paragraphs: readonly string[]): readonly string[] =>
  paragraphs
    .flatMap((paragraph) => paragraph.split(/(?<=[.!?”])\s+/))
    .filter((sentence) => sentence.length > 20)

test.each([
  [harbourPact, harbourPactSpun],
  [lanternOriginal, lanternSpun],
])('a spun text shares no whole sentence with its original', (original, spun) => {
  const known = new Set(sentences(original.paragraphs))
  expect(sentences(spun.paragraphs).filter((sentence) => known.has(sentence))).toEqual([])
})

test.each(outlets)('$name answers an unchanged feed with 304', async ({ host }) => {
  const first = await get(`http://${host}/feed`)
  expect(first.status).toBe(200)
  const again = await get(`http://${host}/feed`, { 'if-none-match': String(first.headers['etag']) })
  expect([again.status, again.body]).toEqual([304, ''])
})

test('a feed is compressed for a client that can read it', async () => {
  const { headers } = await get(`http://${outlets[0]?.host}/feed`, { 'accept-encoding': 'gzip' })
  expect(headers['content-encoding']).toBe('gzip')
})

test('an aggregator redirects with tracking parameters', async () => {
  const posting = outlets.find(({ style }) => style === 'aggregator')?.postings[0]
  const { status, headers } = await get(`http://roundup.example${posting?.path}`)
  expect([status, headers['location']]).toEqual([
    302,
    `${posting?.via}?utm_source=roundup&utm_medium=referral`,
  ])
})

test('the late original appears in the second round, and then every page resolves', async () => {
  const late = `http://heskfieldnotes.example/news/${lanternOriginal.slug}`
  expect((await get(late)).status).toBe(404)
  newsroom.advance()
  expect((await get(late)).status).toBe(200)
  for (const { host, postings } of outlets) {
    for (const { path, via, locked } of postings)
      expect((await get(via ?? `http://${host}${path}`)).status).toBe(locked === true ? 403 : 200)
  }
})
