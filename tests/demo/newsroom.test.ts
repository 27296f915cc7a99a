/** The newsroom's own promises: its copies are what they claim to be, and its servers behave. */
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startNewsroom, type Newsroom } from '../../src/demo/newsroom.ts'
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

test('every feed answers, answers 304 when unchanged, and is compressed on request', async () => {
  const feeds = newsroom.yaml('/tmp/state').match(/http:\/\/[^\s"',}]+/g) ?? []
  expect(feeds.length).toBeGreaterThan(5)
  for (const feed of feeds) {
    const first = await get(feed, { 'accept-encoding': 'gzip' })
    expect([first.status, first.headers['content-encoding']]).toEqual([200, 'gzip'])
    const again = await get(feed, { 'if-none-match': String(first.headers['etag']) })
    expect(again.status).toBe(304)
  }
})
