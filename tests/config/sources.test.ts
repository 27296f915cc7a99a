/** What stands under `sources:` and `overrides:`: headers and their files, OPML lists, pairs of addresses. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadSettingsAndNotices, type LoadedSettings } from '../../src/config/load-settings.ts'
import { ConfigError } from '../../src/model/errors.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'headwater-sources-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = path.join(folder, 'headwater.yaml')
const write = (name: string, text: string | Uint8Array): void => writeFileSync(path.join(folder, name), text)

function load(yaml: string): Promise<LoadedSettings> {
  write('headwater.yaml', yaml)
  return loadSettingsAndNotices(file, { TOKEN: 's3cret' })
}

/** Without the folder, which is another one each time. */
async function findingsOf(yaml: string): Promise<readonly string[]> {
  const error: unknown = await load(yaml).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ConfigError)
  return (error as ConfigError).message.replaceAll(`${folder}${path.sep}`, '').split('\n')
}

const entry = (rest: string): string => `sources:\n  - url: https://a.example/feed\n    ${rest}\n`

describe('headers', () => {
  const good: readonly (readonly [name: string, yaml: string, headers: Readonly<Record<string, string>>])[] =
    [
      ['written', 'headers: { Authorization: Bearer x }', { Authorization: 'Bearer x' }],
      ['with a variable', 'headers: { X-Key: "${TOKEN}" }', { 'X-Key': 's3cret' }],
      ['a number', 'headers: { X-Level: 5 }', { 'X-Level': '5' }],
      ['a truth', 'headers: { DNT: true }', { DNT: 'true' }],
      ['a value from a file', 'headers: { CookieFile: cookie }', { Cookie: 'a=1; b=2' }],
      ['a name that is File', 'headers: { File: x }', { File: 'x' }],
      ['a file of lines', 'headersFile: lines', { Authorization: 'Basic eA==', 'X-Note': 'a: b' }],
    ]
  write('cookie', 'a=1; b=2\n')
  write('lines', '# secrets\nAuthorization: Basic eA==\r\n\nX-Note:a: b\n')

  test.each(good)('%s', async (_name, yaml, headers) => {
    const { settings } = await load(entry(yaml))
    expect({ ...settings.sources[0]?.headers }).toEqual(headers)
  })

  write('bad-lines', 'Authorization: x\nno colon here\n: empty\nHost: b.example\n')
  mkdirSync(path.join(folder, 'sub'))
  write('two-lines', 'a\nInjected: b\n')
  write('latin', Uint8Array.of(0x61, 0xff, 0xfe))
  const bad: readonly (readonly [name: string, yaml: string, findings: readonly string[]])[] = [
    [
      'Host',
      'headers: { Host: b.example }',
      ['headwater.yaml:3:22: the header Host is set by Headwater itself'],
    ],
    [
      'a conditional header, in any case',
      'headers: { if-none-match: x }',
      ['headwater.yaml:3:31: the header if-none-match is set by Headwater itself'],
    ],
    ['a name with a blank', 'headers: { "a b": x }', ['headwater.yaml:3:23: "a b" is no header name']],
    [
      'a line break in the value, which is not shown',
      'headers: { X-A: "s3\\r\\nInjected: 1" }',
      ['headwater.yaml:3:21: the value of X-A has a character no header can hold'],
    ],
    [
      'a file of two lines as one value',
      'headers: { X-AFile: two-lines }',
      ['headwater.yaml:3:25: the value of X-A has a character no header can hold'],
    ],
    ['a file that is not there', 'headersFile: none', ['headwater.yaml:3:18: none: no such file']],
    ['a folder', 'headersFile: sub', ['headwater.yaml:3:18: sub: is a folder']],
    ['a file that is no text', 'headersFile: latin', ['headwater.yaml:3:18: latin: is not UTF-8 text']],
    [
      'lines that are no headers, each with its own place',
      'headersFile: bad-lines',
      [
        'bad-lines:2:1: expected a line such as "Authorization: Bearer …"',
        'bad-lines:3:1: expected a line such as "Authorization: Bearer …"',
        'headwater.yaml:3:18: the header Host is set by Headwater itself',
      ],
    ],
  ]

  test.each(bad)('%s is a mistake', async (_name, yaml, findings) => {
    const found = await findingsOf(entry(yaml))
    expect(found.toSorted()).toEqual(findings.toSorted())
  })
})

