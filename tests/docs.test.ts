/** What the documents say is so: links lead somewhere, configurations load, commands exist. */
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderCliPage } from '../src/cli-page.ts'
import { commandTable } from '../src/command-table.ts'
import { loadSettings } from '../src/config/load-settings.ts'

const root = path.resolve(import.meta.dirname, '..')
const pages = globSync(['{README,ARCHITECTURE,CONTRIBUTING,SECURITY,CHANGELOG}.md', 'docs/*.md'], {
  cwd: root,
}).toSorted()
const read = (page: string): string => readFileSync(path.join(root, page), 'utf8')

interface Block {
  readonly page: string
  readonly language: string
  readonly line: number
  readonly text: string
}

/** The fenced code of a page, with the line each block begins at. */
function blocksOf(page: string): readonly Block[] {
  const text = read(page)
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(({ index, 1: language = '', 2: code = '' }) => ({
    page,
    language,
    line: text.slice(0, index).split('\n').length,
    text: code,
  }))
}

/** The anchor a heading gets where these pages are read. */
function anchorsOf(page: string): readonly string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Every address in a page that is not on the web, without code. */
function relativeLinks(page: string): readonly string[] {
  const prose = read(page)
    .replaceAll(/^```.*?^```$/gms, '')
    .replaceAll(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
}

test.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/cli.md'])(
  '%s is there',
  (page) => {
    expect(pages).toContain(page)
  },
)

describe.each(pages)('%s', (page) => {
  test('links only to what is there', () => {
    const broken = relativeLinks(page).filter((link) => {
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? page : path.join(path.dirname(page), file)
      if (!existsSync(path.join(root, target))) return true
      return anchor !== undefined && !anchorsOf(target).includes(anchor)
    })
    expect(broken).toEqual([])
  })

  test('names no path of anyone’s machine', () => {
    expect(read(page)).not.toMatch(/(?<![\w.])\/(work|home|root|Users)\/|file:\/\/|[A-Z]:\\/)
  })

  test('names only npm scripts and commands there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Record<string, string> }
    const code = [...read(page).matchAll(/npm run (?:--silent |-s )*([\w:]+)(?: -- (\w+))?/g)]
    for (const [, script = '', command] of code) {
      expect(Object.keys(scripts)).toContain(script)
      if (script === 'headwater' && command !== undefined && command !== 'COMMAND')
        expect(Object.keys(commandTable)).toContain(command)
    }
  })
})

describe('the configurations that are shown', () => {
  const blocks = pages.flatMap(blocksOf).filter(({ language }) => /^ya?ml$/.test(language))
  let dir = ''
  beforeAll(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'headwater-docs-'))
    mkdirSync(path.join(dir, 'secrets'))
    const files: Readonly<Record<string, string>> = {
      'secrets/cookie': 'session=1\n',
      'secrets/address': 'https://private.example/feed\n',
      'secrets/headers': 'X-Key: 1\n',
      'subscriptions.opml':
        '<opml version="2.0"><body><outline type="rss" text="A" xmlUrl="https://a.example/feed"/></body></opml>\n',
    }
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(dir, name), text)
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  test('are found', () => {
    expect(blocks.length).toBeGreaterThan(0)
  })

  test.each(blocks.map((block) => [`${block.page}:${block.line}`, block] as const))(
    '%s loads',
    async (_place, { text }) => {
      const file = path.join(dir, 'headwater.yaml')
      // A part of a configuration is shown without the one key none can do without.
      const whole = /^sources:/m.test(text)
        ? text
        : `${text}sources: https://feeds.outlet.example/world.xml\n`
      writeFileSync(file, whole)
      const { sources } = await loadSettings(file, { PAID_TOKEN: 'token' })
      expect(sources.length).toBeGreaterThan(0)
    },
  )

  test('of the checkout loads too', async () => {
    await expect(loadSettings(path.join(root, 'config/headwater.yaml'), {})).resolves.toBeDefined()
  })
})

test('the first code of the README is two commands', () => {
  const [first] = blocksOf('README.md')
  const commands = first?.text.split('\n').filter((line) => line.trim() !== '') ?? []
  expect(first?.language).toBe('sh')
  expect(commands).toHaveLength(2)
  for (const command of commands) expect(command).toMatch(/^npm ci && npm /)
})

test('docs/cli.md is what the commands say of themselves', async () => {
  expect(read('docs/cli.md')).toBe(await renderCliPage())
})
