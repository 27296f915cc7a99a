/** A host nobody can connect to is left alone for a minute; one that answers anything is not. */
import { describe, expect, test } from 'vitest'
import type { LookupAll } from '../../src/fetch/resolve-name.ts'
import { UnreachableHosts } from '../../src/fetch/unreachable-hosts.ts'
import { reply, serveSite, testFetcher } from './loopback.ts'

const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' })

describe('a host', () => {
  test.each([
    ['is left alone after two attempts', [refused, refused], 0, true],
    ['is not after one', [refused], 0, false],
    ['is asked again after a minute', [refused, refused], 60_000, false],
    ['that resets connections is there', [refused, reset, refused], 0, false],
    ['whose error hides a cause', [new Error('outer', { cause: refused }), refused], 0, true],
  ])('%s', (_, errors, laterMs, isDown) => {
    let nowMs = 0
    const hosts = new UnreachableHosts(() => nowMs)
    for (const error of errors) hosts.noteError('dead.example', error)
    nowMs += laterMs
    expect(hosts.find('dead.example') !== undefined).toBe(isDown)
    expect(hosts.find('other.example')).toBeUndefined()
  })

  test('that answers is forgotten', () => {
    const hosts = new UnreachableHosts()
    for (const error of [refused, refused]) hosts.noteError('dead.example', error)
    hosts.noteAnswer('dead.example')
    expect(hosts.find('dead.example')).toBeUndefined()
  })

  test('is one of a thousand remembered at most', () => {
    const hosts = new UnreachableHosts()
    for (let index = 0; index < 2_000; index += 1)
      for (const error of [refused, refused]) hosts.noteError(`h${index}.example`, error)
    const known = Array.from({ length: 2_000 }, (_, index) => hosts.find(`h${index}.example`))
    expect(known.filter((error) => error !== undefined)).toHaveLength(1_024)
  })
})

test('the sources of a name nobody knows cost two look-ups, and each says why it failed', async () => {
  let lookups = 0
  const resolve: LookupAll = (_hostname, _options, callback) => {
    lookups += 1
    callback(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), [])
  }
  const fetcher = testFetcher({ resolve })
  for (let index = 0; index < 20; index += 1) {
    const url = `http://nowhere.example/${index}`
    expect(await fetcher.fetch({ url, kind: 'feed' })).toMatchObject({
      reason: 'dns',
      message: `no such host: GET ${url}`,
    })
  }
  expect(lookups).toBe(2)
})

test('a host that answers with errors is asked every time', async () => {
  const site = await serveSite({ '/feed': reply(500) })
  const fetcher = testFetcher({ namedUrls: [site.url] })
  for (let index = 0; index < 4; index += 1) await fetcher.fetch({ url: `${site.url}/feed`, kind: 'feed' })
  expect(site.seen).toHaveLength(4)
})
