/** Writes a feed as Atom 1.0 (RFC 4287). */
import { fileName, hrefOf, type FeedDocument, type FeedItem } from './feed-document.ts'
import { escapeXml as x } from './prepare.ts'

const time = (ms: number): string => new Date(ms).toISOString()
const element = (name: string, text: string): string => (text === '' ? '' : `<${name}>${x(text)}</${name}>`)
const link = (rel: string, href: string, rest = ''): string => `<link rel="${rel}"${rest} href="${x(href)}"/>`
const titled = (title: string): string => (title === '' ? '' : ` title="${x(title)}"`)

/** A page of the archive says so and where the next older one is (RFC 5005 section 4). */
export function renderAtom(document: FeedDocument): string {
  const { title, description, urn, image, baseUrl, hubs, updatedMs, generator, language, items } = document
  const { page, previous } = document.archive
  const { name, url } = document.author ?? { name: title, url: undefined }
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"${page === undefined ? '' : ' xmlns:fh="http://purl.org/syndication/history/1.0"'}${language === undefined ? '' : ` xml:lang="${x(language)}"`}>`,
    `${element('id', urn)}${element('title', title)}${element('subtitle', description)}<updated>${time(updatedMs)}</updated>`,
    `<author>${element('name', name)}${element('uri', url ?? '')}</author>${element('logo', image ?? '')}<generator version="${x(generator.version)}">${x(generator.name)}</generator>`,
    ...(baseUrl === undefined
      ? []
      : [
          link('alternate', `${baseUrl}/`, ' type="text/html"'),
          link('self', hrefOf(document, fileName(document.id, 'atom', page)), atomType),
        ]),
    page === undefined
      ? ''
      : `<fh:archive/>${link('current', hrefOf(document, fileName(document.id, 'atom')), atomType)}`,
    previous === undefined
      ? ''
      : link('prev-archive', hrefOf(document, fileName(document.id, 'atom', previous)), atomType),
    ...(page === undefined ? hubs.map((hub) => link('hub', hub)) : []),
    ...items.map(entry),
    '</feed>',
  ]
  return `${lines.filter((line) => line !== '').join('\n')}\n`
}

const atomType = ' type="application/atom+xml"'

/** `source` stands last: sfeed would show its title as the entry's. */
function entry(item: FeedItem): string {
  const {
    id,
    title,
    url,
    updatedMs,
    publishedMs,
    authors,
    publisher,
    categories,
    summary,
    html,
    enclosures,
    image,
    copies,
    related,
    source,
    language,
  } = item
  const names = authors.length > 0 ? authors : publisher === '' ? [] : [publisher]
  return [
    `<entry${language === undefined ? '' : ` xml:lang="${x(language)}"`}>${element('id', id)}<title type="text">${x(title)}</title>`,
    url === undefined ? '' : link('alternate', url, ' type="text/html"'),
    `<updated>${time(updatedMs)}</updated><published>${time(publishedMs)}</published>`,
    ...names.map((name) => `<author>${element('name', name)}</author>`),
    ...categories.map((term) => `<category term="${x(term)}"/>`),
    ...enclosures.map((file) =>
      link(
        'enclosure',
        file.url,
        ` type="${x(file.type)}"${file.lengthBytes === undefined ? '' : ` length="${file.lengthBytes}"`}`,
      ),
    ),
    ...copies.flatMap((copy) =>
      copy.url === undefined ? [] : [link('via', copy.url, titled(copy.publisher))],
    ),
    ...related.map((other) => link('related', other.url, titled(other.title))),
    ...enclosures.flatMap(({ url: href, type, durationSeconds }) =>
      durationSeconds === undefined
        ? []
        : [`<media:content url="${x(href)}" type="${x(type)}" duration="${durationSeconds}"/>`],
    ),
    image === undefined ? '' : `<media:thumbnail url="${x(image)}"/>`,
    summary === '' ? '' : `<summary type="text">${x(summary)}</summary>`,
    `<content type="html">${x(html === '' ? x(title) : html)}</content>`,
    source?.url === undefined
      ? ''
      : `<source>${element('id', source.url)}${element('title', source.publisher || title)}${link('alternate', source.url)}<updated>${time(publishedMs)}</updated></source>`,
    '</entry>',
  ].join('')
}
