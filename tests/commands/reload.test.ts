/** `start` with its configuration changed under it: a real process, a real newsroom, files written as editors write them. */
import { once } from 'node:events'
import { renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startNewsroom, type Newsroom } from '../../src/demo/newsroom.ts'
import { makeFolder, spawnCli } from '../end-to-end/run-cli.ts'

const { dir, remove } = makeFolder()
const config = path.join(dir, 'headwater.yaml')
const list = path.join(dir, 'list.opml')
let newsroom: Newsroom
let child: ChildProcess
let url = ''
let log = ''

const opmlOf = (...hosts: readonly string[]): string =>
  `<opml version="2.0"><body>${hosts.map((host) => `<outline xmlUrl="http://${host}/feed"/>`).join('')}</body></opml>`

function yamlOf({ feeds, more = '' }: { readonly feeds: string; readonly more?: string }): string {
  const hosts = Object.entries(newsroom.hosts).map(([host, target]) => `    ${host}: "${target}"`)
  return `state: state
schedule: 6h
http:
  hosts:
${hosts.join('\n')}
sources:
  - { id: ledger, url: "http://harbourledger.example/feed", tags: coast }
  - opml: list.opml
serve: { port: 0 }
feeds: ${feeds}
${more}`
}

/** Beside the file first, then over it: no reader ever sees half of it. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.tmp`, text)
  renameSync(`${file}.tmp`, file)
}

const statusOf = async (name: string): Promise<number> => (await fetch(`${url}/${name}`)).status
const logged =
  (text: string): (() => boolean) =>
  () =>
    log.includes(text)

beforeAll(async () => {
  newsroom = await startNewsroom({ nowMs: Date.now() })
  writeFileSync(list, opmlOf('newsmill.example'))
  writeFileSync(config, yamlOf({ feeds: '[{ id: first }]' }))
  child = spawnCli('start', '--config', config)
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (log += chunk))
  let out = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (out += chunk))
  await vi.waitFor(() => expect(out).toMatch(/serving at http/), { timeout: 20_000 })
  url = /http:\S+/.exec(out)?.[0] ?? ''
})

afterAll(async () => {
  if (child.exitCode === null) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await newsroom.close()
  remove()
})

test('a feed that is added is published without a restart', async () => {
  await expect.poll(() => statusOf('first.rss'), { timeout: 30_000 }).toBe(200)
  expect(await statusOf('second.rss')).toBe(404)
  replace(config, yamlOf({ feeds: '[{ id: first }, { id: second, from: coast }]' }))
  await expect.poll(() => statusOf('second.rss'), { timeout: 30_000 }).toBe(200)
  expect(log).toContain('changed configuration is in force')
  expect(await (await fetch(url)).text()).toContain(`${url}/second.rss`)
})

test('a source that is added to the OPML list is polled', async () => {
  const sources = async (): Promise<string> => (await fetch(`${url}/dashboard/sources`)).text()
  expect(await sources()).not.toContain('sundbulletin.example')
  writeFileSync(list, opmlOf('newsmill.example', 'sundbulletin.example'))
  await expect.poll(sources, { timeout: 30_000 }).toContain('http://sundbulletin.example/feed')
  const stories = async (): Promise<string> =>
    (await fetch(`${url}/dashboard/stories?source=sundbulletin.example-feed`)).text()
  await expect.poll(stories, { timeout: 30_000 }).toContain('class="story"')
})

test('a mistake is logged with its place, and the old configuration stays in force', async () => {
  replace(config, yamlOf({ feeds: '[{ id: third }]', more: 'fedes: []\n' }))
  const line = yamlOf({ feeds: '' }).split('\n').length
  await expect
    .poll(logged(`${config}:${line}:1: unknown key \\"fedes\\" (did you mean \\"feeds\\"?)`), {
      timeout: 20_000,
    })
    .toBe(true)
  expect(log).toContain('the old one stays in force')
  expect([await statusOf('first.rss'), await statusOf('third.rss')]).toEqual([200, 404])
})

test('so is a file that went away, and a good one is taken again', async () => {
  renameSync(config, `${config}.away`)
  await expect.poll(logged('cannot be read: no such file'), { timeout: 20_000 }).toBe(true)
  replace(config, yamlOf({ feeds: '[{ id: fourth }]' }))
  await expect.poll(() => statusOf('fourth.rss'), { timeout: 30_000 }).toBe(200)
})

test('another port is left for a restart, and said', async () => {
  replace(config, yamlOf({ feeds: '[{ id: fifth }]' }).replace('port: 0', 'port: 65000'))
  await expect.poll(() => statusOf('fifth.rss'), { timeout: 30_000 }).toBe(200)
  expect(log).toContain('takes effect after a restart')
})

test('SIGTERM ends it in order', async () => {
  child.kill('SIGTERM')
  await once(child, 'exit')
  expect(child.exitCode).toBe(0)
})
