/** What `access:` takes, and what it says of everything else. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadSettings } from '../../src/config/load-settings.ts'
import type { Settings } from '../../src/model/settings.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'headwater-access-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function load(yaml: string): Promise<Settings> {
  const file = path.join(folder, 'headwater.yaml')
  writeFileSync(file, `sources: https://a.example/feed\n${yaml}\n`)
  return loadSettings(file, { WORD: 'lighthouse-7' })
}

test('of a feed and of the server, from the environment', async () => {
  const { feeds, serve } = await load(
    'feeds: [{ id: x, access: { token: "${WORD}" } }, { id: y }]\nserve: { access: { user: mira, password: "${WORD}" } }',
  )
  expect(feeds.map(({ access }) => access)).toEqual([{ kind: 'token', token: 'lighthouse-7' }, undefined])
  expect(serve.access).toEqual({ kind: 'basic', user: 'mira', password: 'lighthouse-7' })
})

test.each([
  ['{ token: short }'],
  ['{ token: two words here }'],
  ['{ user: mira }'],
  ['{ user: "mi:ra", password: lighthouse-7 }'],
  ['{ password: lighthouse-7 }'],
  ['{ token: lighthouse-7, user: mira, password: lighthouse-7 }'],
  ['lighthouse-7'],
  ['{}'],
])('%s is refused with its place', async (access) => {
  await expect(load(`serve: { access: ${access} }`)).rejects.toThrow(/headwater\.yaml:2:\d+: /)
})
