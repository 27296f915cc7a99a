/** The published files need no server of ours: under any sub-path of a plain one every link between them leads somewhere. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PublishSettings } from '../../src/model/settings.ts'
import { archiveDocument } from '../../src/publish/archive.ts'
import { renderAtom } from '../../src/publish/render-atom.ts'
import { renderDropped } from '../../src/publish/render-dropped.ts'
import { renderFeedsOpml } from '../../src/publish/render-feeds-opml.ts'
import { renderIndex } from '../../src/publish/render-index.ts'
import { renderJson } from '../../src/publish/render-json.ts'
import { renderRss } from '../../src/publish/render-rss.ts'
import { compose, makeFeed } from './make-view.ts'
import { sampleViews } from './sample-views.ts'

let server: Server
let site = ''
const folder = mkdtempSync(path.join(tmpdir(), 'headwater-static-'))

/** Knows files and nothing else, below `/a/deep/place/`. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const name = (request.url ?? '').replace('/a/deep/place/', '') || 'index.html'
    if (!readdirSync(folder).includes(name)) return void response.writeHead(404).end()
    response.writeHead(200).end(readFileSync(path.join(folder, name)))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  site = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/a/deep/place/`
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await new Promise((resolve) => server.close(resolve))
})

function publish(settings: PublishSettings): void {
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name))
  const { document: composed, dropped } = compose(sampleViews, { publish: settings })
  const document = { ...composed, archive: { page: undefined, previous: 2 } }
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text)
  const render = { rss: renderRss, atom: renderAtom, json: renderJson }
  for (const [format, rendered] of Object.entries(render)) {
    write(`harbour.${format}`, rendered(document))
    for (const number of [1, 2])
      write(
        `harbour.archive-${number}.${format}`,
        rendered(archiveDocument(document, { number, items: document.items })),
      )
  }
  write('harbour.dropped.atom', renderDropped({ document, dropped }))
  const list = { feeds: [makeFeed()], publish: settings }
  write('index.html', renderIndex(list))
  write('feeds.opml', renderFeedsOpml(list))
}

/** Addresses of the site's own files; those of the items lead elsewhere. */
function linksOf(text: string, address: string): readonly string[] {
  const found = [...text.matchAll(/(?:href|xmlUrl|"next_url"|"feed_url")(?:=|: )"([^"]+)"/g)].map(
    ([, link = '']) => link,
  )
  return found.flatMap((link) => {
    const url = URL.parse(link, address)
    return url?.href.startsWith(site) === true ? [url.href] : []
  })
}

/** Every address that can be reached from the list of feeds, with what it answered. */
async function crawl(): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>()
  const waiting = [site]
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    if (seen.has(address)) continue
    const answer = await fetch(address)
    seen.set(address, answer.status)
    waiting.push(...linksOf(await answer.text(), address))
  }
  return seen
}

describe.each<[string, () => PublishSettings]>([
  ['without an address of their own', () => ({ baseUrl: undefined, websub: [] })],
  ['with their address', () => ({ baseUrl: site.slice(0, -1), websub: [] })],
])('files %s', (_what, settings) => {
  test('are all reached, and no link is dead', async () => {
    publish(settings())
    const seen = await crawl()
    expect([...seen].filter(([, status]) => status !== 200)).toEqual([])
    const names = [...seen.keys()].map((address) => address.slice(site.length)).filter((name) => name !== '')
    expect(names.toSorted()).toEqual(
      readdirSync(folder)
        .filter((name) => name !== 'index.html')
        .toSorted(),
    )
  })
})

test('no file holds an absolute path of the site', () => {
  publish({ baseUrl: undefined, websub: [] })
  for (const name of readdirSync(folder))
    expect(readFileSync(path.join(folder, name), 'utf8')).not.toMatch(/(?:href|src|xmlUrl|url)="\/(?!\/)/)
})
