/** Writes a feed as RSS 2.0, through the `feed` package and its extensions. */
import { Feed, type Extension } from 'feed'
import { fileName, hrefOf, type FeedDocument, type FeedEnclosure, type FeedItem } from './feed-document.ts'
import { escapeXml } from './prepare.ts'

const namespaces = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
}

/** Namespaces the package does not know stand on the channel element, declared by an extension of attributes. */
export function renderRss(document: FeedDocument): string {
  const { archive } = document
  const { title, description, image, author, urn, baseUrl, language, updatedMs, generator } = document
  const feed = new Feed({
    title: textNode(title),
    description: textNode(description),
    // RSS 2.0 demands a link. A feed without a home gives its own name: nothing tries to look that up.
    link: baseUrl === undefined ? urn : `${baseUrl}/`,
    // Keeps the place of the `atom:link` list below, which overwrites it, before the items: after them it is misplaced.
    feed: urn,
    updated: new Date(updatedMs),
    generator: `${generator.name} ${generator.version}`,
    ...(language === undefined ? {} : { language }),
    ...(image === undefined ? {} : { image: textNode(image) }),
  })
  const plays = document.items.some(
    ({ enclosures, episode }) =>
      episode !== undefined || enclosures.some(({ durationSeconds }) => durationSeconds !== undefined),
  )
  const itunes = { 'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd' }
  const history = { 'xmlns:fh': 'http://purl.org/syndication/history/1.0' }
  const further = { ...(plays ? itunes : {}), ...(archive.page === undefined ? {} : history) }
  feed.addExtension({ name: '_attributes', objects: { ...namespaces, ...further } })
  if (archive.page !== undefined) feed.addExtension(extension('fh:archive', {}))
  feed.addExtension(extension('atom:link', linksOf(document)))
  if (author !== undefined) feed.addExtension(extension('dc:creator', { _text: textNode(author.name) }))
  for (const item of document.items) {
    feed.addItem({
      id: item.id,
      title: item.title,
      link: item.url ?? '',
      date: new Date(item.publishedMs),
      description: cdata(escapeXml(item.summary) || item.html || escapeXml(item.title)),
      ...(item.html === '' ? {} : { content: cdata(item.html) }),
      extensions: extensionsOf(item, document),
    })
  }
  return `${feed.rss2()}\n`
}

/** Where the feed is, who tells of news, and where its older items are (RFC 5005 section 4). */
function linksOf(document: FeedDocument): readonly object[] {
  const { id, baseUrl, hubs, archive } = document
  const file = (rel: string, page?: number): object => {
    const href = escapeXml(hrefOf(document, fileName(id, 'rss', page)))
    return { _attributes: { rel, type: 'application/rss+xml', href } }
  }
  const isPage = archive.page !== undefined
  return [
    ...(baseUrl === undefined ? [] : [file('self', archive.page)]),
    ...(isPage ? [file('current')] : []),
    ...(archive.previous === undefined ? [] : [file('prev-archive', archive.previous)]),
    ...(isPage ? [] : hubs.map((href) => ({ _attributes: { rel: 'hub', href: escapeXml(href) } }))),
  ]
}

/** xml-js unescapes `&amp;` before it escapes; doubled, a literal one survives. */
const textNode = (text: string): string => text.replaceAll('&', '&amp;')
/** Of two `]]>` in one string xml-js would escape only the first. */
const cdata = (text: string): string => text.replaceAll(']]>', ']]&gt;')

// The package types the value of an extension as an object; xml-js takes lists for repeated elements.
function extension(name: string, value: unknown): Extension {
  const loose: { name: string; objects: Record<string, unknown> } = { name, objects: {} }
  Object.assign(loose, { objects: value })
  return loose
}

function extensionsOf(item: FeedItem, document: FeedDocument): Extension[] {
  const { title, authors, categories, source, copies, related } = item
  // The package writes a title as CDATA, in which a `]]>` of the title could not stand.
  const found: Extension[] = [extension('title', { _text: textNode(title) })]
  if (authors.length > 0)
    found.push(
      extension(
        'dc:creator',
        authors.map((name) => ({ _text: textNode(name) })),
      ),
    )
  if (categories.length > 0)
    found.push(
      extension(
        'category',
        categories.map((name) => ({ _text: textNode(name) })),
      ),
    )
  found.push(...mediaOf(item), ...episodeOf(item))
  if (source?.url !== undefined)
    found.push(
      extension('source', {
        _attributes: { url: escapeXml(source.url) },
        _text: textNode(source.publisher || document.title),
      }),
    )
  const links = [
    ...copies.map(({ url }) => ({ rel: 'via', url })),
    ...related.map(({ url }) => ({ rel: 'related', url })),
  ]
  const elements = links.flatMap(({ rel, url }) =>
    url === undefined ? [] : [{ _attributes: { rel, href: escapeXml(url) } }],
  )
  if (elements.length > 0) found.push(extension('atom:link', elements))
  return found
}

/** RSS has room for one file (its specification and Apple's podcast rules): the first that plays, else the first. */
function mediaOf({ enclosures, image }: FeedItem): readonly Extension[] {
  const fit = enclosures.filter(({ url }) => enclosureHost.test(url))
  const file = fit.find(({ type }) => /^(?:audio|video)\//.test(type)) ?? fit[0]
  const found: Extension[] = []
  if (file !== undefined) {
    const { url, lengthBytes = 0, type, durationSeconds } = file
    found.push(extension('enclosure', { _attributes: { url: escapeXml(url), length: lengthBytes, type } }))
    if (durationSeconds !== undefined) found.push(extension('itunes:duration', { _text: durationSeconds }))
  }
  const contents = enclosures.filter((other) => other !== file && other.url !== image).map(mediaContent)
  if (image !== undefined && image !== file?.url)
    contents.unshift({ _attributes: { url: escapeXml(image), medium: 'image' } })
  if (contents.length > 0) found.push(extension('media:content', contents))
  return found
}

/** Apple's podcast rules: what players order episodes by, and what parents are told. */
function episodeOf({ episode }: FeedItem): readonly Extension[] {
  const { number, season, kind, isExplicit } = episode ?? {}
  const told = {
    'itunes:season': season,
    'itunes:episode': number,
    'itunes:episodeType': kind,
    'itunes:explicit': isExplicit,
  }
  return Object.entries(told).flatMap(([name, value]) =>
    value === undefined ? [] : [extension(name, { _text: String(value) })],
  )
}

/** The validators of RSS know hosts of letters, digits and dashes only; other files are told as media:content. */
const enclosureHost = /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:[:/]|$)/

function mediaContent({ url, type, lengthBytes, durationSeconds }: FeedEnclosure): object {
  const attributes = { url: escapeXml(url), type, fileSize: lengthBytes, duration: durationSeconds }
  return {
    _attributes: Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)),
  }
}
