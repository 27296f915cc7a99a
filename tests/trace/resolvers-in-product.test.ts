/** Each resolver through the whole product: a repost names a publisher of the user's, and its page is found and linked. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import type { Origin } from '../../src/model/evidence.ts'
import type { ResolverName } from '../../src/model/settings.ts'
import { runOnce } from '../../src/pipeline.ts'
import { withContext } from '../end-to-end/run-here.ts'
import { originalUrl, startStubWeb, type StubWeb } from './stub-services.ts'

const hour = 3600 * 1000
const startMs = Date.UTC(2026, 4, 12, 8)

let web: StubWeb
let folder = ''
let clockMs = startMs

beforeEach(async () => {
  web = await startStubWeb(startMs)
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-resolvers-'))
  clockMs = startMs
})
afterEach(async () => {
  await web.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Outcome {
  readonly origin: Origin
  readonly requests: number
  /** The link that the published feed gives the story. */
  readonly link: string
}

async function runWith(resolver: ResolverName): Promise<Outcome> {
  const config = path.join(folder, 'headwater.yaml')
  writeFileSync(config, web.yaml(resolver, path.join(folder, 'state')))
  const options = { everySource: true, signal: AbortSignal.timeout(30_000), onProgress: () => undefined }
  return withContext(config, { now: () => clockMs }, async (context: Context) => {
    await runOnce(context, options)
    const ids = context.settings.sources.map(({ id }) => id)
    const views = await context.store.storiesSince(0, ids, 10)
    const view = views.find(({ members }) => members.some(({ article }) => article.sourceId === 'repost'))
    if (view === undefined) throw new Error('the repost has no story')
    const published = JSON.parse(readFileSync(path.join(context.publicDir, 'all.json'), 'utf8')) as {
      items: { id: string; url: string }[]
    }
    const item = published.items.find(({ id }) => id === view.story.id)
    const requests = context.resolvers.reduce((sum, one) => sum + one.requests, 0)
    return { origin: view.story.origin, requests, link: item?.url ?? '' }
  })
}

/** Level of what it finds, and the requests that takes besides the page itself. */
const expected: readonly (readonly [ResolverName, 'E3' | 'E4', number])[] = [
  // Its source is no `role: publisher`: found at hand, not confirmed by a list of its own.
  ['articles', 'E3', 0],
  ['publisherFeeds', 'E4', 1],
  ['newsSitemap', 'E4', 3],
  ['wordpress', 'E3', 1],
  ['searxng', 'E3', 1],
  ['bingNews', 'E3', 1],
  ['googleNews', 'E3', 1],
  ['gdelt', 'E3', 1],
]

test.each(expected)('%s leads to the original: %s with %i requests', async (resolver, level, requests) => {
  const found = await runWith(resolver)
  expect(found).toMatchObject({ origin: { level, url: originalUrl }, requests, link: originalUrl })
})

describe('without an answer', () => {
  test.each(expected.filter(([name]) => name !== 'articles'))(
    '%s leaves the publisher named and the link alone',
    async (resolver) => {
      web.failing.set('search.example', 503)
      web.failing.set('wirehouse.example', 503)
      const { origin, link } = await runWith(resolver)
      expect(origin).toMatchObject({ level: 'E1', claimed: { publisher: 'Wirehouse News' } })
      expect(origin.claimed?.url).toBeUndefined()
      expect(link).toBe(origin.url)
    },
  )

  test('a service that asked to slow down is not asked again by the next process within its time', async () => {
    web.failing.set('search.example', 429)
    await runWith('gdelt')
    const asked = (): number => web.asked.filter((one) => one.startsWith('search.example')).length
    expect(asked()).toBe(1)
    clockMs += 2 * hour
    expect((await runWith('gdelt')).origin.level).toBe('E1')
    expect(asked()).toBe(1)
    web.failing.clear()
    clockMs += 2 * hour
    expect((await runWith('gdelt')).origin).toMatchObject({ level: 'E3', url: originalUrl })
    expect(asked()).toBe(2)
  })
})

test('a found address whose page is not there yet is believed the day after, in place', async () => {
  web.online = false
  const before = await runWith('publisherFeeds')
  expect(before.origin.level).toBe('E1')
  web.online = true
  clockMs += 24 * hour
  expect((await runWith('publisherFeeds')).link).toBe(originalUrl)
})
