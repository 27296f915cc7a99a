/** docs/configuration.md: every key stands in it, nothing else does, and every example loads. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSettingsAndNotices } from '../../src/config/load-settings.ts'
import { parseDuration, parseSize } from '../../src/config/quantities.ts'
import { configJsonSchema } from '../../src/config/schema.ts'
import { limits } from '../../src/model/limits.ts'

const page = readFileSync('docs/configuration.md', 'utf8')

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Names of all properties anywhere in a JSON Schema. */
function propertyNames(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(propertyNames)
  if (!isRecord(node)) return []
  return Object.entries(node).flatMap(([key, inner]) =>
    key === 'properties' && isRecord(inner)
      ? [...Object.keys(inner), ...Object.values(inner).flatMap(propertyNames)]
      : propertyNames(inner),
  )
}

const names = [...new Set(propertyNames(configJsonSchema()))].toSorted()
/** First cells of table rows in backticks. */
const rows = [...page.matchAll(/^\| `(?<key>[^`]+)` \| (?<rest>.*) \|$/gm)].map(({ groups }) => ({
  key: groups?.['key'] ?? '',
  cells: (groups?.['rest'] ?? '').split(' | '),
}))

test('the schema has keys to look for', () => {
  expect(names.length).toBeGreaterThan(60)
})

test.each(names)('the key %s has a row', (name) => {
  expect(rows.map(({ key }) => key)).toContain(name)
})

test('no row is about a key that does not exist', () => {
  expect(rows.map(({ key }) => key).filter((key) => !names.includes(key))).toEqual([])
})

/** A top-level section of the schema against the tables under its heading. */
const sections = ['http', 'publish', 'serve', 'overrides', 'limits'] as const
const root = configJsonSchema()['properties']

test.each(sections)('the section %s lists exactly its keys, in order', (name) => {
  const part = page.split(/^## /m).find((text) => text.startsWith(`${name}\n`)) ?? ''
  const listed = [...part.matchAll(/^\| `([^`]+)` \|/gm)].map(([, key]) => key)
  const schema = isRecord(root) ? root[name] : undefined
  const properties = isRecord(schema) && isRecord(schema['properties']) ? schema['properties'] : {}
  expect(listed).toEqual(Object.keys(properties))
})

/** A ceiling as a person writes it, in the unit its name ends with. */
function readLimit(name: string, written: string): number | undefined {
  if (name.endsWith('BytesMax')) return parseSize(written)
  const ms = parseDuration(written)
  if (name.endsWith('Ms')) return ms
  return name.endsWith('SecondsMax') && ms !== undefined ? ms / 1_000 : Number(written)
}

/** Built in, no keys. */
const builtIn: ReadonlySet<string> = new Set(['candidatesMax', 'textCharactersMax'])
const adjustable = Object.entries(limits).filter(([name]) => !builtIn.has(name))

test.each(adjustable)('the default of limits.%s is %d', (name, value) => {
  const written = rows.find(({ key }) => key === name)?.cells[0] ?? ''
  expect(readLimit(name, written)).toBe(value)
})

describe('every example', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'headwater-page-'))
    mkdirSync(path.join(folder, 'secrets'))
    writeFileSync(path.join(folder, 'secrets', 'cookie'), 'session=1\n')
    writeFileSync(path.join(folder, 'secrets', 'address'), 'https://private.example/feed?key=1\n')
    writeFileSync(path.join(folder, 'secrets', 'headers'), '# for the list\nX-Key: 1\n')
    writeFileSync(
      path.join(folder, 'subscriptions.opml'),
      '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/feed"/></body></opml>',
    )
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const examples = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, yaml]) => yaml ?? '')

  test('there is one for every section', () => {
    expect(examples.length).toBeGreaterThanOrEqual(9)
  })

  test.each(examples)('loads without a notice: %#', async (yaml) => {
    const file = path.join(folder, 'headwater.yaml')
    const sources = /^sources:/m.test(yaml) ? '' : 'sources: https://feeds.outlet.example/world.xml\n'
    writeFileSync(file, `${sources}${yaml}`)
    const { settings, notices } = await loadSettingsAndNotices(file, { PAID_TOKEN: 'x' })
    expect(settings.sources.length).toBeGreaterThan(0)
    expect(notices).toEqual([])
  })
})
