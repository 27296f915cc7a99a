/** The dashboard before the first run: every page is there and says what is missing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSettingsAndNotices } from '../../../src/config/load-settings.ts'
import { openContext, type Context } from '../../../src/context.ts'
import { answerDashboard } from '../../../src/dashboard.ts'
import type { ServedPage } from '../../../src/serve/create-server.ts'
import { silent } from '../../end-to-end/run-here.ts'

let dir = ''
let context: Context
let addresses: ReadonlyMap<string, string>

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'headwater-empty-'))
  const file = path.join(dir, 'headwater.yaml')
  const urls = Array.from({ length: 150 }, (_, at) => `  - https://paper${at}.example/feed\n`).join('')
  writeFileSync(
    file,
    `sources:\n${urls}publish: { baseUrl: "https://feeds.example/news" }\nfeeds: [{ id: dashboard }, { id: all }]\n`,
  )
  const loaded = await loadSettingsAndNotices(file, {})
  addresses = loaded.addressesWritten
  context = await openContext(loaded.settings, silent)
})
afterAll(async () => {
  await context.close()
  rmSync(dir, { recursive: true, force: true })
})

async function ask(where: string): Promise<ServedPage | undefined> {
  const { pathname, searchParams: query } = new URL(where, 'http://host.example')
  return answerDashboard(context, pathname, { query, base: 'http://host.example', addresses })
}

test.each([
  ['/', 'No story yet'],
  ['/', 'none yet'],
  ['/', 'not published yet'],
  ['/dashboard/stories', 'No story fits'],
  ['/dashboard/dropped', 'Nothing was left out here'],
  ['/dashboard/dropped?feed=all', 'Nothing was left out here'],
  ['/dashboard/runs', 'No run has finished yet'],
  ['/dashboard/sources', 'not polled yet 150'],
  ['/dashboard/sources?health=fails', 'No source here'],
])('%s says "%s"', async (where, words) => {
  const page = await ask(where)
  expect(page?.status).toBe(200)
  expect(page?.body).toContain(words)
})

test('feeds are named under the base address of the configuration, and nothing has to be set', async () => {
  const page = await ask('/')
  expect(page?.body).toContain('href="feed:https://feeds.example/news/all.rss"')
  expect(page?.body).not.toContain('publish.baseUrl')
})

test('sources come sixty a page, each once', async () => {
  const seen: string[] = []
  for (const number of [1, 2, 3]) {
    const body = (await ask(`/dashboard/sources?page=${number}`))?.body ?? ''
    seen.push(...[...body.matchAll(/<code>(paper\d+[^<]*)<\/code>/g)].map(([, id = '']) => id))
  }
  expect([seen.length, new Set(seen).size]).toEqual([150, 150])
  expect((await ask('/dashboard/sources?page=3'))?.body).not.toContain('rel="next"')
  expect((await ask('/dashboard/sources?page=-1'))?.body).toContain('paper0.example')
})

test.each(['/dashboard', '/all', '/all.rss', '/healthz', '/dashboards/x'])(
  '%s is none of its pages',
  async (where) => {
    expect(await ask(where)).toBeUndefined()
  },
)
