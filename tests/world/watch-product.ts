/** The whole product over a loopback web of a few addresses, at the times a test wants; every run is a fresh start. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { RunReport } from '../../src/pipeline.ts'
import type { SourceState } from '../../src/model/source-state.ts'
import { runOnce } from '../../src/pipeline.ts'
import { withContext } from '../end-to-end/run-here.ts'

export interface Visit {
  readonly path: string
  readonly headers: IncomingHttpHeaders
}

/** Answers the n-th request for a path, counted from 1. */
export type Answer = (response: ServerResponse, n: number, visit: Visit) => void

export interface WatchOptions {
  /** What is served, by path. The source is at `/feed`. */
  readonly web: Readonly<Record<string, Answer>>
  /** Merged into the source; `limits` and `http` into the configuration. */
  readonly source?: Readonly<Record<string, unknown>>
  readonly limits?: Readonly<Record<string, unknown>>
  readonly http?: Readonly<Record<string, unknown>>
}

export interface Watched {
  /** One run `hours` after the first, in a process that knows only what was stored. */
  run(hours: number, options?: { readonly everySource?: boolean }): Promise<RunReport>
  /** What was asked for so far, robots.txt left out. */
  readonly visits: readonly Visit[]
  state(): Promise<SourceState>
  /** Titles published, in no order. */
  titles(): readonly string[]
  readonly config: string
  readonly base: string
}

/** Tuesday 24 November 2026, 08:00 GMT. */
export const startMs = Date.UTC(2026, 10, 24, 8)
const hourMs = 3_600_000

/** `count` ferries from number `first` on; `channel` goes before the items. */
export function ferries(count: number, { first = 1, channel = '' } = {}): string {
  const items = Array.from({ length: count }, (_, index) => {
    const number = first + index
    return (
      `<item><title>Ferry ${number} leaves Lyng</title><link>http://lyng.example/news/${number}</link><guid>ferry-${number}</guid>` +
      `<description>Ferry number ${number} left Lyng at ${number % 24}.15 with ${number * 41} passengers for Kap Sorrel, and ${number * 3} cars.</description></item>`
    )
  })
  return `<?xml version="1.0"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>Lyng Shipping News</title><link>http://lyng.example/</link><description>Ferries</description>${channel}${items.join('')}</channel></rss>`
}

/** A good answer: `body` with these headers. */
export const sends =
  (body: string, headers: Readonly<Record<string, string>> = {}, status = 200): Answer =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/rss+xml', ...headers }).end(body)

export async function watchProduct({
  web,
  source = {},
  limits = {},
  http = {},
}: WatchOptions): Promise<Watched> {
  const visits: Visit[] = []
  const counts = new Map<string, number>()
  const server = createServer((request, response) => {
    const visit = { path: request.url ?? '', headers: request.headers }
    const answer = web[visit.path]
    if (visit.path !== '/robots.txt') visits.push(visit)
    counts.set(visit.path, (counts.get(visit.path) ?? 0) + 1)
    if (answer === undefined) response.writeHead(404).end()
    else answer(response, counts.get(visit.path) ?? 1, visit)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`
  const dir = mkdtempSync(path.join(tmpdir(), 'headwater-watch-'))
  const config = path.join(dir, 'headwater.yaml')
  const one = { id: 'lyng', url: `${base}/feed`, fullText: 'never', ...source }
  const settings = {
    http: { allowPrivate: ['127.0.0.1'], ...http },
    limits,
    sources: [one],
    feeds: [{ id: 'all' }],
  }
  writeFileSync(config, JSON.stringify(settings))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    rmSync(dir, { recursive: true, force: true })
  })
  return {
    visits,
    config,
    base,
    run: (hours, { everySource = false } = {}) => {
      const at = { now: () => startMs + hours * hourMs, random: () => 0 }
      const options = { everySource, signal: AbortSignal.timeout(60_000), onProgress: () => undefined }
      return withContext(config, at, (context) => runOnce(context, options))
    },
    state: () =>
      withContext(config, {}, async ({ store }) => {
        const [state] = await store.sourceStates()
        if (state === undefined) throw new Error('the source was never polled')
        return state
      }),
    titles: () => {
      const file = readFileSync(path.join(dir, 'state/public/all.json'), 'utf8')
      return (JSON.parse(file) as { items: readonly { title: string }[] }).items.map(({ title }) => title)
    },
  }
}
