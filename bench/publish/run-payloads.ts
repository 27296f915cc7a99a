/**
 * Active content through the whole product into a real browser:
 * `node bench/publish/run-payloads.ts PAYLOADS.mjs`, a module that exports `XSS`, a list of `{ id, html }`.
 * A payload counts as executed when it calls alert or sets `window.__xss`, and as a request when the page asks for anything.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type BrowserContext } from 'playwright-core'
import { z } from 'zod'
import { loadSettings } from '../../src/config/load-settings.ts'
import { openContext } from '../../src/context.ts'
import { createLog } from '../../src/create-log.ts'
import { limits } from '../../src/model/limits.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'
import { runOnce } from '../../src/pipeline.ts'

const payloadSchema = z.object({ XSS: z.array(z.object({ id: z.string(), html: z.string() })) })
type Payload = z.output<typeof payloadSchema>['XSS'][number]

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const day = new Date(Date.now() - 3_600_000)

/** Every field a source can fill holds the payload. Invented words keep the entries apart. */
const words = (at: number, payload: Payload): string =>
  `<p>Parcel ${at * 7919} of harbour ${payload.id} was weighed twice, at ${at * 31} and ${at * 57} kilograms.</p>`
const rss = (host: string, payloads: readonly Payload[]): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${escape(payloads[0]?.html ?? '')}</title><link>http://${host}/</link><description>d</description>${payloads
    .map(
      (payload, at) =>
        `<item><title>${escape(`Parcel ${at} ${payload.html}`)}</title><link>http://${host}/rss/${at}</link><guid>rss-${at}</guid><pubDate>${day.toUTCString()}</pubDate><dc:creator>${escape(payload.html)}</dc:creator><category>${escape(payload.html)}</category><source url="${escape(payload.html)}">${escape(payload.html)}</source><content:encoded>${escape(words(at, payload) + payload.html)}</content:encoded></item>`,
    )
    .join('')}</channel></rss>`
const atom = (host: string, payloads: readonly Payload[]): string =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="html">${escape(payloads[1]?.html ?? '')}</title><id>urn:x</id><updated>${day.toISOString()}</updated>${payloads
    .map(
      (payload, at) =>
        `<entry><id>atom-${at}</id><title type="html">${escape(`Crate ${at} ${payload.html}`)}</title><link href="http://${host}/atom/${at}"/><updated>${day.toISOString()}</updated><author><name>${escape(payload.html)}</name></author><category term="${escape(payload.html)}"/><content type="html">${escape(words(at + 1000, payload) + payload.html)}</content></entry>`,
    )
    .join('')}</feed>`
const json = (host: string, payloads: readonly Payload[]): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: payloads[2]?.html ?? 'Wave',
    items: payloads.map(({ id, html }, at) => ({
      id: `json-${at}`,
      url: `http://${host}/json/${at}`,
      title: `Barrel ${at} ${html}`,
      authors: [{ name: html, url: html }],
      tags: [html],
      image: html,
      date_published: day.toISOString(),
      content_html: words(at + 2000, { id, html }) + html,
    })),
  })

interface Published {
  readonly publicDir: string
  readonly close: () => void
}

