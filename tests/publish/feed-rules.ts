/** The rules of RSS 2.0, Atom 1.0 and JSON Feed 1.1 that validators enforce, as checks of what was written. */
import { z } from 'zod'
import { childrenOf, parseStrictXml, textOfOne, type XmlElement } from './strict-xml.ts'

const urn = /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
// RFC 3986, only the characters; `[` and `]` stand in no path or query.
const address =
  /^https?:\/\/(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?\/(?:[\w;/?:@&=+$.\-!~*'(),#]|%[\da-fA-F]{2})*$/
const mediaType = /^[\w.+-]+\/[\w.+-]+$/
const rfc822 = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/
const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const languageTag = /^[a-zA-Z]{2,3}(?:-[a-zA-Z\d]{2,8})*$/
// What a reader that expects plain text may take for markup.
const markup = /<[a-zA-Z!/?]|&#\w|&\w+;/

/** In words what is wrong; empty for a valid document. */
type Findings = string[]

function expectAll(
  found: Findings,
  what: string,
  rows: readonly (readonly [string | undefined, RegExp])[],
): void {
  for (const [value, pattern] of rows)
    if (value === undefined || !pattern.test(value)) found.push(`${what}: ${JSON.stringify(value)}`)
}

function expectPlain(found: Findings, what: string, texts: readonly string[]): void {
  for (const text of texts)
    if (text.trim() === '' || markup.test(text))
      found.push(`${what} is no plain text: ${JSON.stringify(text)}`)
}

function expectDistinct(found: Findings, what: string, values: readonly string[]): void {
  if (new Set(values).size !== values.length) found.push(`${what} is there twice`)
}

const links = (element: XmlElement, name: string): readonly Readonly<Record<string, string>>[] =>
  childrenOf(element, name).map(({ attributes }) => attributes)

/** RSS 2.0, its best practices profile, and the modules we use. */
export function checkRss(written: string, location?: string): readonly string[] {
  const found: Findings = []
  const root = parseStrictXml(written)
  const [channel] = childrenOf(root, 'channel')
  if (root.name !== 'rss' || root.attributes['version'] !== '2.0' || channel === undefined)
    return ['no RSS 2.0 channel']
  expectPlain(found, 'channel title', [textOfOne(channel, 'title'), textOfOne(channel, 'description')])
  expectAll(found, 'lastBuildDate', [[textOfOne(channel, 'lastBuildDate'), rfc822]])
  const first = channel.children.findIndex(({ name }) => name === 'item')
  const misplaced = channel.children
    .slice(Math.max(0, first))
    .filter(({ name }) => /^[a-z]+$/i.test(name) && name !== 'item')
  if (
    first >= 0 &&
    [...misplaced, ...channel.children.slice(first).filter(({ name }) => name === 'atom:link')].length > 0
  )
    found.push('elements of the channel after its items')
  checkSelf(found, links(channel, 'atom:link'), location)
  for (const { attributes } of childrenOf(channel, 'atom:link'))
    expectAll(found, 'atom:link', [[attributes['rel'], /^[a-z-]+$/]])
  const items = childrenOf(channel, 'item')
  for (const item of items) checkRssItem(found, item)
  expectDistinct(
    found,
    'guid',
    items.map((item) => textOfOne(item, 'guid')),
  )
  return found
}

function checkRssItem(found: Findings, item: XmlElement): void {
  const names = item.children.map(({ name }) => name)
  for (const name of [
    'title',
    'link',
    'guid',
    'pubDate',
    'description',
    'content:encoded',
    'enclosure',
    'source',
  ])
    if (names.filter((other) => other === name).length > 1) found.push(`${name} twice in an item`)
  if (names.includes('content:encoded') && names.indexOf('description') > names.indexOf('content:encoded'))
    found.push('description after content:encoded')
  expectAll(found, 'guid', [[textOfOne(item, 'guid'), urn]])
  expectAll(found, 'pubDate', [[textOfOne(item, 'pubDate'), rfc822]])
  expectPlain(found, 'title', [textOfOne(item, 'title')])
  for (const name of ['dc:creator', 'category', 'source'])
    expectPlain(
      found,
      name,
      childrenOf(item, name).map(({ text }) => text),
    )
  expectAll(
    found,
    'link',
    childrenOf(item, 'link').map(({ text }) => [text, address]),
  )
  expectAll(
    found,
    'source',
    links(item, 'source').map(({ url }) => [url, address]),
  )
  for (const { href, rel } of links(item, 'atom:link'))
    expectAll(found, 'atom:link', [
      [href, address],
      [rel, /^(?:via|related)$/],
    ])
  for (const { url, type, length } of links(item, 'enclosure'))
    expectAll(found, 'enclosure', [
      [url, address],
      [type, mediaType],
      [length, /^\d+$/],
    ])
  for (const { url } of links(item, 'media:content')) expectAll(found, 'media:content', [[url, address]])
}

/** A self link is where the document is served. */
function checkSelf(
  found: Findings,
  all: readonly Readonly<Record<string, string>>[],
  location: string | undefined,
): void {
  const self = all.filter(({ rel }) => rel === 'self').map(({ href }) => href)
  if (location !== undefined && (self.length !== 1 || self[0] !== location))
    found.push(`self is ${self.join(' ')}`)
}

/** Atom 1.0 (RFC 4287). */
export function checkAtom(written: string, location?: string): readonly string[] {
  const found: Findings = []
  const feed = parseStrictXml(written)
  if (feed.name !== 'feed' || feed.attributes['xmlns'] !== 'http://www.w3.org/2005/Atom')
    return ['no Atom feed']
  expectAll(found, 'feed id', [[textOfOne(feed, 'id'), urn]])
  expectAll(found, 'feed updated', [[textOfOne(feed, 'updated'), rfc3339]])
  expectPlain(found, 'feed title', [textOfOne(feed, 'title')])
  checkSelf(found, links(feed, 'link'), location)
  const entries = childrenOf(feed, 'entry')
  for (const entry of entries) checkAtomEntry(found, entry)
  for (const name of ['id', 'updated'])
    expectDistinct(
      found,
      name,
      entries.map((entry) => textOfOne(entry, name)),
    )
  return found
}

function checkAtomEntry(found: Findings, entry: XmlElement): void {
  expectAll(found, 'id', [[textOfOne(entry, 'id'), urn]])
  expectAll(found, 'updated', [[textOfOne(entry, 'updated'), rfc3339]])
  expectAll(
    found,
    'published',
    childrenOf(entry, 'published').map(({ text }) => [text, rfc3339]),
  )
  expectPlain(found, 'title', [textOfOne(entry, 'title')])
  const language = entry.attributes['xml:lang']
  if (language !== undefined) expectAll(found, 'xml:lang', [[language, languageTag]])
  for (const author of childrenOf(entry, 'author')) expectPlain(found, 'author', [textOfOne(author, 'name')])
  for (const { term = '' } of links(entry, 'category')) expectPlain(found, 'category', [term])
  for (const { href, rel, type, title, length } of links(entry, 'link')) {
    expectAll(found, 'link', [
      [href, address],
      [rel, /^(?:alternate|enclosure|via|related)$/],
    ])
    if (type !== undefined) expectAll(found, 'link type', [[type, mediaType]])
    if (title !== undefined) expectPlain(found, 'link title', [title])
    if (length !== undefined) expectAll(found, 'link length', [[length, /^\d+$/]])
  }
  if (links(entry, 'link').filter(({ rel }) => rel === 'alternate').length > 1) found.push('two alternates')
  if (childrenOf(entry, 'content').length !== 1) found.push('not one content')
  const sources = childrenOf(entry, 'source')
  if (sources.length > 0 && entry.children.at(-1)?.name !== 'source') found.push('source is not last')
  for (const source of sources) {
    expectAll(found, 'source id', [[textOfOne(source, 'id'), address]])
    expectAll(found, 'source updated', [[textOfOne(source, 'updated'), rfc3339]])
    expectPlain(found, 'source title', [textOfOne(source, 'title')])
  }
}

const webAddress = z.string().regex(address)
const line = z
  .string()
  .min(1)
  .refine((text) => !markup.test(text))
const author = z.strictObject({
  name: line.optional(),
  url: webAddress.optional(),
  avatar: webAddress.optional(),
})
const attachment = z.strictObject({
  url: webAddress,
  mime_type: z.string().regex(mediaType),
  title: line.optional(),
  size_in_bytes: z.int().positive().optional(),
  duration_in_seconds: z.number().positive().optional(),
})
const jsonItem = z
  .strictObject({
    id: z.string().regex(urn),
    url: webAddress.optional(),
    external_url: webAddress.optional(),
    title: line,
    content_html: z.string().min(1).optional(),
    content_text: z.string().min(1).optional(),
    summary: z.string().min(1).optional(),
    image: webAddress.optional(),
    banner_image: webAddress.optional(),
    date_published: z.string().regex(rfc3339),
    date_modified: z.string().regex(rfc3339),
    authors: z.array(author).min(1).optional(),
    tags: z.array(line).min(1).optional(),
    language: z.string().regex(languageTag).optional(),
    attachments: z.array(attachment).min(1).optional(),
    _headwater: z.looseObject({}),
  })
  .refine((item) => item.content_html !== undefined || item.content_text !== undefined)
const jsonFeed = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: line,
  home_page_url: webAddress.optional(),
  feed_url: webAddress.optional(),
  description: line.optional(),
  icon: webAddress.optional(),
  authors: z.array(author).min(1).optional(),
  language: z.string().regex(languageTag).optional(),
  next_url: z.string().min(1).optional(),
  hubs: z
    .array(z.strictObject({ type: z.string(), url: webAddress }))
    .min(1)
    .optional(),
  items: z.array(jsonItem),
})

/** JSON Feed 1.1: nothing but its members, those that must be there, and the form of each. */
export function checkJson(written: string): readonly string[] {
  const { error, data } = jsonFeed.safeParse(JSON.parse(written))
  const found: Findings = (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
  expectDistinct(found, 'id', data?.items.map(({ id }) => id) ?? [])
  return found
}
