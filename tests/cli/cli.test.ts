/** The command line as typed: what goes to standard output, what to standard error, and the exit code. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { renderCliPage } from '../../src/cli-page.ts'
import { commandTable } from '../../src/command-table.ts'
import { loadSettings } from '../../src/config/load-settings.ts'
import { parseOpml } from '../../src/config/opml.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'headwater-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inFolder = (name: string): string => path.join(folder, name)
const write = (name: string, text: string): string => {
  writeFileSync(inFolder(name), text)
  return inFolder(name)
}

interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

async function headwater(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const script = ['--disable-warning=ExperimentalWarning', path.join(root, 'src/cli.ts')]
  const child = spawn(process.execPath, [...script, ...words], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = Promise.withResolvers<number | null>()
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk))
  child.once('error', ended.reject)
  child.once('close', (code) => ended.resolve(code))
  return { code: await ended.promise, out, err }
}

const names = Object.keys(commandTable)

describe('help', () => {
  test.each([['--help'], ['-h'], ['help']])('%s lists every command on standard output', async (word) => {
    const { code, out, err } = await headwater([word])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect([...out.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name]) => name)).toEqual(names)
    expect(out).toContain('Exit codes: 0 done, 1 done with failures or findings, 2 could not run.')
  })

  test('without a command the same help goes to standard error, and the exit code is 2', async () => {
    const [bare, asked] = await Promise.all([headwater([]), headwater(['--help'])])
    expect(bare).toEqual({ code: 2, out: '', err: asked.out })
  })

  test.each(names)('%s --help tells usage, options and examples', async (name) => {
    const { code, out, err } = await headwater([name, '--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(new RegExp(`^usage: headwater ${name}\\b`))
    expect(out).toContain(`\nexamples:\n  headwater ${name}`)
    expect(readFileSync(path.join(root, 'docs/cli.md'), 'utf8')).toContain(out)
  })

  test.each(names)('help %s is the same as its --help', async (name) => {
    const [asked, own] = await Promise.all([headwater(['help', name]), headwater([name, '--help'])])
    expect(asked).toEqual(own)
    expect(asked.out).toMatch(/\nexit codes:\n {2}0 {2}\S.*\n {2}1 {2}\S.*\n {2}2 {2}\S/)
  })

  test('--version is that of package.json', async () => {
    const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
    const { code, out, err } = await headwater(['--version'])
    expect(manifest).toMatchObject({ version: out.trim() })
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  test('docs/cli.md is the page the commands make', async () => {
    expect(readFileSync(path.join(root, 'docs/cli.md'), 'utf8')).toBe(await renderCliPage())
  })
})

const slips: readonly (readonly [words: readonly string[], err: string])[] = [
  [['rn'], 'unknown command "rn" (did you mean "run"?); see headwater --help\n'],
  [['exprot'], 'unknown command "exprot" (did you mean "export"?); see headwater --help\n'],
  [['banana'], 'unknown command "banana"; see headwater --help\n'],
  [['constructor'], 'unknown command "constructor"; see headwater --help\n'],
  [['run', '--strct'], 'run: Unknown option \'--strct\' (did you mean "--strict"?)\n'],
  [['check', '--banana'], "check: Unknown option '--banana'\n"],
  [['run', '--config'], "run: Option '--config <value>' argument missing\n"],
  [['run', '--now=yes'], "run: Option '--now' does not take an argument\n"],
  [
    ['run', 'now'],
    'run: unexpected argument "now"; usage: headwater run [--config FILE] [--now] [--strict] [--dry-run] [--json]\n',
  ],
  [
    ['demo', 'x', 'y'],
    'demo: unexpected argument "x"; usage: headwater demo [--once] [--keep DIR] [--json]\n',
  ],
  [
    ['explain', 'one', 'two'],
    'explain: unexpected argument "two"; usage: headwater explain URL-or-story-id [--config FILE] [--json]\n',
  ],
  [
    ['import', 'one', 'two'],
    'import: unexpected argument "two"; usage: headwater import FILE.opml [--write] [--config FILE]\n',
  ],
  [['import'], 'import takes one OPML file\n'],
  [['explain'], 'explain takes one URL or story id\n'],
  [['run', '--nwo'], 'run: Unknown option \'--nwo\' (did you mean "--now"?)\n'],
  [['help', 'rn'], 'unknown command "rn" (did you mean "run"?); see headwater --help\n'],
  [['completion'], 'completion takes a shell: bash, zsh, fish\n'],
  [['completion', 'bsh'], 'completion: unknown shell "bsh" (did you mean "bash"?); one of bash, zsh, fish\n'],
  [
    ['status', '--log-level', 'bogus'],
    '--log-level: unknown level "bogus"; one of debug, info, warn, error, silent\n',
  ],
  [
    ['demo', '--once', '--log-level', 'wran'],
    '--log-level: unknown level "wran" (did you mean "warn"?); one of debug, info, warn, error, silent\n',
  ],
]

test.each(slips)('%j is refused with one line and exit code 2', async (words, err) => {
  expect(await headwater(words)).toEqual({ code: 2, out: '', err })
})

test('only these take a word', async () => {
  const commands = await Promise.all(Object.values(commandTable).map((load) => load()))
  const taking = commands.filter(({ positionals = 0 }) => positionals > 0)
  expect(taking.map(({ name, positionals }) => [name, positionals])).toEqual([
    ['preview', 1],
    ['explain', 1],
    ['import', 1],
    ['completion', 1],
  ])
})

const source = 'sources: https://a.example/feed\n'

const mistakes: readonly (readonly [name: string, yaml: string, finding: string])[] = [
  ['an unknown key', `${source}fedes: []\n`, '2:1: unknown key "fedes" (did you mean "feeds"?)'],
  [
    'a duplicate id',
    'sources:\n  - { id: a, url: https://a.example/ }\n  - { id: a, url: https://b.example/ }\n',
    '3:5: the id "a" already names the source at line 2',
  ],
  [
    'a bad cron',
    `${source}schedule: "* * * *  * * *"\n`,
    '2:11: schedule: expected a cron expression such as "*/5 * * * *" or a duration such as 15m, got "* * * *  * * *"',
  ],
  [
    'an unset variable',
    'sources: https://a.example/${HEADWATER_TEST_UNSET}\n',
    '1:28: the variable HEADWATER_TEST_UNSET is not set',
  ],
  [
    'a feed from nothing',
    'sources: { url: https://a.example/, tags: world }\nfeeds: { id: x, from: wrold }\n',
    '2:23: no source has the id or the tag "wrold" (did you mean "world"?)',
  ],
]