describe('an address from a file', () => {
  write('address', ' https://private.example/feed?key=s3cret \n')
  write('no-address', 'private.example\n')

  test('is read, and the file is one the settings depend on', async () => {
    const { settings, files } = await load('sources: { id: p, urlFile: address }\n')
    expect(settings.sources[0]?.url).toBe('https://private.example/feed?key=s3cret')
    expect(files).toEqual([file, path.join(folder, 'address')])
  })

  test.each([
    [
      '{ urlFile: address }',
      'headwater.yaml:1:10: a source with urlFile needs an id: one derived from its address would show the secret',
    ],
    [
      '{ id: p, urlFile: no-address }',
      'headwater.yaml:1:28: no-address holds no absolute http or https address',
    ],
    [
      '{ id: p, urlFile: address, url: "https://a.example/" }',
      'headwater.yaml:1:10: a source has one of url, urlFile, not all',
    ],
    ['{ id: p }', 'headwater.yaml:1:10: a source needs url, urlFile or opml'],
  ])('%s is a mistake', async (yaml, finding) => {
    expect(await findingsOf(`sources: ${yaml}\n`)).toEqual([finding])
  })
})

describe('an OPML list', () => {
  const outline = (address: string, rest = ''): string => `<outline text="x" xmlUrl="${address}"${rest}/>`
  const list = (body: string): string => `\uFEFF<opml version="2.0">\n<body>\n${body}\n</body></opml>`
  write(
    'list.opml',
    list(`${outline('https://a.example/feed', ' category="Coast"')}\n${outline('feed://b.example/rss')}`),
  )
  write('empty.opml', list(''))
  write('wrong.opml', list(outline('ftp://a.example/feed')))
  write('cut.opml', '<opml>\n<body>')

  test('its tags join those of the entry and of the defaults', async () => {
    const { settings } = await load(
      'defaults: { tags: d }\nsources: { opml: list.opml, tags: e, role: aggregator }\n',
    )
    expect(settings.sources).toMatchObject([
      { url: 'https://a.example/feed', tags: ['e', 'd', 'coast'], role: 'aggregator' },
      { url: 'http://b.example/rss', tags: ['e', 'd'] },
    ])
  })

  test('an entry of the YAML takes the place of the listed one and keeps its tags', async () => {
    const { settings } = await load(
      'sources:\n  - opml: list.opml\n  - { id: own, url: https://a.example/feed, publisher: The A, tags: mine }\n',
    )
    expect(settings.sources).toMatchObject([
      { id: 'b.example-rss' },
      { id: 'own', publisher: 'The A', tags: ['mine', 'coast'] },
    ])
  })

  test('without a feed it is a notice', async () => {
    const { notices } = await load('sources: [https://a.example/, { opml: empty.opml }]\n')
    expect(notices.map(({ line, column, message }) => [line, column, message])).toEqual([
      [1, 39, `${path.join(folder, 'empty.opml')} lists no feed`],
    ])
  })

  test.each([
    ['{ opml: none.opml }', 'headwater.yaml:1:18: none.opml: no such file'],
    ['{ opml: cut.opml }', 'cut.opml:2:7: the file ends before </opml>; it was cut off'],
    [
      '{ opml: wrong.opml }',
      'wrong.opml:3:1: expected an absolute http or https address, got "ftp://a.example/feed"',
    ],
    ['{ opml: list.opml, id: x }', 'headwater.yaml:1:33: id belongs to one source, not to a list of them'],
  ])('%s is a mistake', async (yaml, finding) => {
    expect(await findingsOf(`sources: ${yaml}\n`)).toContain(finding)
  })
})

describe('overrides', () => {
  const own = 'sources: https://a.example/feed\n'

  test('a list of three addresses is three pairs, canonical', async () => {
    const { settings } = await load(
      `${own}overrides: { sameStory: [["https://a.example/1#x", "https://b.example/2", "https://c.example/3"]] }\n`,
    )
    expect(settings.overrides.sameStory).toEqual([
      ['https://a.example/1', 'https://b.example/2'],
      ['https://a.example/1', 'https://c.example/3'],
      ['https://b.example/2', 'https://c.example/3'],
    ])
  })

  test('sites are read in lower case', async () => {
    const { settings } = await load(
      `${own}overrides: { origins: { Copies.Example: never, b.example: always } }\n`,
    )
    expect({ ...settings.overrides.origins }).toEqual({ 'copies.example': 'never', 'b.example': 'always' })
  })

  const pair = '[["https://a.example/1", "https://b.example/2"]]'
  test.each([
    [`{ sameStory: ${pair}, notSameStory: ${pair} }`, 'sameStory says that these addresses are one story'],
    ['{ sameStory: [["https://a.example/1"]] }', 'needs at least 2 entries'],
    [
      '{ origins: { "https://a.example/": never } }',
      'expected a site such as example.org, got "https://a.example/"',
    ],
    ['{ origins: { a.example: nevr } }', 'expected never or always, got "nevr" (did you mean "never"?)'],
  ])('%s is a mistake', async (yaml, message) => {
    const [finding, ...others] = await findingsOf(`${own}overrides: ${yaml}\n`)
    expect(finding).toMatch(/^headwater\.yaml:2:\d+: /)
    expect(finding).toContain(message)
    expect(others).toEqual([])
  })
})
