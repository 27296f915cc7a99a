/** When a host has said often enough that it wants to be left alone, and for how long. */
import { describe, expect, test } from 'vitest'
import { RestingHosts, type SlowDown } from '../../src/fetch/resting-hosts.ts'
import { reply, serveSite, testFetcher } from './loopback.ts'

const said = (retryAfterSeconds?: number, status = 429): SlowDown => ({ status, retryAfterSeconds })

describe('a host', () => {
  test.each([
    ['that said it twice', [said(600), said(600)], undefined],
    ['that said it three times', [said(600), said(600), said(600)], said(600)],
    ['whose clock goes on', [said(600), said(598), said(590)], said(590)],
    ['whose sources have limits of their own', [said(600), said(3600), said(60)], undefined],
    ['that says it in two ways', [said(600), said(600, 503), said(600)], undefined],
    ['that does not say how long', [said(), said(), said()], said()],
    ['that says so now and then', [said(), said(600), said()], undefined],
  ])('%s', (_what, refusals, expected) => {
    const hosts = new RestingHosts(() => 5_000)
    for (const refusal of refusals) hosts.noteRefusal('a', refusal)
    expect([hosts.find('a'), hosts.find('b')]).toEqual([expected, undefined])
  })

  test('is asked again when its time is over, and forgotten when it answers', () => {
    let nowMs = 0
    const hosts = new RestingHosts(() => nowMs)
    for (let time = 0; time < 3; time += 1) hosts.noteRefusal('a', said(600))
    nowMs = 599_500
    expect(hosts.find('a')).toEqual(said(1))
    nowMs = 600_000
    expect(hosts.find('a')).toBeUndefined()
    hosts.noteRefusal('a', said(600))
    expect(hosts.find('a')).toEqual(said(600))
    hosts.noteAnswer('a')
    expect(hosts.find('a')).toBeUndefined()
  })

  test('that never says how long rests a minute, two, four, to an hour, with some luck', () => {
    let nowMs = 0
    const hosts = new RestingHosts(
      () => nowMs,
      () => 1,
    )
    const restsMs = Array.from({ length: 10 }, () => {
      hosts.noteRefusal('a', said())
      const startMs = nowMs
      while (hosts.find('a') !== undefined) nowMs += 1_000
      return nowMs - startMs
    })
    expect(restsMs.slice(0, 5)).toEqual([0, 0, 45_000, 90_000, 180_000])
    expect(restsMs.at(-1)).toBe(2_700_000)
  })

  test('thousands of hosts are not remembered for ever', () => {
    const hosts = new RestingHosts(() => 0)
    for (let index = 0; index < 2_000; index += 1)
      for (let time = 0; time < 3; time += 1) hosts.noteRefusal(`h${index}`, said(60))
    expect([hosts.find('h0'), hosts.find('h1999')]).toEqual([undefined, said(60)])
  })
})

test('of fifty sources of a host that refuses all, three ask; the others are told what those were told', async () => {
  const site = await serveSite(
    Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`/${index}`, reply(429, { 'retry-after': '1800' })]),
    ),
  )
  const fetcher = testFetcher({ http: { perHost: 1 } })
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, index) => fetcher.fetch({ url: `${site.url}/${index}`, kind: 'feed' })),
  )
  expect(site.seen).toHaveLength(3)
  for (const outcome of outcomes) {
    if (outcome.kind !== 'rateLimited') throw new Error(outcome.kind)
    expect(outcome.retryAfterSeconds).toBeGreaterThan(1_700)
  }
})
