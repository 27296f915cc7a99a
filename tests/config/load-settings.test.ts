/** Whole configurations: what a good one becomes, and what every kind of mistake is told. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { loadSettings } from '../../src/config/load-settings.ts'
import { renderSchemaFile } from '../../src/config/schema.ts'
import { ConfigError } from '../../src/model/errors.ts'
import type { Settings } from '../../src/model/settings.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'headwater-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = path.join(folder, 'headwater.yaml')

function load(yaml: string, env: Readonly<Record<string, string>> = {}): Promise<Settings> {
  writeFileSync(file, yaml)
  return loadSettings(file, env)
}

/** The findings without the folder, which is another one each time. */
async function findingsOf(yaml: string): Promise<readonly string[]> {
  const error: unknown = await load(yaml).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ConfigError)
  return (error as ConfigError).message.split('\n').map((line) => line.replace(`${file}:`, ''))
}

const source = 'sources: https://a.example/feed\n'

const mistakes: readonly (readonly [name: string, yaml: string, findings: readonly string[]])[] = [
  ['an unknown key', `sorces: 1\n${source}`, ['1:1: unknown key "sorces" (did you mean "sources"?)']],
  [
    'an unknown key deep inside',
    `${source}feeds:\n  - id: x\n    limt: 3\n`,
    ['4:5: unknown key "limt" (did you mean "limit"?)'],
  ],
  ['a duplicate key', `${source}state: a\nstate: b\n`, ['3:1: this key stands here a second time']],
  [
    'a duplicate source id',
    'sources:\n  - { id: a, url: https://a.example/ }\n  - { id: a, url: https://b.example/ }\n',
    ['3:5: the id "a" already names the source at line 2'],
  ],
  [
    'a derived id that is taken',
    'sources:\n  - { id: b.example, url: https://a.example/ }\n  - https://b.example/\n',
    [
      '3:5: the id derived from this address, "b.example", already names the source at line 2; give one of them another id',
    ],
  ],
  [
    'a duplicate feed id',
    `${source}feeds:\n  - id: x\n  - id: x\n`,
    ['4:9: the id "x" already names the feed at line 3'],
  ],
  [
    'a feed from nothing',
    'sources: [{ url: https://a.example/, tags: world }]\nfeeds: [{ id: x, from: wrold }]\n',
    ['2:24: no source has the id or the tag "wrold" (did you mean "world"?)'],
  ],
  [
    'a bad cron',
    `${source}schedule: "61 * * * *"\n`,
    [
      '2:11: schedule: expected a cron expression such as "*/5 * * * *" or a duration such as 15m, got "61 * * * *"',
    ],
  ],
  [
    'an unset variable',
    'sources:\n  - url: https://a.example/\n    headers: { A: "Bearer ${NOPE}" }\n',
    ['3:27: the variable NOPE is not set'],
  ],
  [
    'a wrong word',
    `${source}feeds: { id: x, keep: orignal }\n`,
    ['2:23: feeds.keep: expected original, earliest or longest, got "orignal" (did you mean "original"?)'],
  ],
  [
    'an expression that looks behind',
    `${source}feeds: { id: x, include: { title: "/(?<=a)b/" } }\n`,
    [
      '2:35: feeds.include.title: looking ahead or behind is not possible: a pattern is read in linear time, so that no text can hold it up',
    ],
  ],
  [
    'a number without its unit',
    `${source}defaults: { every: 15 }\n`,
    ['2:20: defaults.every: expected a duration such as 15m or 1h30m (a number needs its unit), got 15'],
  ],
  ['an unknown tag', `${source}state: !env x\n`, ['2:8: not valid YAML: Unresolved tag: !env']],
  ['a key of the language', `${source}__proto__: { x: 1 }\n`, ['2:1: unknown key "__proto__"']],
  [
    'a bare variable in a flow map',
    `${source}serve: { port: \${PORT} }\n`,
    [
      '2:17: not valid YAML: Unexpected flow-map-start at node end (a ${VARIABLE} inside { } or [ ] needs quotes)',
    ],
  ],
  [
    'a ceiling that is built in',
    `${source}limits: { candidatesMax: 3 }\n`,
    ['2:11: unknown key "candidatesMax"'],
  ],
  [
    'a length nothing can have',
    `${source}feeds: { id: x, exclude: { words: { min: 9, max: 3 } } }\n`,
    ['2:35: words: min 9 is more than max 3'],
  ],
  [
    'a hub without an address to tell it',
    `${source}publish: { websub: https://hub.example/ }\n`,
    ['2:20: websub needs baseUrl: a hub is told the address of a feed'],
  ],
  [
    'a base address with a query',
    `${source}publish: { baseUrl: "https://feeds.example/?x=1" }\n`,
    ['2:21: a base address has no query'],
  ],
  ['an empty file', '', ['1:1: the file is empty; it needs sources:']],
  ['no sources', 'state: x\n', ['1:1: sources: is missing']],
  [
    'an address without its scheme',
    'sources: a.example/feed\n',
    [
      '1:10: sources: expected an absolute http or https address (did you mean "https://a.example/feed"?), got "a.example/feed"',
    ],
  ],
]

