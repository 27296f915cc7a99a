/** The thread pages are read on: whatever a page does to it, every question is answered and the event loop goes on. */
import { createServer, type Server } from 'node:http'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { createKillableThread, type Done } from '../../src/killable-thread.ts'
import type { PageRequest, ReadPage } from '../../src/page-worker.ts'
import { createPageThread, type PageThread } from '../../src/read-page.ts'
import { address, pageHtml, paragraphs } from '../trace/world.ts'
import { runHere } from '../end-to-end/run-here.ts'

const body = new TextEncoder().encode(pageHtml())
const requestOf = (behaviour: string): PageRequest => ({
  body,
  contentType: 'text/html',
  url: address(`http://page.example/${behaviour}`),
})

let open: PageThread[] = []
afterEach(async () => {
  await Promise.all(open.map(async (thread) => thread.close()))
  open = []
})

function unruly({ timeoutMs = 20_000, heapMegabytesMax = 64 } = {}): PageThread {
  const file = path.resolve('tests/extract/unruly-page-worker.ts')
  const thread = createKillableThread<PageRequest, ReadPage>({
    task: 'reading the page',
    file,
    timeoutMs,
    heapMegabytesMax,
  })
  open.push(thread)
  return thread
}

const threadOf = (done: Done<ReadPage>): string =>
  done.kind === 'done' ? (/thread \d+/.exec(done.answer.page.title)?.[0] ?? '') : done.reason

test('a page comes back whole from the real thread', async () => {
  const thread = createPageThread(20_000, { publishersBefore: [], publishersAfter: [] })
  open.push(thread)
  const done = await thread.run(requestOf('sound'))
  expect(done).toMatchObject({ kind: 'done', answer: { evidence: [] } })
  expect(done.kind === 'done' ? done.answer.page.text : '').toContain(paragraphs[4])
})

test('one thread reads one page after another, in order', async () => {
  const thread = unruly()
  const all = await Promise.all(['one', 'two', 'three'].map((name) => thread.run(requestOf(name))))
  expect(all.map((done) => done.kind === 'done' && done.answer.page.url)).toEqual(
    ['one', 'two', 'three'].map((name) => `http://page.example/${name}`),
  )
  expect(new Set(all.map(threadOf)).size).toBe(1)
})

test('an answer that came in time counts, however late this thread looks at it', async () => {
  const thread = unruly({ timeoutMs: 1_000 })
  await thread.run(requestOf('first'))
  const answer = thread.run(requestOf('pause'))
  // After this turn timers are looked at before answers.
  await nextTurn()
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_000)
  expect(await answer).toMatchObject({ kind: 'done' })
})

describe('a page that', () => {
  test.each([
    ['throw', /^reading the page failed: out of ideas$/],
    ['exit', /^reading the page was ended$/],
    ['eat', /^reading the page took more than 64 MB of memory$/],
  ])('makes its thread %s is told, and the next page gets a fresh thread', async (behaviour, reason) => {
    const thread = unruly()
    const before = await thread.run(requestOf('one'))
    const [struck, after] = await Promise.all([
      thread.run(requestOf(behaviour)),
      thread.run(requestOf('two')),
    ])
    expect(struck).toMatchObject({ kind: 'broken', reason: expect.stringMatching(reason) as string })
    expect(after.kind).toBe('done')
    expect(threadOf(after)).not.toBe(threadOf(before))
  })

  test('hangs is given up, and the event loop turns all the while', async () => {
    const thread = unruly({ timeoutMs: 1_500 })
    let turns = 0
    const timer = setInterval(() => (turns += 1), 20)
    const [hung, after] = await Promise.all([thread.run(requestOf('hang')), thread.run(requestOf('next'))])
    clearInterval(timer)
    expect(hung).toEqual({ kind: 'broken', reason: 'reading the page took longer than 1.5 s' })
    expect(after.kind).toBe('done')
    expect(turns).toBeGreaterThan(5)
  })
})

test('closing answers whoever waits, and whoever comes later', async () => {
  const thread = unruly()
  const [first, second] = [thread.run(requestOf('hang')), thread.run(requestOf('next'))]
  await thread.close()
  const ended = { kind: 'broken', reason: 'reading the page was ended' }
  expect([await first, await second, await thread.run(requestOf('late'))]).toEqual([ended, ended, ended])
})

describe('a run over a source of teasers', () => {
  let server: Server
  const feed = (base: string): string =>
    `<rss version="2.0"><channel><title>T</title><link>${base}/</link>${['hang-of-a-page', 'sound-of-a-page']
      .map(
        (slug) =>
          `<item><title>${slug}</title><link>${base}/${slug}</link><guid>${slug}</guid><description>The harbour council of Port Ellery voted […]</description></item>`,
      )
      .join('')}</channel></rss>`

  test('goes on past a page that hangs its reading', async () => {
    server = createServer((request, response) => {
      const base = `http://${request.headers.host ?? ''}`
      if (request.url === '/feed')
        response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(feed(base))
      else response.writeHead(200, { 'content-type': 'text/html' }).end(pageHtml())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const folder = mkdtempSync(path.join(tmpdir(), 'headwater-hang-'))
    const config = path.join(folder, 'headwater.yaml')
    const target = `127.0.0.1:${(server.address() as AddressInfo).port}`
    writeFileSync(
      config,
      `state: ${folder}/state\nhttp: { hosts: { teasers.example: "${target}" } }\nsources: { url: "http://teasers.example/feed", dedupe: off }\n`,
    )
    const report = await runHere(config, { pageThread: unruly({ timeoutMs: 1_500 }) })
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true, force: true })
    expect(report).toMatchObject({ articlesNew: 2, sourcesFailed: [], interrupted: false })
  })
})