describe('a mistake in the configuration', () => {
  test.each(mistakes)('%s is told with its place', async (_name, yaml, finding) => {
    const file = write('mistake.yaml', yaml)
    expect(await headwater(['check', '--config', file])).toEqual({
      code: 2,
      out: '',
      err: `${file}:${finding}\n`,
    })
  })

  test.each(['run', 'start', 'serve', 'status', 'export'])('keeps %s from starting', async (name) => {
    const file = write('mistake.yaml', `${source}fedes: []\n`)
    const { code, out, err } = await headwater([name, '--config', file])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toBe(`${file}:2:1: unknown key "fedes" (did you mean "feeds"?)\n`)
  })

  test('a file that is not there is one too', async () => {
    const file = inFolder('none.yaml')
    const err = `${file}:1:1: cannot be read: no such file\n`
    expect(await headwater(['check', '--config', file])).toEqual({ code: 2, out: '', err })
  })
})

describe('check', () => {
  const yaml = 'sources:\n  - url: https://a.example/feed\n    every: 1m\n'
  const message = 'every: 1m is lengthened to 15m, the shortest polite interval'

  test('prints what it reads otherwise than written, and is content', async () => {
    const file = write('notice.yaml', yaml)
    expect(await headwater(['check', '--config', file])).toEqual({
      code: 0,
      out: `${file}:3:12: ${message}\n${file}: 1 sources, 1 feeds, no findings\n`,
      err: '',
    })
  })

  test('--json has the notices', async () => {
    const file = write('notice.yaml', yaml)
    const { out } = await headwater(['check', '--json', '--config', file])
    const answer: unknown = JSON.parse(out)
    expect(answer).toEqual({
      file,
      sources: 1,
      feeds: 1,
      findings: [],
      notices: [{ file, line: 3, column: 12, message }],
    })
  })
})

