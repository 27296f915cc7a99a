/** Lists as eight readers export them: read, written and read again, imported, followed, exported. All outlets are invented. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addSources, renderSources } from '../../src/config/add-sources.ts'
import { loadSettings } from '../../src/config/load-settings.ts'
import { parseOpml, plainAddress, renderOpml } from '../../src/config/opml.ts'

interface Subscription {
  readonly url: string
  readonly title: string
  readonly tags: readonly string[]
}

const folder = path.join(import.meta.dirname, 'opml')
const expected = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as Readonly<
  Record<string, readonly Subscription[]>
>

let dir = ''
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'headwater-opml-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** What can be fetched, as it would be fetched. */
function read(text: string): readonly Subscription[] {
  return parseOpml(text)
    .map(({ url, title = '', tags }) => ({ url: plainAddress(url), title, tags }))
    .filter(({ url }) => /^https?:/.test(url))
}

async function sourcesOf(yaml: string): Promise<readonly Omit<Subscription, 'title'>[]> {
  const file = path.join(dir, 'headwater.yaml')
  writeFileSync(file, yaml)
  const { sources } = await loadSettings(file, {})
  return sources.map(({ url, tags }) => ({ url, tags }))
}

const byAddress = (list: readonly Subscription[]): readonly Subscription[] =>
  list.toSorted((a, b) => (a.url < b.url ? -1 : 1))

describe.each(Object.entries(expected))('a list of %s', (reader, subscriptions) => {
  const text = readFileSync(path.join(folder, `${reader}.opml`), 'utf8')
  const plain = subscriptions.map(({ url, tags }) => ({ url, tags }))

  test('is read with its folders as tags', () => {
    expect(read(text)).toEqual(subscriptions)
  })

  test('is the same after it was written and read again', () => {
    const entries = read(text).map((each) => ({ ...each, siteUrl: undefined }))
    expect(byAddress(read(renderOpml(entries, 'again')))).toEqual(byAddress(subscriptions))
  })

  test('becomes sources', async () => {
    expect(await sourcesOf(renderSources(read(text)))).toEqual(plain)
  })

  test('goes to the end of the sources there are', async () => {
    const sources = await sourcesOf(addSources('sources:\n- https://first.example/feed\n', read(text)))
    expect(sources).toEqual([{ url: 'https://first.example/feed', tags: [] }, ...plain])
  })

  test('is followed where it lies', async () => {
    copyFileSync(path.join(folder, `${reader}.opml`), path.join(dir, 'list.opml'))
    const loading = sourcesOf('sources: [{ opml: list.opml }]')
    if (reader === 'newsboat') await expect(loading).rejects.toThrow(/list\.opml:8:5: .*"exec:/)
    else expect(await loading).toEqual(plain)
  })
})
