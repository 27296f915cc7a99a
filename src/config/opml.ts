/** Reads and writes OPML 2.0 subscription lists, the way feed readers export them. Source: opml.org/spec2.opml. */
import { Parser } from 'htmlparser2'
import { ConfigError } from '../model/errors.ts'

/** One subscription. */
export interface OpmlSource {
  /** The address of the feed, as the file gives it. */
  readonly url: string
  readonly title: string | undefined
  /** The web site the feed belongs to. */
  readonly siteUrl: string | undefined
  /** Names of the outlines around it and of its categories, as tags: lower-case words with dashes. */
  readonly tags: readonly string[]
  /** Where the outline starts. Line and column count from 1. */
  readonly line: number
  readonly column: number
}

/** What is needed to write a subscription. */
export type OpmlEntry = Pick<OpmlSource, 'url' | 'title' | 'siteUrl' | 'tags'>

/** `feed://host/path` and `feed:https://…`, which some readers write, as the address they mean. */
export function plainAddress(url: string): string {
  return url.replace(/^feed:\/\//i, 'http://').replace(/^feed:(?=https?:)/i, '')
}

/** FreshRSS lists pages it picks articles out of by itself (`HTML+XPath`, `JSON+DotNotation`): no feed stands there. */
const scraped = /^(?:html|xml|json)\+/i

const outlinesMax = 100_000
const depthMax = 100

/**
 * The subscriptions in the order of the file. A feed that stands in several folders comes once, with all their tags.
 * Throws ConfigError with `line:column: what` for a document that is no OPML or ends too early.
 */
export function parseOpml(text: string): readonly OpmlSource[] {
  const found = new Map<string, OpmlSource>()
  const folders: (string | undefined)[] = []
  let sawOpml = false
  let ended = false
  let outlines = 0
  const placeOf = placeFinder(text)
  const fail = (offset: number, what: string): never => {
    const { line, column } = placeOf(offset)
    throw new ConfigError(`${line}:${column}: ${what}`)
  }
  const parser = new Parser(
    {
      onopentag(name, given) {
        if (!sawOpml && name !== 'opml') fail(parser.startIndex, `not an OPML file: it starts with <${name}>`)
        sawOpml = true
        if (name !== 'outline') return
        outlines += 1
        if (outlines > outlinesMax) fail(parser.startIndex, `more than ${outlinesMax} outlines`)
        if (folders.length >= depthMax) fail(parser.startIndex, `outlines nested more than ${depthMax} deep`)
        const attributes = lowerCaseNames(given)
        const url = attributes.get('xmlurl')
        folders.push(url === undefined ? (attributes.get('text') ?? attributes.get('title')) : undefined)
        if (url === undefined || scraped.test(attributes.get('type') ?? '')) return
        const place = placeOf(parser.startIndex)
        addSource(found, { ...sourceOf(url, attributes, folders), ...place })
      },
      onclosetag(name, implied) {
        if (name === 'outline') folders.pop()
        if (name === 'opml') ended = !implied
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(text)
  if (!sawOpml) fail(0, 'not an OPML file: it has no <opml> element')
  if (!ended) fail(text.length, 'the file ends before </opml>; it was cut off')
  return [...found.values()]
}

function lowerCaseNames(attributes: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(attributes)
      .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
      .filter(([, value]) => value !== ''),
  )
}

function sourceOf(
  url: string,
  attributes: ReadonlyMap<string, string>,
  folders: readonly (string | undefined)[],
): OpmlEntry {
  const categories = (attributes.get('category') ?? '').split(/[,/]/)
  const tags = [...folders, ...categories].map((name) => toTag(name ?? '')).filter((tag) => tag !== '')
  return {
    url,
    title: attributes.get('title') ?? attributes.get('text'),
    siteUrl: attributes.get('htmlurl'),
    tags: [...new Set(tags)],
  }
}

function addSource(found: Map<string, OpmlSource>, source: OpmlSource): void {
  const known = found.get(source.url)
  found.set(
    source.url,
    known === undefined ? source : { ...known, tags: [...new Set([...known.tags, ...source.tags])] },
  )
}

/** `World News` is the tag `world-news`; letters of every script stay. */
export function toTag(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}.]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
}

function placeFinder(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  let [line, lineStart, from] = [1, 0, 0]
  return (offset) => {
    for (let at = text.indexOf('\n', from); at !== -1 && at < offset; at = text.indexOf('\n', from)) {
      line += 1
      from = at + 1
      lineStart = from
    }
    return { line, column: Math.max(1, offset - lineStart + 1) }
  }
}

/** An OPML 2.0 document: a folder for each tag, a feed of several tags in each of them, feeds without tags on top. */
export function renderOpml(entries: readonly OpmlEntry[], title: string): string {
  const folders = Map.groupBy(
    entries.flatMap((entry) => entry.tags.map((tag) => ({ tag, entry }))),
    ({ tag }) => tag,
  )
  const lines = entries.filter(({ tags }) => tags.length === 0).map((entry) => `    ${outline(entry)}`)
  for (const [tag, members] of folders) {
    lines.push(`    <outline text=${quote(tag)} title=${quote(tag)}>`)
    lines.push(...members.map(({ entry }) => `      ${outline(entry)}`))
    lines.push('    </outline>')
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head>\n    <title>${escapeXml(title)}</title>\n  </head>`,
    '  <body>',
    ...lines,
    '  </body>',
    '</opml>',
    '',
  ].join('\n')
}

function outline({ url, title, siteUrl }: OpmlEntry): string {
  const name = quote(title ?? url)
  const site = siteUrl === undefined ? '' : ` htmlUrl=${quote(siteUrl)}`
  return `<outline type="rss" text=${name} title=${name} xmlUrl=${quote(url)}${site}/>`
}

const quote = (value: string): string => `"${escapeXml(value)}"`

/** Without the characters XML 1.0 cannot hold (section 2.2). */
function escapeXml(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\n\r\t]/g, ' ')
}