describe('import', () => {
  const list = write(
    'list.opml',
    `\uFEFF<opml version="2.0"><body>
<outline text="World News"><outline text="The A: &#10;evil: 1" xmlUrl="https://a.example/feed?x=1&amp;y=2"/></outline>
<outline text="B" xmlUrl="feed://b.example/\${HOME}"/><outline xmlUrl="https://c.example/"/>
</body></opml>`,
  )

  test('prints sources; titles are comments, never publishers', async () => {
    expect(await headwater(['import', list])).toEqual({
      code: 0,
      out: `sources:
  # The A:  evil: 1
  - url: https://a.example/feed?x=1&y=2
    tags: [world-news]
  # B
  - url: http://b.example/$\${HOME}
  - url: https://c.example/
`,
      err: '',
    })
  })

  test('what it prints is a configuration', async () => {
    const { out } = await headwater(['import', list])
    const { sources } = await loadSettings(write('imported.yaml', out), { HOME: 'secret' })
    expect(sources.map(({ url, publisher, tags }) => [url, publisher, tags])).toEqual([
      ['https://a.example/feed?x=1&y=2', undefined, ['world-news']],
      ['http://b.example/$%7BHOME%7D', undefined, []],
      ['https://c.example/', undefined, []],
    ])
  })

  test('--write adds them to the configuration and keeps every word of it', async () => {
    const before = '# my feeds\nsources:\n  - https://c.example/   # the best\n'
    const after = '\nfeeds: [{ id: all }] # one\n'
    const file = write('written.yaml', before + after)
    const { code, out, err } = await headwater(['import', list, '--write', '--config', file])
    expect([code, out, err]).toEqual([0, `${file}: 2 sources added, 1 were there already\n`, ''])
    const added = `  # The A:  evil: 1
  - url: https://a.example/feed?x=1&y=2
    tags: [world-news]
  # B
  - url: http://b.example/$\${HOME}
`
    expect(readFileSync(file, 'utf8')).toBe(before + added + after)
    const again = await headwater(['import', list, '--write', '--config', file])
    expect(again.out).toBe(`${file}: 0 sources added, 3 were there already\n`)
    expect(readFileSync(file, 'utf8')).toBe(before + added + after)
  })

  test('--write leaves a wrong configuration as it is', async () => {
    const text = 'sources:\n  - https://c.example/\nfedes: []\n'
    const file = write('wrong.yaml', text)
    const { code, err } = await headwater(['import', list, '--write', '--config', file])
    expect([code, err]).toEqual([2, `${file}:3:1: unknown key "fedes" (did you mean "feeds"?)\n`])
    expect(readFileSync(file, 'utf8')).toBe(text)
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  test('addresses that are none of the web are left out and named', async () => {
    write(
      'boat.opml',
      '<opml><body><outline xmlUrl="exec:x"/><outline xmlUrl="https://c.example/"/></body></opml>',
    )
    expect(await headwater(['import', 'boat.opml'])).toEqual({
      code: 1,
      out: 'sources:\n  - url: https://c.example/\n',
      err: 'boat.opml:1:13: left out, not an http or https address: exec:x\n',
    })
  })

  test.each([
    ['cut.opml', '<opml>\n<body>', 'cut.opml:2:7: the file ends before </opml>; it was cut off\n'],
    ['feed.opml', '<rss/>', 'feed.opml:1:1: not an OPML file: it starts with <rss>\n'],
    ['empty.opml', '<opml><body/></opml>', 'empty.opml: no feed in it\n'],
  ])('%s is refused by name', async (name, text, err) => {
    write(name, text)
    expect(await headwater(['import', name])).toEqual({ code: 2, out: '', err })
  })

  test('so is a file that is not there', async () => {
    expect(await headwater(['import', 'none.opml'])).toEqual({
      code: 2,
      out: '',
      err: 'none.opml: cannot be read: no such file\n',
    })
  })
})

describe('export', () => {
  const env = { HEADWATER_TEST_KEY: 's3cret' }
  write('secret-address', 'https://private.example/s3cret\n')
  const file = write(
    'export.yaml',
    `sources:
  - { url: https://a.example/feed, publisher: The A & B, tags: [world, coast] }
  - https://b.example/\${HEADWATER_TEST_KEY}.xml
  - { id: signed-in, url: "https://me:s3cret@c.example/feed" }
  - { id: private, urlFile: secret-address }
feeds: [{ id: all, title: Everything }, { id: some, formats: [json] }]
publish: { baseUrl: https://feeds.example/news/ }
`,
  )

  test('prints the sources without any secret and says what it left out', async () => {
    const { code, out, err } = await headwater(['export', '--config', file], env)
    expect(code).toBe(1)
    expect(out).not.toContain('s3cret')
    expect(parseOpml(out).map(({ url, title, tags }) => [url, title, tags])).toEqual([
      ['https://b.example/${HEADWATER_TEST_KEY}.xml', expect.stringMatching(/^b\.example-/), []],
      ['https://a.example/feed', 'The A & B', ['world', 'coast']],
    ])
    expect(err).toBe(
      'source "signed-in": left out, its address holds a secret\nsource "private": left out, its address holds a secret\n',
    )
  })

  test('is quiet where there is nothing to leave out', async () => {
    const { code, out, err } = await headwater(['export', '--config', write('plain.yaml', source)])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(parseOpml(out)).toMatchObject([{ url: 'https://a.example/feed', title: 'a.example-feed' }])
  })

  test('--feeds prints the addresses of what is published', async () => {
    const { code, out } = await headwater(['export', '--feeds', '--config', file], env)
    expect(code).toBe(0)
    expect(parseOpml(out)).toMatchObject([
      { url: 'https://feeds.example/news/all.rss', title: 'Everything' },
      { url: 'https://feeds.example/news/some.json', title: 'some' },
    ])
  })

  test('--feeds needs an address', async () => {
    expect(await headwater(['export', '--feeds', '--config', write('plain.yaml', source)])).toEqual({
      code: 2,
      out: '',
      err: 'publish.baseUrl is not set: the feeds have no address to export\n',
    })
  })
})
