/** WebSub over real HTTP: a changed feed is announced, a hub that was down hears of it with the next run. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadSettings } from '../src/config/load-settings.ts'
import { openContext } from '../src/context.ts'
import { createLog } from '../src/create-log.ts'
import { runOnce } from '../src/pipeline.ts'

let folder = ''
let server: Server
let port = 0
let hubStatus = 202
let heard: string[] = []

const feed = `<rss version="2.0"><channel><title>Dispatch</title><link>http://dispatch.example/</link><description>d</description><item><title>A bridge opens</title><link>http://dispatch.example/bridge</link><guid>1</guid><description>${'The bridge over the Vanne opened on Monday, four months late and two lanes short. '.repeat(12)}</description></item></channel></rss>`

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-hub-'))
  heard = []
  server = createServer((request, response) => {
    if (request.method !== 'POST')
      return void response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(feed)
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      heard.push(body)
      response.writeHead(hubStatus).end()
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

async function run(): Promise<void> {
  const file = path.join(folder, 'headwater.yaml')
  writeFileSync(
    file,
    `state: state
http: { hosts: { dispatch.example: "127.0.0.1:${port}", hub.example: "127.0.0.1:${port}" } }
sources: [{ id: dispatch, url: "http://dispatch.example/feed", fullText: never }]
feeds: [{ id: all, title: All, formats: [atom] }]
publish: { baseUrl: "https://feeds.example", websub: ["http://hub.example/publish"] }
`,
  )
  const context = await openContext(await loadSettings(file, {}), createLog('silent'), { spacingMs: 0 })
  try {
    await runOnce(context, {
      everySource: true,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
  } finally {
    await context.close()
  }
}

const announcement = 'hub.mode=publish&hub.url=https%3A%2F%2Ffeeds.example%2Fall.atom'

test('a changed feed is announced once, an unchanged one is not', async () => {
  hubStatus = 202
  await run()
  expect(heard).toEqual([announcement])
  await run()
  expect(heard).toEqual([announcement])
})

test('a hub that was down is told with the next run', async () => {
  hubStatus = 503
  await run()
  hubStatus = 204
  await run()
  await run()
  expect(heard).toEqual([announcement, announcement])
})
