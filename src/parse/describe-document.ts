/** What a document is when it is no feed, and which feeds an HTML page offers. */
import { decodeEntities } from './decode-entities.ts'
import { createScanner, type Attributes, type Token } from './scan-tags.ts'
import { resolveAddress } from './read-links.ts'
import { plainLine } from './read-text.ts'

export interface OtherDocument {
  readonly what: string
  readonly alternates: readonly string[]
}

const isTypeOfFeed =
  /^application\/(?:rss|atom|rdf|feed)\+(?:xml|json)|^(?:application|text)\/(?:rss|atom)|^application\/json$/i

/** A page offers a handful of feeds; the rest of its head is not for us. */
const alternatesMax = 20
const tagsMax = 5_000
/** Pages are seen with a megabyte of styles and scripts before their links. */
const headCharactersMax = 2 * 1024 * 1024

/** `url` is the page's own; alternates are absolute, in page order, each once. Never called on a feed. */
export function describeDocument(text: string, url: string): OtherDocument {
  const head = text.slice(0, headCharactersMax)
  if (looksLikeHtmlPage(head)) return describePage(head, url)
  const root = /<([\w.:-]+)[\s/>]/.exec(head.slice(0, 20_000).replace(/<[!?][^>]*>/g, ''))?.[1]?.toLowerCase()
  if (root !== undefined && Object.hasOwn(xmlDocuments, root))
    return { what: xmlDocuments[root] ?? '', alternates: [] }
  if (root !== undefined && /^\s*</.test(head))
    return { what: `an XML document with the root <${root}>`, alternates: [] }
  if (/^\s*[[{]/.test(head)) return { what: 'JSON, but no JSON Feed', alternates: [] }
  return { what: 'plain text', alternates: [] }
}

const xmlDocuments: Readonly<Record<string, string>> = {
  opml: 'an OPML list of feeds: name it under sources as `opml:`',
  urlset: 'a sitemap',
  sitemapindex: 'an index of sitemaps',
  svg: 'an SVG picture',
  error: 'an XML error message',
}

/** Whether the first element is one of an HTML page. */
export function looksLikeHtmlPage(text: string): boolean {
  const bare = text.slice(0, 4_000).replace(/<!--[\s\S]{0,2000}?-->/g, '')
  return /^[^<]*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<(?:html|head|body|title|meta|script)[\s>])/i.test(
    bare,
  )
}

function describePage(head: string, url: string): OtherDocument {
  const { tokenAt } = createScanner(head, { countMax: 100, bytesMax: 8_000, report: () => undefined })
  const alternates: string[] = []
  let title: string | undefined
  let base = url
  let at = 0
  for (let count = 0; count < tagsMax; count += 1) {
    const token: Token | undefined = tokenAt(at)
    if (token === undefined) break
    at = token.end
    if (token.kind !== 'open') continue
    if (token.name === 'base') base = resolveAddress(token.attributes.get('href'), url) ?? base
    else if (token.name === 'title') title ??= textUntilTag(head, at)
    else if (isText.has(token.name)) at = endOf(head, token.name, at)
    else if (token.name === 'link') addAlternate(alternates, token.attributes, base)
  }
  return {
    what: title === undefined || title === '' ? 'an HTML page' : `an HTML page, "${title}"`,
    alternates,
  }
}

/** What stands in these is text, tags included. */
const isText: ReadonlySet<string> = new Set(['script', 'style', 'noscript', 'textarea'])

function endOf(head: string, name: string, at: number): number {
  const end = new RegExp(`</${name}\\b`, 'gi')
  end.lastIndex = at
  return end.exec(head)?.index ?? head.length
}

function textUntilTag(head: string, at: number): string {
  const end = head.indexOf('<', at)
  return plainLine(decodeEntities(head.slice(at, end === -1 ? at + 300 : Math.min(end, at + 300)))).slice(
    0,
    120,
  )
}

function addAlternate(alternates: string[], attributes: Attributes, base: string): void {
  const relations = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/)
  const type = attributes.get('type') ?? ''
  const isFeed = relations.includes('feed') || (relations.includes('alternate') && isTypeOfFeed.test(type))
  const address = isFeed ? resolveAddress(attributes.get('href'), base) : undefined
  // WordPress offers its REST answers as application/json beside its feeds.
  if (address === undefined || /\/wp-json\/|oembed/i.test(address)) return
  if (alternates.length < alternatesMax && !alternates.includes(address)) alternates.push(address)
}
