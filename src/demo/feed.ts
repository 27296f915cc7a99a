/** Feeds as different outlets write them: RSS 2.0, RSS 1.0, Atom and JSON Feed. */
import { escapeHtml as x } from './page.ts'

export interface FeedEntry {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly html: string
  readonly publishedMs: number
}

export interface FeedInput {
  readonly outlet: string
  readonly site: string
  readonly entries: readonly FeedEntry[]
}

const rssDate = (ms: number): string => new Date(ms).toUTCString()
const isoDate = (ms: number): string => new Date(ms).toISOString()

/** RSS 2.0 with content:encoded. */
export function renderRss2({ outlet, site, entries }: FeedInput): string {
  const items = entries.map(
    ({ id, url, title, html, publishedMs }) =>
      `<item><title>${x(title)}</title><link>${x(url)}</link><guid isPermaLink="false">${x(id)}</guid><pubDate>${rssDate(publishedMs)}</pubDate><content:encoded><![CDATA[${html}]]></content:encoded></item>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${x(outlet)}</title><link>${site}/</link><description>${x(outlet)}</description>${items.join('\n')}</channel></rss>\n`
}

/** RSS 1.0 (RDF). */
export function renderRdf({ outlet, site, entries }: FeedInput): string {
  const items = entries.map(
    ({ url, title, html, publishedMs }) =>
      `<item rdf:about="${x(url)}"><title>${x(title)}</title><link>${x(url)}</link><dc:date>${isoDate(publishedMs)}</dc:date><description>${x(html)}</description></item>`,
  )
  const list = entries.map(({ url }) => `<rdf:li rdf:resource="${x(url)}"/>`).join('')
  return `<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="${site}/"><title>${x(outlet)}</title><link>${site}/</link><description>${x(outlet)}</description><items><rdf:Seq>${list}</rdf:Seq></items></channel>${items.join('\n')}</rdf:RDF>\n`
}

/** Atom 1.0. */
export function renderAtom1({ outlet, site, entries }: FeedInput): string {
  const items = entries.map(
    ({ id, url, title, html, publishedMs }) =>
      `<entry><id>tag:${x(id)}</id><title>${x(title)}</title><link rel="alternate" href="${x(url)}"/><published>${isoDate(publishedMs)}</published><updated>${isoDate(publishedMs)}</updated><content type="html">${x(html)}</content></entry>`,
  )
  const updated = isoDate(Math.max(0, ...entries.map(({ publishedMs }) => publishedMs)))
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>${site}/</id><title>${x(outlet)}</title><updated>${updated}</updated><link rel="alternate" href="${site}/"/>${items.join('\n')}</feed>\n`
}

/** JSON Feed 1.1. */
export function renderJsonFeed({ outlet, site, entries }: FeedInput): string {
  const items = entries.map(({ id, url, title, html, publishedMs }) => ({ id, url, title, content_html: html, date_published: isoDate(publishedMs) }))
  return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: outlet, home_page_url: `${site}/`, items })
}