async function publish(payloads: readonly Payload[]): Promise<Published> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-payloads-'))
  const server = createServer((request, response) => {
    const host = request.headers.host ?? ''
    const made =
      request.url === '/rss'
        ? rss
        : request.url === '/atom'
          ? atom
          : request.url === '/json'
            ? json
            : undefined
    if (made === undefined) return void response.writeHead(404).end()
    response
      .writeHead(200, { 'content-type': 'application/octet-stream' })
      .end(made(host.replace(/:\d+$/, ''), payloads))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const host = 'parcels.example'
  const file = path.join(folder, 'headwater.yaml')
  const config = {
    state: 'state',
    http: { hosts: { [host]: `127.0.0.1:${port}` } },
    sources: ['rss', 'atom', 'json'].map((id) => ({
      id,
      url: `http://${host}/${id}`,
      fullText: 'never',
      dedupe: 'off',
    })),
    feeds: [{ id: 'all', duplicates: 'off', limit: 10_000 }],
    limits: { pagesPerRunMax: 0 },
  }
  writeFileSync(file, JSON.stringify(config))
  const context = await openContext(await loadSettings(file, {}), createLog('silent'), { spacingMs: 0 })
  const { signal } = new AbortController()
  await runOnce(context, { everySource: true, signal, onProgress() {} })
  const { publicDir } = context
  await context.close()
  await new Promise((resolve) => server.close(resolve))
  return { publicDir, close: () => rmSync(folder, { recursive: true, force: true }) }
}

/** What a careless reader shows of each entry: every string of it, as markup. */
async function fragmentsOf(file: string): Promise<readonly string[]> {
  const bytes = readFileSync(file)
  const outcome = await parseFeed(bytes, {
    url: 'https://reader.example/',
    contentType: undefined,
    limits: { ...limits, feedEntriesMax: 10_000, feedBytesMax: 2 ** 28, entryBytesMax: 2 ** 28 },
  })
  if (outcome.kind !== 'parsed') throw new Error(`${file}: ${outcome.kind}`)
  return outcome.feed.entries.map(({ title, contentHtml, summaryHtml = '', authors, categories, url = '' }) =>
    [title, contentHtml, summaryHtml, ...authors, ...categories, `<a href="${url}">link</a>`].join('\n'),
  )
}

/** As text: these run in the browser, in every frame. Web addresses are not followed. */
const watch = `for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => { window.__xss = 1 }
document.addEventListener('click', (event) => {
  const link = event.target.closest('a')
  if (link !== null && /^(?:https?|mailto|tel):/.test(link.href)) event.preventDefault()
}, true)`
const clickEverything = `(async () => {
  for (const element of document.querySelectorAll('a, summary, [onclick]')) element.click()
  await new Promise((resolve) => setTimeout(resolve, 20))
  return window.__xss !== undefined
})()`

/** Frames of one page: enough to be quick, few enough to open. */
const framesMax = 60

/** Shows each fragment in a frame of its own and returns how many ran; one whose frame cannot be asked left it, and ran too. */
async function countRunning(context: BrowserContext, fragments: readonly string[]): Promise<number> {
  let running = 0
  for (let at = 0; at < fragments.length; at += framesMax) {
    const own = fragments.slice(at, at + framesMax)
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    const frames = own.map(
      (html, index) =>
        `<iframe name="f${index}" srcdoc="${escape(`<!doctype html><base href="https://reader.example/"><body>${html}`)}"></iframe>`,
    )
    await page.setContent(frames.join(''), { waitUntil: 'domcontentloaded' })
    await page.waitForTimeout(300)
    for (const [index, html] of own.entries()) {
      const frame = page.frame({ name: `f${index}` })
      const ran = await Promise.race([
        frame?.evaluate<boolean>(clickEverything).catch(() => true) ?? true,
        new Promise<boolean>((resolve) => void setTimeout(() => resolve(true), 3_000)),
      ])
      if (!ran) continue
      running += 1
      if (process.argv[3] === '--show') console.log(html.slice(0, 300))
    }
    await page.close({ runBeforeUnload: false })
  }
  return running
}

const file = process.argv[2]
if (file === undefined) throw new Error('give a module that exports XSS')
const { XSS: payloads } = payloadSchema.parse(await import(pathToFileURL(path.resolve(file)).href))
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const published = await publish(payloads)
try {
  const context = await browser.newContext()
  let asked: string[] = []
  await context.route('**/*', (route) => {
    asked.push(route.request().url())
    return route.abort()
  })
  await context.addInitScript(watch)
  for (const name of ['all.rss', 'all.atom', 'all.json', 'all.dropped.atom']) {
    asked = []
    const fragments = await fragmentsOf(path.join(published.publicDir, name))
    const running = await countRunning(context, fragments)
    const addresses = [...new Set(asked)]
    console.log(
      `${name}: ${fragments.length} entries, ${running} run, addresses asked for: ${addresses.join(' ') || 'none'}`,
    )
  }
  const index = readFileSync(path.join(published.publicDir, 'index.html'), 'utf8')
  console.log(`index.html: ${await countRunning(context, [index])} run`)
  console.log(
    `as they came: ${payloads.length} payloads, ${await countRunning(
      context,
      payloads.map(({ html }) => html),
    )} run`,
  )
} finally {
  published.close()
  await browser.close()
}
