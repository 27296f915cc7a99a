/** `preview`: the command over a loopback feed and over files, with nothing left behind. */
import { createServer, type Server } from 'node:http'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Preview } from '../../src/preview.ts'
import { askCli, runCli } from '../end-to-end/run-cli.ts'

const paragraphs = [
  'The harbour of Sandmouth opened its new lock on Saturday after fourteen years of building, and 4,100 people came to watch.',
  'The lock is 412 metres long and 38 metres wide, cost 940 million crowns, and lets ships of 16 metres draught into the inner basin.',
  'Work began in 2012 and stopped twice, once for the flood of 2015 and once for a court in Tollhaven that wanted another study of eels.',
  'Harbour master Ida Brandt said that the first ship to pass was a dredger of 1931 that had dug the old basin by hand and steam.',
]
const body = (...more: readonly string[]): string =>
  `<![CDATA[${[...paragraphs, ...more].map((text) => `<p>${text}</p>`).join('')}]]>`

const claim = '<a href="https://harbourledger.example/news/sandmouth-opens-new-lock">Source link</a>'
const item = (id: string, title: string, link: string, html: string): string =>
  `<item><guid isPermaLink="false">${id}</guid><title>${title}</title><link>${link}</link><description>${html}</description></item>`

const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Newsmill</title><link>https://newsmill.example/</link>
${item('1', 'Sandmouth opens new lock', 'https://newsmill.example/a?utm_source=rss&amp;utm_medium=feed', body())}
${item('2', 'New lock for Sandmouth', 'https://newsmill.example/b', body(claim, 'The post New lock for Sandmouth appeared first on Newsmill.'))}
${item('2', 'New lock for Sandmouth', 'https://newsmill.example/b', body(claim, 'The post New lock for Sandmouth appeared first on Newsmill.'))}
${item('3', 'Council votes on trams', 'https://newsmill.example/c', 'A vote of 9 to 4 ended the row.')}
</channel></rss>`

const page =
  '<!doctype html><title>Home</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">'

let server: Server
let base = ''
let dir = ''
const asked: string[] = []

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'headwater-preview-test-'))
  server = createServer((request, response) => {
    asked.push(`${String(request.headers['x-key'] ?? '')}${request.url ?? ''}`)
    const text = { '/feed.xml': feed, '/': page }[request.url ?? '']
    if (text === undefined) response.writeHead(404).end()
    else
      response
        .writeHead(200, { 'content-type': text === page ? 'text/html' : 'application/rss+xml' })
        .end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.close()
  server.closeAllConnections()
  rmSync(dir, { recursive: true, force: true })
})

describe('a feed', () => {
  let found: Preview
  beforeAll(async () => {
    found = await askCli<Preview>('preview', `${base}/feed.xml`)
  })

  test('is described', () => {
    expect(found).toMatchObject({
      format: 'rss',
      title: 'Newsmill',
      siteUrl: 'https://newsmill.example/',
      repeated: 1,
      stories: 2,
    })
    expect(found.entries.map(({ place }) => place)).toEqual([1, 2, 4])
  })

  test('shows how its addresses are normalised', () => {
    expect(found.entries.map(({ url, givenUrl }) => [url, givenUrl])).toEqual([
      ['https://newsmill.example/a', 'https://newsmill.example/a?utm_source=rss&utm_medium=feed'],
      ['https://newsmill.example/b', undefined],
      ['https://newsmill.example/c', undefined],
    ])
  })

  test('shows what furniture would go, line by line', () => {
    const [, second] = found.entries
    expect(second?.removed).toMatchObject({ sourceLink: 1, appearedFirst: 1 })
    expect(second?.removedLines).toEqual([
      'Source link',
      'The post New lock for Sandmouth appeared first on Newsmill.',
    ])
  })

  test('shows the copies inside it, and why', () => {
    const copies = found.entries.filter(({ copyOf }) => copyOf !== undefined)
    expect(copies).toHaveLength(1)
    expect(copies[0]).toMatchObject({ kind: 'nearDuplicate' })
    expect(copies[0]?.says).toContain('is an earlier text with small changes')
    expect([1, 2]).toContain(copies[0]?.copyOf)
  })

  test('shows where an entry says it comes from, in words', () => {
    const claimed = found.entries.map((entry) => entry.claimed)
    expect(claimed[0]).toBeUndefined()
    expect(claimed[1]).toMatchObject({ url: 'https://harbourledger.example/news/sandmouth-opens-new-lock' })
    expect(claimed[1]?.says.join('; ')).toContain('“Source link”')
  })
})

test('for a person it is a page of text', async () => {
  const { code, out, err } = await runCli('preview', `${base}/feed.xml`)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(
    /^rss "Newsmill" · https:\/\/newsmill\.example\/\n3 entries, 2 stories, 1 claim another origin, 1 repeat an id\n/,
  )
  expect(out).toContain('   given as https://newsmill.example/a?utm_source=rss&utm_medium=feed\n')
  expect(out).toContain('     - Source link\n')
  expect(out).toContain('   claims to come from https://harbourledger.example/news/sandmouth-opens-new-lock')
})

test('a file is read as well', async () => {
  const file = path.join(dir, 'saved.xml')
  writeFileSync(file, feed)
  expect((await askCli<Preview>('preview', file)).entries).toHaveLength(3)
})

test('no configuration is needed, and nothing is left behind', async () => {
  const left = (): readonly string[] =>
    readdirSync(tmpdir()).filter(
      (name) => name.startsWith('headwater-preview-') && !name.startsWith('headwater-preview-test-'),
    )
  const before = left()
  await runCli('preview', `${base}/feed.xml`)
  expect(left()).toEqual(before)
})

test('with a configuration its headers go with the request', async () => {
  const file = path.join(dir, 'headwater.yaml')
  writeFileSync(
    file,
    `sources: [{ url: "${base}/feed.xml", headers: { X-Key: "k " } }]\nhttp: { allowPrivate: 127.0.0.1 }\n`,
  )
  await askCli<Preview>('preview', `${base}/feed.xml`, '--config', file)
  expect(asked).toContain('k/feed.xml')
})

test.each([
  ['/', 'it is no feed but'],
  ['/nowhere', 'answered 404'],
])('%s is refused in words', async (where, says) => {
  const { code, out, err } = await runCli('preview', base + where)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(`${base}${where}: `)
  expect(err).toContain(says)
})

test('a page that offers a feed says which', async () => {
  expect((await runCli('preview', `${base}/`)).err).toContain(`it offers ${base}/feed.xml`)
})

test.each([
  [[], 'preview takes the address of a feed, or a file\n'],
  [['http://'], 'preview: "http://" is no address\n'],
  [['no-such-file.xml'], 'no such file'],
])('%j is a slip', async (words, says) => {
  const { code, err } = await runCli('preview', ...words)
  expect(code).toBe(2)
  expect(err).toContain(says)
})
