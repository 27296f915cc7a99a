/** The page reader over the rest of the web: what each answer means, one request a page, and its budget. */
import nock from 'nock'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFetcher } from '../src/fetch/create-fetcher.ts'
import { parseCanonicalUrl, type CanonicalUrl } from '../src/model/canonical-url.ts'
import type { Fetcher } from '../src/model/fetch-outcome.ts'
import { limits } from '../src/model/limits.ts'
import { createPageReader, createPageThread, type PageThread } from '../src/read-page.ts'

const site = 'http://dispatch.example'
const http = {
  contact: undefined,
  timeoutMs: 5000,
  concurrency: 4,
  perHost: 4,
  allowPrivate: [],
  hosts: { 'dispatch.example': '127.0.0.1:80' },
}
const body = `<html><head><title>A bridge opens</title></head><body><article>${'<p>The bridge over the Vanne opened on Monday, four months late.</p>'.repeat(12)}</article></body></html>`

let fetcher: Fetcher
let thread: PageThread

beforeAll(() => {
  thread = createPageThread(10_000, { publishersBefore: [], publishersAfter: [] })
})
afterAll(() => thread.close())

const address = (path: string): CanonicalUrl => {
  const url = parseCanonicalUrl(`${site}${path}`)
  if (url === undefined) throw new Error(path)
  return url
}

beforeEach(() => {
  nock.disableNetConnect()
  nock(site).get('/robots.txt').optionally().reply(404)
  const named = { http, limits, userAgent: 'Headwater/test', namedUrls: [], now: () => 0 }
  fetcher = createFetcher({ ...named, feedSpacingMs: 0, pageSpacingMs: 0 })
})

afterEach(async () => {
  await fetcher.close()
  nock.cleanAll()
  nock.enableNetConnect()
})

describe('an answer', () => {
  test('of 200 and HTML is a page with its text', async () => {
    nock(site).get('/bridge').reply(200, body, { 'content-type': 'text/html; charset=utf-8' })
    const reader = createPageReader(fetcher, thread)
    reader.reset(10)
    const outcome = await reader.fetchPage(address('/bridge'))
    expect(outcome).toMatchObject({ kind: 'page', page: { title: 'A bridge opens' } })
    expect(outcome.kind === 'page' ? outcome.page.text : '').toContain('four months late')
  })

  test.each([
    [401, 'blocked'],
    [403, 'blocked'],
    [429, 'blocked'],
    [451, 'blocked'],
    [404, 'absent'],
    [410, 'absent'],
    [500, 'unreachable'],
  ])('of %i is no page: %s', async (status, why) => {
    nock(site).get('/bridge').times(3).reply(status, 'no')
    const reader = createPageReader(fetcher, thread)
    reader.reset(10)
    expect(await reader.fetchPage(address('/bridge'))).toMatchObject({ kind: 'noPage', why })
  })

  test('of another type is no page', async () => {
    nock(site).get('/bridge').reply(200, '%PDF-1.7', { 'content-type': 'application/pdf' })
    const reader = createPageReader(fetcher, thread)
    reader.reset(10)
    const outcome = await reader.fetchPage(address('/bridge'))
    expect(outcome).toMatchObject({ kind: 'noPage', message: 'not a web page: application/pdf' })
  })
})

test('a page is asked for once a run', async () => {
  const scope = nock(site).get('/bridge').once().reply(200, body, { 'content-type': 'text/html' })
  const reader = createPageReader(fetcher, thread)
  reader.reset(10)
  const [first, second] = [
    await reader.fetchPage(address('/bridge')),
    await reader.fetchPage(address('/bridge')),
  ]
  expect(second).toBe(first)
  expect(scope.isDone()).toBe(true)
})

test('a page over the budget is not asked for, and the answer says so', async () => {
  const reader = createPageReader(fetcher, thread)
  reader.reset(0)
  const outcome = await reader.fetchPage(address('/bridge'))
  expect(outcome).toEqual({
    kind: 'noPage',
    why: 'unreachable',
    message: "not asked: this run's 0 pages are used up",
  })
})

describe('the time for pages', () => {
  /** A web where every page takes half a minute and brings nothing. */
  function slowReader(): ReturnType<typeof createPageReader> {
    let nowMs = 0
    const message = 'timed out after 30 s'
    const unsaid = { status: undefined, retryAfterSeconds: undefined }
    const slow: Fetcher = {
      async fetch() {
        nowMs += 30_000
        return { kind: 'failed', reason: 'timeout', message, ...unsaid }
      },
      close: () => Promise.resolve(),
    }
    const reader = createPageReader(slow, thread, () => nowMs)
    reader.reset(500)
    return reader
  }
  const pageOf = (host: string, number: number): CanonicalUrl => {
    const url = parseCanonicalUrl(`https://${host}/${number}`)
    if (url === undefined) throw new Error(host)
    return url
  }
  const messageOf = async (reader: ReturnType<typeof slowReader>, url: CanonicalUrl): Promise<string> => {
    const outcome = await reader.fetchPage(url)
    return outcome.kind === 'noPage' ? outcome.message : ''
  }

  test('of one host is a minute a run', async () => {
    const reader = slowReader()
    for (const number of [1, 2])
      expect(await messageOf(reader, pageOf('slow.example', number))).toMatch(/30 s/)
    expect(await messageOf(reader, pageOf('slow.example', 3))).toBe(
      "not asked: this run's 60 s for pages of slow.example are used up",
    )
    expect(await messageOf(reader, pageOf('other.example', 1))).toBe('timed out after 30 s')
    reader.reset(500)
    expect(await messageOf(reader, pageOf('slow.example', 3))).toBe('timed out after 30 s')
  })

  test('of all hosts together is ten minutes a run', async () => {
    const reader = slowReader()
    const messages: string[] = []
    for (let host = 0; host < 21; host += 1)
      messages.push(await messageOf(reader, pageOf(`h${host}.example`, 1)))
    expect(messages.filter((message) => message.startsWith('timed out'))).toHaveLength(20)
    expect(messages.at(-1)).toBe("not asked: this run's 10 minutes for pages are used up")
  })
})
