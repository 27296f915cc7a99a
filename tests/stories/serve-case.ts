/** One loopback server for all outlets of a case, told apart by their host names. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import * as demo from '../../src/demo/texts.ts'

export interface CaseEntry {
  readonly path: string
  /** Default: the text's own. */
  readonly title?: string
  /** `name.txt` in texts/, `demo:name`, or the paragraphs themselves; a list mixes freely. */
  readonly paragraphs: string | readonly string[]
  /** Numbers of the paragraphs that are printed, from 0. Default: all. */
  readonly keep?: readonly number[]
  /** Default 10. */
  readonly hoursAgo?: number
  /** Round from which it is online; a later entry with the same path replaces it. Default 1. */
  readonly round?: number
  /** The feed links to `/go` + path, which leads there. */
  readonly redirectTo?: string
  /** The feed carries the opening words only. */
  readonly teaser?: boolean
  /** HTML before and after the text. */
  readonly opening?: string
  readonly closing?: string
  /** Whether the article has a page. Default full. */
  readonly page?: 'full' | 'none'
  /** What the page claims as canonical and og:url. Default: itself. */
  readonly canonical?: string
}

export interface CaseSource {
  readonly id: string
  readonly host: string
  readonly publisher: string
  /** `web`: has pages, but its feed is not among the sources. */
  readonly role: 'publisher' | 'aggregator' | 'auto' | 'web'
  /** The ids of the feed are 1, 2, 3, … from the newest down. */
  readonly numbersPlaces?: boolean
  /** As in headwater.yaml. */
  readonly dedupe?: 'cross' | 'self' | 'off'
  readonly entries: readonly CaseEntry[]
}

export interface Case {
  readonly rounds?: number
  readonly sources: readonly CaseSource[]
  /** As in headwater.yaml. */
  readonly overrides?: Readonly<Record<string, unknown>>
}

export interface ServedCase {
  readonly hosts: Readonly<Record<string, string>>
  setRound(round: number): void
  close(): Promise<void>
}

interface Text {
  readonly title: string
  readonly paragraphs: readonly string[]
}

const demoTexts: Readonly<Record<string, Text>> = { ...demo }

/** A file is a title line, then one paragraph a line. */
function readText(name: string): Text {
  if (name.startsWith('demo:')) {
    const text = demoTexts[name.slice(5)]
    if (text === undefined) throw new Error(`no such text: ${name}`)
    return text
  }
  if (!name.endsWith('.txt')) return { title: '', paragraphs: [name] }
  const file = new URL(`texts/${name}`, import.meta.url)
  const [title = '', ...paragraphs] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  return { title, paragraphs }
}

function textOf({ title, paragraphs, keep }: CaseEntry): Text {
  const texts = (typeof paragraphs === 'string' ? [paragraphs] : paragraphs).map(readText)
  const all = texts.flatMap((text) => text.paragraphs)
  return {
    title: title ?? texts[0]?.title ?? '',
    paragraphs: all.filter((_, index) => keep?.includes(index) ?? true),
  }
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (one) => escapes[one] ?? one)

function bodyOf(entry: CaseEntry): string {
  const paragraphs = textOf(entry).paragraphs.map((paragraph) => `<p>${escape(paragraph)}</p>`)
  return [entry.opening ?? '', ...paragraphs, entry.closing ?? ''].join('\n')
}

const dateOf = ({ hoursAgo = 10 }: CaseEntry, nowMs: number): Date => new Date(nowMs - hoursAgo * 3_600_000)

interface Moment {
  readonly nowMs: number
  /** From 1, in a feed that numbers its entries. */
  readonly place: number | undefined
}

function itemOf({ host }: CaseSource, entry: CaseEntry, { nowMs, place }: Moment): string {
  const { title, paragraphs } = textOf(entry)
  const path = entry.redirectTo === undefined ? entry.path : `/go${entry.path}`
  const start = `${(paragraphs[0] ?? '').split(' ').slice(0, 22).join(' ')} […]`
  const content = entry.teaser === true ? '' : `<content:encoded>${escape(bodyOf(entry))}</content:encoded>`
  return `<item><title>${escape(title)}</title><link>http://${host}${path}</link><guid isPermaLink="${place === undefined}">${place ?? `http://${host}${path}`}</guid><pubDate>${dateOf(entry, nowMs).toUTCString()}</pubDate><description>${escape(`<p>${escape(start)}</p>`)}</description>${content}</item>`
}

function feedOf(source: CaseSource, online: readonly CaseEntry[], nowMs: number): string {
  const numbers = source.numbersPlaces === true
  const inOrder = numbers ? online.toSorted((a, b) => (a.hoursAgo ?? 10) - (b.hoursAgo ?? 10)) : online
  const items = inOrder.map((entry, at) =>
    itemOf(source, entry, { nowMs, place: numbers ? at + 1 : undefined }),
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${source.publisher}</title><link>http://${source.host}/</link><description>${source.publisher}</description>
${items.join('\n')}
</channel></rss>
`
}

function pageOf(source: CaseSource, entry: CaseEntry, nowMs: number): string {
  const title = escape(textOf(entry).title)
  const url = entry.canonical ?? `http://${source.host}${entry.path}`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} | ${source.publisher}</title>
<link rel="canonical" href="${url}"><meta property="og:url" content="${url}"><meta property="og:type" content="article">
<meta property="og:title" content="${title}"><meta property="og:site_name" content="${source.publisher}">
<meta property="article:published_time" content="${dateOf(entry, nowMs).toISOString()}"></head>
<body><nav><a href="/">Home</a> <a href="/feed">Feed</a></nav>
<main><article><h1>${title}</h1>
${bodyOf(entry)}
</article></main><footer><p>© ${source.publisher}</p></footer></body></html>
`
}

/** The entries online in a round: of several with one path, the last. */
function onlineIn(source: CaseSource, round: number): readonly CaseEntry[] {
  const byPath = new Map<string, CaseEntry>()
  for (const entry of source.entries) if ((entry.round ?? 1) <= round) byPath.set(entry.path, entry)
  return [...byPath.values()]
}

type Answer = readonly [status: number, headers: Readonly<Record<string, string>>, body: string]

const missing: Answer = [404, { 'content-type': 'text/plain' }, 'not found\n']

function answerOf(source: CaseSource, path: string, moment: { round: number; nowMs: number }): Answer {
  const online = onlineIn(source, moment.round)
  if (path === '/feed')
    return [200, { 'content-type': 'application/rss+xml' }, feedOf(source, online, moment.nowMs)]
  const redirected = online.find((entry) => entry.redirectTo !== undefined && path === `/go${entry.path}`)
  if (redirected?.redirectTo !== undefined) return [302, { location: redirected.redirectTo }, '']
  const entry = online.find((one) => one.path === path && one.page !== 'none' && one.redirectTo === undefined)
  if (entry === undefined) return missing
  return [200, { 'content-type': 'text/html; charset=utf-8' }, pageOf(source, entry, moment.nowMs)]
}

/** Starts the case's outlets on a free port of 127.0.0.1, in round 1. */
export async function serveCase({ sources }: Case, nowMs: number): Promise<ServedCase> {
  let round = 1
  const server = createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    const source = sources.find((one) => one.host === host)
    const path = (request.url ?? '/').replace(/\?.*$/, '')
    const [status, headers, body] = source === undefined ? missing : answerOf(source, path, { round, nowMs })
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    hosts: Object.fromEntries(sources.map(({ host }) => [host, `127.0.0.1:${address.port}`])),
    setRound: (next) => (round = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
