/** `feeds:` of a configuration: which sources each draws from, what filters mean, what is there unsaid. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadSettings } from '../../src/config/load-settings.ts'
import type { EntryFilter, FeedSettings } from '../../src/model/settings.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'headwater-feeds-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sources = `sources:
  - { id: ferry-post, url: https://ferry.example/feed, tags: [sea, world] }
  - { id: hill-post, url: https://hill.example/feed, tags: land }
  - { id: valley-wire, url: https://valley.example/feed, tags: [land, world] }
`

async function feedsOf(yaml: string): Promise<readonly FeedSettings[]> {
  const file = path.join(folder, 'headwater.yaml')
  writeFileSync(file, `${sources}${yaml}`)
  const { feeds } = await loadSettings(file, {})
  return feeds
}

async function feedOf(keys: string): Promise<FeedSettings> {
  const [feed] = await feedsOf(`feeds:\n  - { id: world, ${keys} }\n`)
  return feed ?? expect.fail('no feed')
}

const errorOf = (yaml: string): Promise<string> =>
  feedsOf(yaml).then(
    () => 'no error',
    (reason: unknown) => (reason instanceof Error ? reason.message.replace(/^.*?headwater\.yaml:/, '') : ''),
  )

describe('what is not said', () => {
  test('without feeds there is one of everything', async () => {
    const feeds = await feedsOf('')
    expect(feeds).toHaveLength(1)
    expect(feeds[0]).toMatchObject({
      id: 'all',
      title: 'All stories, each once',
      sourceIds: ['ferry-post', 'hill-post', 'valley-wire'],
      duplicates: 'all',
      related: 'link',
      keep: 'original',
      holdMs: 0,
      content: 'full',
      limit: 100,
      maxAgeMs: 7 * 24 * 3_600_000,
      formats: ['rss', 'atom', 'json'],
      credits: true,
      languages: [],
      include: [],
      exclude: [],
    })
  })

  test('a feed without a title is called by its id', async () => {
    expect((await feedOf('limit: 3')).title).toBe('world')
  })
})

describe('from', () => {
  test.each([
    ['a source', 'from: hill-post', ['hill-post']],
    ['a tag', 'from: world', ['ferry-post', 'valley-wire']],
    ['several, in the order of the sources', 'from: [land, sea]', ['ferry-post', 'hill-post', 'valley-wire']],
    ['the same twice', 'from: [land, hill-post]', ['hill-post', 'valley-wire']],
  ])('%s', async (_, keys, ids) => {
    expect((await feedOf(keys)).sourceIds).toEqual(ids)
  })

  test('a name nothing has is told with the nearest', async () => {
    expect(await errorOf('feeds:\n  - { id: world, from: [sea, lands] }\n')).toBe(
      '6:30: no source has the id or the tag "lands" (did you mean "land"?)',
    )
  })

  test('an empty list is told', async () => {
    expect(await errorOf('feeds:\n  - { id: world, from: [] }\n')).toContain(
      'from: names nothing; leave it out for every source',
    )
  })
})

describe('a list or a single word', () => {
  test('formats are named once each', async () => {
    expect((await feedOf('formats: [json, rss, json]')).formats).toEqual(['json', 'rss'])
    expect((await feedOf('formats: atom')).formats).toEqual(['atom'])
  })

  test('languages are primary subtags, once each', async () => {
    expect((await feedOf('language: [en-GB, EN, pt-BR]')).languages).toEqual(['en', 'pt'])
    expect((await feedOf('language: de')).languages).toEqual(['de'])
  })
})

describe('an id', () => {
  test.each([
    ['world.dropped', 'an id must not end in ".dropped": that name belongs to the audit feeds'],
    ['world.archive-3', 'an id must not end in ".archive-3": that name belongs to the archives'],
    [
      'World News',
      'expected an id of lower-case letters, digits, dots and dashes (did you mean "world-news"?)',
    ],
    ['../world', 'expected an id of lower-case letters'],
  ])('%j is refused', async (id, said) => {
    expect(await errorOf(`feeds:\n  - { id: "${id}" }\n`)).toContain(said)
  })

  test('names one feed only', async () => {
    expect(await errorOf('feeds:\n  - id: world\n  - id: land\n  - id: world\n')).toContain(
      'the id "world" already names the feed at line 6',
    )
  })
})

/** Which fields a filter asks, and whether each takes the word. */
const takes = (filter: EntryFilter, word: string): Record<string, boolean> =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, pattern]) =>
      typeof pattern === 'object' && 'test' in pattern ? [[name, pattern.test(word)]] : [],
    ),
  )

describe('filters', () => {
  test('a plain word is looked for in title, text and category', async () => {
    const { include } = await feedOf('include: ferry')
    expect(include.map((filter) => takes(filter, 'The Ferry leaves'))).toEqual([
      { title: true },
      { text: true },
      { category: true },
    ])
  })

  test('keys of one filter hold together, lists are alternatives', async () => {
    const { include } = await feedOf('include: [{ title: [ferry, harbour], url: "/news/" }]')
    expect(include.map((filter) => takes(filter, 'harbour /news/1'))).toEqual([
      { title: false, url: true },
      { title: true, url: true },
    ])
  })

  test('several filters are alternatives', async () => {
    const { exclude } = await feedOf('exclude: [{ category: sponsored }, { author: robot }]')
    expect(exclude.map((filter) => Object.keys(filter))).toEqual([['category'], ['author']])
  })

  test.each([
    ['no key', 'include: [{}]', 'a filter needs one of title, text, url, author, category, words'],
    ['an empty list', 'include: [{ title: [] }]', 'an empty list matches nothing'],
    ['an unknown key', 'include: [{ titel: x }]', 'did you mean "title"?'],
    [
      'bounds the wrong way round',
      'include: [{ words: { min: 9, max: 3 } }]',
      'words: min 9 is more than max 3',
    ],
  ])('with %s are told', async (_, keys, said) => {
    expect(await errorOf(`feeds:\n  - { id: world, ${keys} }\n`)).toContain(said)
  })

  test('a list under several keys that multiplies without end is told', async () => {
    const list = `[${Array.from({ length: 30 }, (_, at) => `w${at}`).join(', ')}]`
    expect(
      await errorOf(`feeds:\n  - { id: world, include: [{ title: ${list}, text: ${list} }] }\n`),
    ).toContain('more than 500 combinations')
  })
})