describe('a mistake is told with its place', () => {
  test.each(mistakes)('%s', async (_name, yaml, findings) => {
    expect(await findingsOf(yaml)).toEqual(findings)
  })

  test('all mistakes of a file at once, in the order of the file', async () => {
    const found = await findingsOf(
      'sorces: 1\nschedule: never\nsources:\n  - { id: a, url: https://a.example/f }\n  - { id: a, url: "https://b.example/${X}" }\nfeeds: { id: x, from: b }\n',
    )
    expect(found.map((line) => line.split(':', 1)[0])).toEqual(['1', '2', '5', '5'])
  })

  test('a file that is not there', async () => {
    const missing = path.join(folder, 'none.yaml')
    await expect(loadSettings(missing, {})).rejects.toThrow(`${missing}:1:1: cannot be read: no such file`)
  })
})

describe('a good file', () => {
  test('as short as it gets: one address', async () => {
    const { sources, feeds, schedule } = await load(source)
    expect(sources).toMatchObject([{ id: 'a.example-feed', everyMs: 3_600_000, role: 'auto' }])
    expect(feeds).toMatchObject([
      { id: 'all', sourceIds: ['a.example-feed'], duplicates: 'all', credits: true },
    ])
    expect(schedule).toEqual({ cron: '*/5 * * * *' })
  })

  test('the environment fills in values, and an id derived from them does not show them', async () => {
    const { sources, serve } = await load(
      'sources: ["https://a.example/${KEY}.xml"]\nserve:\n  port: ${PORT}\n  host: "${H:-::1}"\n',
      { KEY: 'secret', PORT: '8081' },
    )
    expect(sources[0]?.url).toBe('https://a.example/secret.xml')
    expect(sources[0]?.id).not.toContain('secret')
    expect(serve).toEqual({ port: 8081, host: '::1' })
  })

  test('an OPML list is read beside the file; its folders are tags', async () => {
    writeFileSync(
      path.join(folder, 'subs.opml'),
      '<opml version="2.0"><body><outline text="World News"><outline type="rss" text="A" xmlUrl="https://a.example/feed"/></outline></body></opml>',
    )
    const { sources, feeds } = await load(
      'sources: { opml: subs.opml }\nfeeds: { id: x, from: world-news }\n',
    )
    expect(sources).toMatchObject([{ url: 'https://a.example/feed', tags: ['world-news'] }])
    expect(feeds[0]?.sourceIds).toEqual(['a.example-feed'])
  })

  test('secrets come from files', async () => {
    writeFileSync(path.join(folder, 'token'), 'Bearer x1\n')
    const { sources } = await load(
      'sources: { url: https://a.example/feed, headers: { AuthorizationFile: token } }\n',
    )
    expect(sources[0]?.headers['Authorization']).toBe('Bearer x1')
  })

  test('a shorter interval than is polite is lengthened', async () => {
    const { sources } = await load('sources: { url: https://a.example/feed, every: 1m }\n')
    expect(sources[0]?.everyMs).toBe(900_000)
  })

  test('the starter configuration loads without any environment', async () => {
    const { sources, feeds } = await loadSettings('config/headwater.yaml', {})
    expect(sources.every(({ url }) => new URL(url).hostname.endsWith('.example'))).toBe(true)
    expect(feeds.map(({ id }) => id)).toEqual(['all', 'world'])
  })
})

test('the committed JSON Schema is the one the code makes', () => {
  expect(readFileSync('config/headwater.schema.json', 'utf8')).toBe(renderSchemaFile())
})

describe('whatever the file holds', () => {
  const words = fc.constantFrom(
    'sources',
    'feeds',
    'http',
    ': ',
    '- ',
    '\n',
    '  ',
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '<<',
    '${',
    '"',
    '!x ',
    '|',
    '0',
    'id',
    '\t',
    '__proto__',
  )
  const junk = fc.oneof(
    fc.array(words, { maxLength: 40 }).map((parts) => parts.join('')),
    fc.string(),
    fc.json(),
  )

  test('settings or a ConfigError, nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(junk, async (text) => {
        const error: unknown = await load(text).then(
          () => undefined,
          (reason: unknown) => reason,
        )
        if (error !== undefined) expect(error).toBeInstanceOf(ConfigError)
      }),
      { numRuns: 500 },
    )
  })
})
