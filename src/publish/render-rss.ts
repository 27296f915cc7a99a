/** Writes a feed as RSS 2.0, through the `feed` package and its extensions. */
import { Feed, type Extension } from 'feed'
import type { FeedDocument, FeedItem } from './feed-document.ts'
import { escapeXml } from './prepare.ts'

const namespaces = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
}

/** Namespaces the package does not know stand on the channel element, declared by an extension of attributes. */
export function renderRss(document: FeedDocument): string {
  const { title, description, image, author, urn, baseUrl, id, hubs, language, updatedMs, generator } =
    document
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
  feed.addExtension({ name: '_attributes', objects: namespaces })
  const self = { rel: 'self', type: 'application/rss+xml', href: escapeXml(`${baseUrl}/${id}.rss`) }
  const links = [
    ...(baseUrl === undefined ? [] : [{ _attributes: self }]),
    ...hubs.map((href) => ({ _attributes: { rel: 'hub', href: escapeXml(href) } })),
  ]
  feed.addExtension(extension('atom:link', links))
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
  const { title, authors, categories, enclosures, image, source, copies, related } = item
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
  const [file] = enclosures
  if (file !== undefined)
    found.push(
      extension('enclosure', {
        _attributes: { url: escapeXml(file.url), length: file.lengthBytes ?? 0, type: file.type },
      }),
    )
  if (image !== undefined)
    found.push(extension('media:content', { _attributes: { url: escapeXml(image), medium: 'image' } }))
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
