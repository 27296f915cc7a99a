/** The keys under `trace:`: which resolvers are on, how they may ask, and what is wrong with a wrong value. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSettings } from '../../src/config/load-settings.ts'
import { ConfigError, explainError } from '../../src/model/errors.ts'
import type { TraceSettings } from '../../src/model/settings.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-trace-keys-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function load(yaml: string): Promise<TraceSettings['resolvers']> {
  const file = path.join(folder, 'headwater.yaml')
  writeFileSync(file, `sources: https://feeds.outlet.example/world.xml\n${yaml}`)
  return (await loadSettings(file, {})).trace.resolvers
}

const usual = { url: undefined, requestsMax: undefined, spacingMs: undefined }

test.each(['', 'trace: {}', 'trace: { resolvers: {} }'])(
  'unless said otherwise nobody but publishers is asked: %j',
  async (yaml) => {
    expect(await load(yaml)).toEqual({
      articles: usual,
      publisherFeeds: usual,
      newsSitemap: usual,
      wordpress: undefined,
      searxng: undefined,
      bingNews: undefined,
      googleNews: undefined,
      gdelt: undefined,
    })
  },
)

describe('a resolver', () => {
  test.each([
    ['articles: off', 'articles', undefined],
    ['newsSitemap: false', 'newsSitemap', undefined],
    ['wordpress: on', 'wordpress', usual],
    ['gdelt: true', 'gdelt', usual],
    ['publisherFeeds: { requests: 5 }', 'publisherFeeds', { ...usual, requestsMax: 5 }],
    [
      'bingNews: { url: "http://proxy.example", spacing: 0 }',
      'bingNews',
      { url: 'http://proxy.example/', requestsMax: undefined, spacingMs: 0 },
    ],
    ['googleNews: { spacing: 1m }', 'googleNews', { ...usual, spacingMs: 60_000 }],
    ['searxng: http://searx.example:8888', 'searxng', { ...usual, url: 'http://searx.example:8888' }],
    [
      'searxng: { url: "http://searx.example", requests: 9 }',
      'searxng',
      { ...usual, url: 'http://searx.example', requestsMax: 9 },
    ],
    ['searxng: off', 'searxng', undefined],
  ] as const)('%s', async (yaml, name, settings) => {
    const read = (await load(`trace: { resolvers: { ${yaml} } }`))[name]
    const plain = (url: string | undefined): string | undefined => url?.replace(/\/$/, '')
    expect(read && { ...read, url: plain(read.url) }).toEqual(
      settings && { ...settings, url: plain(settings.url) },
    )
  })

  test.each([
    ['searxng: on', /searxng/],
    ['searxng: { requests: 9 }', /searxng.*url|url.*searxng/],
    ['searxng: searx.example', /searxng/],
    ['bingnews: on', /unknown key "bingnews".*bingNews/],
    ['gdelt: maybe', /gdelt/],
    ['wordpress: { requests: 0 }', /wordpress\.requests/],
    ['wordpress: { url: "https://x.example" }', /unknown key "url"/],
    ['gdelt: { spacing: 5 }', /gdelt\.spacing.*unit/],
    ['articles: { requests: 5 }', /articles/],
  ])('%s is a mistake with its place', async (yaml, words) => {
    const failure = await load(`trace: { resolvers: { ${yaml} } }`).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ConfigError)
    expect(explainError(failure)).toMatch(words)
    expect(explainError(failure)).toMatch(/headwater\.yaml:2:\d+: /)
  })
})

test.each([0, 1, 7])('limits.originHopsMax: %i is taken', async (hops) => {
  const file = path.join(folder, 'hops.yaml')
  writeFileSync(file, `sources: https://feeds.outlet.example/world.xml\nlimits: { originHopsMax: ${hops} }\n`)
  expect((await loadSettings(file, {})).limits.originHopsMax).toBe(hops)
})
