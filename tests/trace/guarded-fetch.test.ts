/** The manners of the resolvers: budget, pace, and servers that are left alone after they failed. */
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import type { FetchOutcome } from '../../src/model/fetch-outcome.ts'
import {
  createGuardedFetch,
  type Circuit,
  type GuardedFetch,
  type Manners,
} from '../../src/trace/resolvers/guarded-fetch.ts'

const manners: Manners = { requestsMax: 10, spacingMs: 1_000, failuresMax: 2, coolMs: 60_000 }
const [one, two] = ['https://one.example/list', 'https://two.example/list']

const fetched = (body: Uint8Array): FetchOutcome => ({
  kind: 'fetched',
  url: one,
  hops: [],
  validators: { etag: undefined, lastModified: undefined },
  freshForSeconds: undefined,
  status: 200,
  contentType: undefined,
  body,
  wireBytes: body.length,
})
const failed: FetchOutcome = {
  kind: 'failed',
  reason: 'status',
  message: 'answered 500',
  status: 500,
  retryAfterSeconds: undefined,
}

let clockMs = 0
let asked: string[] = []
let waits: number[] = []
let outcome: FetchOutcome = failed
let circuits = new Map<string, Circuit>()

beforeEach(() => {
  clockMs = 1_000_000
  asked = []
  waits = []
  outcome = fetched(new TextEncoder().encode('text'))
  circuits = new Map()
})

function makeGuard(changes: Partial<Manners> = {}, name = 'lists'): GuardedFetch {
  const tools = {
    fetcher: {
      fetch: ({ url }: { url: string }) => (asked.push(url), Promise.resolve(outcome)),
      close: () => Promise.resolve(),
    },
    now: () => clockMs,
    wait: (ms: number) => (waits.push(ms), Promise.resolve()),
    circuits: {
      get: (server: string) => circuits.get(server),
      set: (server: string, circuit: Circuit | undefined) =>
        void (circuit === undefined ? circuits.delete(server) : circuits.set(server, circuit)),
    },
  }
  return createGuardedFetch(tools, name, { ...manners, ...changes })
}

const askAll = async (guard: GuardedFetch, count: number, base = one): Promise<readonly string[]> => {
  const kinds: string[] = []
  for (let n = 0; n < count; n += 1) kinds.push((await guard.ask(`${base}?${n}`)).kind)
  return kinds
}

test('a document is asked for once a run', async () => {
  const guard = makeGuard()
  await Promise.all([guard.ask(one), guard.ask(one)])
  expect(asked).toEqual([one])
  guard.reset()
  await guard.ask(one)
  expect(guard.requests).toBe(2)
})

describe('the budget', () => {
  test('is kept, says so, and is whole again in the next run', async () => {
    const guard = makeGuard({ requestsMax: 2 })
    expect(await askAll(guard, 4)).toEqual(['text', 'text', 'failed', 'failed'])
    expect(await guard.ask(`${one}?9`)).toMatchObject({
      why: expect.stringContaining('2 requests') as string,
    })
    guard.reset()
    expect(await askAll(guard, 1, two)).toEqual(['text'])
  })

  test('used up is no failure of the server', async () => {
    await askAll(makeGuard({ requestsMax: 1 }), 6)
    expect(circuits.size).toBe(0)
  })
})

describe('the pace', () => {
  test('is kept for each server by itself', async () => {
    const guard = makeGuard()
    await askAll(guard, 3)
    await guard.ask(two)
    expect(waits).toEqual([1_000, 2_000])
  })

  test('asks no patience of one who comes late', async () => {
    const guard = makeGuard()
    await guard.ask(one)
    clockMs += 5_000
    await guard.ask(two)
    await guard.ask(`${one}?later`)
    expect(waits).toEqual([])
  })
})

describe('a server that fails', () => {
  test('is left alone after the second time, and asked again when it has cooled', async () => {
    outcome = failed
    const guard = makeGuard()
    await askAll(guard, 5)
    expect(asked).toHaveLength(2)
    clockMs += 60_001
    outcome = fetched(new TextEncoder().encode('back'))
    expect(await guard.ask(`${one}?later`)).toEqual({ kind: 'text', text: 'back' })
    expect(circuits.size).toBe(0)
  })

  test('does not close the way to another', async () => {
    outcome = failed
    const guard = makeGuard()
    await askAll(guard, 3)
    await guard.ask(two)
    expect(asked.at(-1)).toBe(two)
  })

  test('is still left alone by the next process, and by this resolver only', async () => {
    outcome = failed
    await askAll(makeGuard(), 2)
    asked = []
    expect(await makeGuard().ask(one)).toMatchObject({ kind: 'failed' })
    expect(asked).toEqual([])
    await makeGuard({}, 'another').ask(one)
    expect(asked).toEqual([one])
  })

  test.each([
    [undefined, 60_000],
    [10, 60_000],
    [600, 600_000],
  ])('and asks to slow down (Retry-After %s) is left alone at once', async (retryAfterSeconds, coolMs) => {
    outcome = { kind: 'rateLimited', status: 429, retryAfterSeconds }
    const guard = makeGuard()
    await askAll(guard, 3)
    expect(asked).toHaveLength(1)
    expect([...circuits.values()]).toEqual([{ failures: 0, openUntilMs: clockMs + coolMs }])
  })

  test('with an answer nobody understands is blamed like any other', async () => {
    const guard = makeGuard()
    const isJson = (text: string): boolean => text.startsWith('{')
    const why = 'unexpected answer: text'
    for (const query of ['a', 'b'])
      expect(await guard.ask(`${one}?${query}`, isJson)).toEqual({ kind: 'failed', why })
    expect(await guard.ask(`${one}?c`, isJson)).not.toEqual({ kind: 'failed', why })
    expect(asked).toHaveLength(2)
  })
})

test('a gzipped list is unpacked, a broken one is a failure', async () => {
  outcome = fetched(gzipSync('<urlset/>'))
  const guard = makeGuard()
  expect(await guard.ask(one)).toEqual({ kind: 'text', text: '<urlset/>' })
  outcome = fetched(gzipSync('<urlset/>').subarray(0, 12))
  expect(await guard.ask(two)).toEqual({ kind: 'failed', why: 'not readable as gzip' })
})

test.each<readonly [FetchOutcome, string]>([
  [{ kind: 'gone', url: one, hops: [] }, 'gone (410)'],
  [
    { kind: 'refused', reason: '10.0.0.1 is not a public address', url: one },
    '10.0.0.1 is not a public address',
  ],
  [failed, 'answered 500'],
])('the reason is told: %o', async (answer, why) => {
  outcome = answer
  expect(await makeGuard().ask(one)).toEqual({ kind: 'failed', why })
})
