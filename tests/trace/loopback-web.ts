/** A web of documents on loopback, hosts told apart by name, and runs of the whole product over it at a clock of the test's. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Origin } from '../../src/model/evidence.ts'
import { runOnce } from '../../src/pipeline.ts'
import { withContext } from '../end-to-end/run-here.ts'

export interface Document {
  readonly status?: number
  readonly type?: string
  readonly body?: string
  readonly location?: string
}

export interface Entry {
  readonly title: string
  readonly url: string
  readonly html: string
}

export interface PublishedItem {
  readonly id: string
  readonly url: string
  readonly date_modified?: string
}

export interface Ran {
  /** By address of one article of the story. */
  readonly originOf: (url: string) => Origin | undefined
  readonly items: readonly PublishedItem[]
}

interface RunSettings {
  readonly sources: readonly string[]
  readonly fullText?: 'never' | 'always'
  /** More YAML. */
  readonly more?: string
}

export interface LoopbackWeb {
  /** `host/path` -> what stands there; may be changed between runs. */
  readonly documents: Map<string, Document>
  readonly asked: string[]
  /** Runs once over sources `http://HOST.example/feed`, as a process of its own would. */
  run(atMs: number, settings: RunSettings): Promise<Ran>
  close(): Promise<void>
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export function feedOf(title: string, entries: readonly Entry[]): Document {
  const items = entries.map(
    (one) =>
      `<item><title>${escape(one.title)}</title><link>${escape(one.url)}</link><guid>${escape(one.url)}</guid><description>${escape(one.html)}</description></item>`,
  )
  return {
    type: 'application/rss+xml',
    body: `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title><link>http://x.example/</link>${items.join('')}</channel></rss>`,
  }
}

export const htmlOf = (lines: readonly string[], closing = ''): string =>
  [...lines.map((line) => `<p>${line}</p>`), closing].join('\n')

/** Starts on a free port of 127.0.0.1. State lies in a folder of its own, which `close` removes. */
export async function startLoopbackWeb(): Promise<LoopbackWeb> {
  const documents = new Map<string, Document>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const key = `${(request.headers.host ?? '').replace(/:\d+$/, '')}${request.url ?? ''}`
    asked.push(key)
    const { status, type = 'text/html', body = '', location } = documents.get(key) ?? { status: 404 }
    const moved = location === undefined ? {} : { location }
    response
      .writeHead(status ?? (location === undefined ? 200 : 302), { 'content-type': type, ...moved })
      .end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const target = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-web-'))
  const config = path.join(folder, 'headwater.yaml')
  return {
    documents,
    asked,
    async run(atMs, { sources, fullText = 'never', more = '' }) {
      const hosts = new Set(
        [...documents.keys(), ...sources.map((one) => `${one}.example/`)].map(
          (key) => key.split('/')[0] ?? '',
        ),
      )
      const yaml = [
        `state: ${folder}/state`,
        'http:',
        '  hosts:',
        ...[...hosts].map((host) => `    ${host}: "${target}"`),
        'sources:',
        ...sources.map((id) => `  - { id: ${id}, url: "http://${id}.example/feed", fullText: ${fullText} }`),
        more,
        '',
      ]
      writeFileSync(config, yaml.join('\n'))
      return withContext(config, { now: () => atMs }, async (context) => {
        await runOnce(context, {
          everySource: true,
          signal: AbortSignal.timeout(60_000),
          onProgress: () => undefined,
        })
        const views = await context.store.storiesSince(
          0,
          context.settings.sources.map(({ id }) => id),
          100,
        )
        const file = path.join(context.publicDir, `${context.settings.feeds[0]?.id ?? ''}.json`)
        const { items } = JSON.parse(readFileSync(file, 'utf8')) as { items: readonly PublishedItem[] }
        return {
          items,
          originOf: (url) =>
            views.find(({ members }) => members.some(({ article }) => article.url === url))?.story.origin,
        }
      })
    },
    close: () =>
      new Promise((resolve) => {
        rmSync(folder, { recursive: true, force: true })
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
