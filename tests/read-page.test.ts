/** The page reader over the rest of the web: what each answer means, one request a page, and its budget. */
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFetcher } from '../src/fetch/create-fetcher.ts'
import { parseCanonicalUrl, type CanonicalUrl } from '../src/model/canonical-url.ts'
import type { Fetcher } from '../src/model/fetch-outcome.ts'
import { limits } from '../src/model/limits.ts'
import { createPageReader } from '../src/read-page.ts'

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
    const reader = createPageReader(fetcher)
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
    const reader = createPageReader(fetcher)
    reader.reset(10)
    expect(await reader.fetchPage(address('/bridge'))).toMatchObject({ kind: 'noPage', why })
  })

  test('of another type is no page', async () => {
    nock(site).get('/bridge').reply(200, '%PDF-1.7', { 'content-type': 'application/pdf' })
    const reader = createPageReader(fetcher)
    reader.reset(10)
    const outcome = await reader.fetchPage(address('/bridge'))
    expect(outcome).toMatchObject({ kind: 'noPage', message: 'not a web page: application/pdf' })
  })
})

test('a page is asked for once a run', async () => {
  const scope = nock(site).get('/bridge').once().reply(200, body, { 'content-type': 'text/html' })
  const reader = createPageReader(fetcher)
  reader.reset(10)
  const [first, second] = [
    await reader.fetchPage(address('/bridge')),
    await reader.fetchPage(address('/bridge')),
  ]
  expect(second).toBe(first)
  expect(scope.isDone()).toBe(true)
})

test('a page over the budget is not asked for, and the answer says so', async () => {
  const reader = createPageReader(fetcher)
  reader.reset(0)
  const outcome = await reader.fetchPage(address('/bridge'))
  expect(outcome).toEqual({
    kind: 'noPage',
    why: 'unreachable',
    message: "not asked: this run's 0 pages are used up",
  })
})
