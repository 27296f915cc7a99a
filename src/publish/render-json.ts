/** Writes a feed as JSON Feed 1.1 (jsonfeed.org/version/1.1), through the `feed` package and its extensions. */
import { Feed, type Extension } from 'feed'
import { fileName, hrefOf, type FeedDocument, type FeedItem } from './feed-document.ts'

/** What the package writes as 1.0, or not at all, goes in as extensions: they overwrite members of the same name. */
export function renderJson(document: FeedDocument): string {
  const { title, description, image, author, baseUrl, id, hubs, language } = document
  const { page, previous } = document.archive
  const feed = new Feed({
    title,
    description,
    ...(image === undefined ? {} : { image }),
    ...(baseUrl === undefined
      ? {}
      : { link: `${baseUrl}/`, feedLinks: { json: hrefOf(document, fileName(id, 'json', page)) } }),
  })
  for (const [name, value] of Object.entries({
    version: 'https://jsonfeed.org/version/1.1',
    authors: author === undefined ? undefined : [author],
    language,
    next_url: previous === undefined ? undefined : hrefOf(document, fileName(id, 'json', previous)),
    hubs: hubs.length === 0 || page !== undefined ? undefined : hubs.map((url) => ({ type: 'WebSub', url })),
  })) {
    if (value !== undefined) feed.addExtension(extension(name, value))
  }
  for (const item of document.items) {
    feed.addItem({
      id: item.id,
      title: item.title,
      link: item.url ?? '',
      date: new Date(item.updatedMs),
      published: new Date(item.publishedMs),
      ...(item.html === '' ? {} : { content: item.html }),
      extensions: extensionsOf(item),
    })
  }
  return `${feed.json1()}\n`
}

// The package types the value of an extension as an object; JSON Feed has strings and lists there too.
function extension(name: string, value: unknown): Extension {
  const loose: { name: string; objects: Record<string, unknown> } = { name, objects: {} }
  Object.assign(loose, { objects: value })
  return loose
}

function extensionsOf(item: FeedItem): Extension[] {
  const {
    authors,
    categories,
    enclosures,
    image,
    language,
    origin,
    copies,
    related,
    evidenceKinds,
    url,
    html,
    summary,
    title,
  } = item
  const isElsewhere = origin.level === 'E2' || origin.level === 'E3' || origin.level === 'E4'
  const externalUrl = isElsewhere ? (origin.url ?? url) : url
  const members: Record<string, unknown> = {
    content_text: html === '' ? title : undefined,
    summary: summary === '' ? undefined : summary,
    external_url: externalUrl,
    image,
    language,
    authors: authors.length === 0 ? undefined : authors.map((name) => ({ name })),
    tags: categories.length === 0 ? undefined : categories,
    attachments:
      enclosures.length === 0
        ? undefined
        : enclosures.map((file) => ({
            url: file.url,
            mime_type: file.type,
            size_in_bytes: file.lengthBytes,
            duration_in_seconds: file.durationSeconds,
          })),
    _headwater: {
      origin,
      evidence: evidenceKinds,
      copies,
      related: related.length === 0 ? undefined : related,
    },
  }
  return Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [extension(name, value)],
  )
}
