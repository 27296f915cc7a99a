/** What the head of a page says about its article: canonical address, site, authors, date, language, picture. */
import type { PageDocument } from './dom.ts'

export interface PageMetadata {
  readonly base: string
  readonly title: string
  readonly canonicals: readonly string[]
  readonly siteName: string | undefined
  readonly authors: readonly string[]
  readonly publishedMs: number | undefined
  readonly publishedZoned: boolean | undefined
  readonly language: string | undefined
  readonly image: string | undefined
}

const fold = (text: string | null | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ').trim()

function metaContents(document: PageDocument): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const meta of document.querySelectorAll('meta[content]')) {
    const name = fold(meta.getAttribute('property') ?? meta.getAttribute('name')).toLowerCase()
    const content = fold(meta.getAttribute('content'))
    if (name === '' || content === '') continue
    const known = found.get(name)
    if (known === undefined) found.set(name, [content])
    else if (known.length < 20) known.push(content)
  }
  return found
}

/** Years outside are import mistakes, not dates. */
const [earliestMs, latestMs] = [Date.UTC(1990, 0, 1), Date.UTC(2100, 0, 1)]

/** ISO 8601 and RFC 9110 dates; a date without a zone counts as UTC. Undefined when unreadable or absurd. */
export function parsePageDate(text: string | undefined): number | undefined {
  if (text === undefined || text.length > 60) return undefined
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?/.exec(
    text.trim(),
  )
  const zone = iso?.[3]?.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2') ?? 'Z'
  const ms = iso === null ? Date.parse(text) : Date.parse(`${iso[1] ?? ''}T${iso[2] ?? '00:00:00'}${zone}`)
  return ms >= earliestMs && ms <= latestMs ? ms : undefined
}

const zone = /(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\d\d:?\d\d)$/

function datePublishedOf(document: PageDocument): string | undefined {
  for (const script of document.querySelectorAll('script[type*="ld+json"]')) {
    const found = /"datePublished"\s*:\s*"([^"]{8,40})"/.exec(script.textContent ?? '')?.[1]
    if (found !== undefined) return found
  }
  return undefined
}

const absolute = (address: string | null | undefined, base: string): string | undefined => {
  const written = fold(address)
  const url = written === '' ? null : URL.parse(written, base)
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined
}

/** Reads the head. `url` is the address the page was fetched from. */
export function readMetadata(document: PageDocument, url: string): PageMetadata {
  const meta = metaContents(document)
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => meta.get(name)?.[0]).find((content) => content !== undefined)
  const base = absolute(document.querySelector('base[href]')?.getAttribute('href'), url) ?? url
  const canonicals = [...document.querySelectorAll('link[rel~="canonical"]')]
    .map((link) => absolute(link.getAttribute('href'), base))
    .filter((address) => address !== undefined)
  const dated = first(
    'article:published_time',
    'datepublished',
    'date',
    'dc.date',
    'dcterms.created',
    'pubdate',
  )
  const time = document.querySelector('time[datetime][itemprop="datePublished"],time[datetime][pubdate]')
  const published = dated ?? datePublishedOf(document) ?? time?.getAttribute('datetime') ?? undefined
  const language = fold(document.documentElement?.getAttribute('lang') ?? first('og:locale')).replace(
    '_',
    '-',
  )
  return {
    base,
    title: first('og:title', 'twitter:title') ?? fold(document.querySelector('title')?.textContent),
    canonicals: [...new Set(canonicals)].slice(0, 5),
    siteName: first('og:site_name', 'application-name'),
    authors: [...new Set([...(meta.get('author') ?? []), ...(meta.get('dc.creator') ?? [])])]
      .filter((author) => !/^https?:/.test(author))
      .slice(0, 10),
    publishedMs: parsePageDate(published),
    publishedZoned: published === undefined ? undefined : zone.test(published.trim()),
    language: /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(language) ? language : undefined,
    image: absolute(first('og:image', 'og:image:url', 'twitter:image'), base),
  }
}
