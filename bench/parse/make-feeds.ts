/** Feeds of any size in every format, with the same invented entries: what the speed of parsers is measured on. */

const words =
  'harbour council opened bridge river ferry morning market school teachers voted budget season storm coast village museum Zürich paid “quiet” workers train café station after before under plans new old with the of and a in'.split(
    ' ',
  )

/** Deterministic, so that every run measures the same bytes. */
function sentence(seed: number): string {
  const length = 8 + (seed % 11)
  const picked = Array.from(
    { length },
    (_, index) => words[(seed * 31 + index * index * 17 + index * 7) % words.length],
  )
  return `${picked.join(' ')}.`
}

const paragraph = (seed: number): string =>
  `<p>${[0, 1, 2, 3].map((part) => sentence(seed * 5 + part)).join(' ')} <a href="https://harbour.example/tag/${seed}">tag</a> R&amp;D</p>`

interface Item {
  readonly number: number
  readonly title: string
  readonly html: string
  readonly summary: string
  readonly link: string
  readonly date: Date
}

const item = (number: number, paragraphs: number): Item => ({
  number,
  title: `${sentence(number)} ${number}`,
  html: `${Array.from({ length: paragraphs }, (_, part) => paragraph(number * 7 + part)).join('\n')}<p><img src="/i/${number}.jpg" alt="a view"></p>`,
  summary: sentence(number * 3),
  link: `https://harbour.example/2024/05/${number}?utm_source=rss&utm_medium=feed`,
  date: new Date(Date.UTC(2024, 4, 1) + number * 3_600_000),
})

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const namespaces =
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'

const rssItem = ({ number, title, html, summary, link, date }: Item): string => `<item>
<title>${escape(title)}</title>
<link>${escape(link)}</link>
<guid isPermaLink="false">harbour-${number}</guid>
<pubDate>${date.toUTCString()}</pubDate>
<dc:creator><![CDATA[Ada Moor]]></dc:creator>
<category><![CDATA[World]]></category><category>Ships</category>
<description><![CDATA[${summary}]]></description>
<content:encoded><![CDATA[${html}]]></content:encoded>
<media:content url="https://harbour.example/i/${number}.jpg" medium="image"/>
</item>`

const rdfItem = ({ title, html, summary, link, date }: Item): string => `<item rdf:about="${escape(link)}">
<title>${escape(title)}</title>
<link>${escape(link)}</link>
<dc:date>${date.toISOString()}</dc:date>
<dc:creator>Ada Moor</dc:creator>
<dc:subject>World</dc:subject>
<description>${escape(summary)}</description>
<content:encoded>${escape(html)}</content:encoded>
</item>`

const atomEntry = ({ number, title, html, summary, link, date }: Item): string => `<entry>
<id>tag:harbour.example,2024:${number}</id>
<title type="html">${escape(escape(title))}</title>
<link rel="alternate" type="text/html" href="${escape(link)}"/>
<published>${date.toISOString()}</published>
<updated>${date.toISOString()}</updated>
<author><name>Ada Moor</name></author>
<category term="World"/>
<summary>${escape(summary)}</summary>
<content type="html">${escape(html)}</content>
</entry>`

const jsonItem = ({ number, title, html, summary, link, date }: Item): unknown => ({
  id: `harbour-${number}`,
  url: link,
  title,
  content_html: html,
  summary,
  date_published: date.toISOString(),
  authors: [{ name: 'Ada Moor' }],
  tags: ['World', 'Ships'],
})

const head = '<title>Harbour</title><link>https://harbour.example/</link><description>All of it</description>'

const makers: Readonly<Record<string, (items: readonly Item[]) => string>> = {
  rss: (items) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" ${namespaces}><channel>${head}${items.map(rssItem).join('\n')}</channel></rss>`,
  rdf: (items) =>
    `<?xml version="1.0"?>\n<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" ${namespaces}><channel>${head}</channel>${items.map(rdfItem).join('\n')}</rdf:RDF>`,
  atom: (items) =>
    `<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title><id>tag:harbour.example,2024:feed</id><updated>2024-05-01T00:00:00Z</updated><link href="https://harbour.example/"/>${items.map(atomEntry).join('\n')}</feed>`,
  json: (items) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Harbour',
      home_page_url: 'https://harbour.example/',
      items: items.map(jsonItem),
    }),
}

/** One feed of `entries` entries in each format; an entry of six paragraphs has 3 KB. */
export function makeFeeds(entries: number, paragraphs = 6): ReadonlyMap<string, Uint8Array> {
  const items = Array.from({ length: entries }, (_, number) => item(number, paragraphs))
  return new Map(Object.entries(makers).map(([format, make]) => [format, Buffer.from(make(items))]))
}
