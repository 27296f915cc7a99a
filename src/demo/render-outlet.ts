/** Renders an outlet's feed and pages as such outlets do, furniture included. */
import type { Outlet, Posting } from './outlets.ts'

interface Rendered {
  readonly type: string
  readonly text: string
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? character)
}

const address = (outlet: Outlet, posting: Posting): string => `http://${outlet.host}${posting.path}`

const dateOf = (posting: Posting, nowMs: number): Date => new Date(nowMs - posting.hoursAgo * 3_600_000)

/** The article with what its outlet puts before and after it. */
function articleHtml(outlet: Outlet, posting: Posting): string {
  const { paragraphs, title } = posting.text
  const body = paragraphs.map((paragraph) => `<p>${escape(paragraph)}</p>`).join('\n')
  if (outlet.style === 'syndicator') {
    return `<p>${outlet.name} partner content</p>\n${body}\n<p>Subscribe to the ${outlet.name} newsletter for more stories like this.</p>`
  }
  if (posting.closing !== undefined) return `${body}\n<p><em>${posting.closing}</em></p>`
  if (posting.original === undefined) return body
  return `${body}\n<p>Source link <a href="${posting.original}">${escape(title)}</a></p>\n<p>The post <a href="${address(outlet, posting)}">${escape(title)}</a> appeared first on <a href="http://${outlet.host}/">${outlet.name}</a>.</p>`
}

function feedHtml(outlet: Outlet, posting: Posting): string {
  if (outlet.style !== 'teaser' && outlet.style !== 'aggregator') return articleHtml(outlet, posting)
  return `<p>${escape((posting.text.paragraphs[0] ?? '').split(' ').slice(0, 24).join(' '))} […]</p>`
}

/** The article's page: navigation, share bar, text, related links, footer. */
export function renderPage(outlet: Outlet, posting: Posting, nowMs: number): string {
  const url = address(outlet, posting)
  const title = escape(posting.text.title)
  const published = dateOf(posting, nowMs).toISOString()
  const facts = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: posting.text.title,
    datePublished: published,
    url,
    publisher: { '@type': 'Organization', name: outlet.name },
  }
  const data =
    outlet.style === 'spinner'
      ? ''
      : `<script type="application/ld+json">${JSON.stringify(facts).replaceAll('<', '\\u003c')}</script>`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} | ${outlet.name}</title>
<link rel="canonical" href="${url}"><meta property="og:type" content="article"><meta property="og:url" content="${url}">
<meta property="og:title" content="${title}"><meta property="og:site_name" content="${outlet.name}"><meta property="article:published_time" content="${published}">
${data}</head><body>
<nav><a href="/">Home</a> <a href="/feed">Feed</a></nav>
<main><article><h1>${title}</h1><div class="share-bar"><a href="#share">Share</a></div>
${articleHtml(outlet, posting)}
</article></main>
<footer><p>© ${outlet.name}. All rights reserved.</p></footer></body></html>
`
}

/** The outlet's feed in its own format. */
export function renderFeed(outlet: Outlet, postings: readonly Posting[], nowMs: number): Rendered {
  switch (outlet.format) {
    case 'rss':
      return { type: 'application/rss+xml; charset=utf-8', text: rss(outlet, postings, nowMs) }
    case 'rdf':
      return { type: 'application/rdf+xml; charset=utf-8', text: rdf(outlet, postings, nowMs) }
    case 'atom':
      return { type: 'application/atom+xml; charset=utf-8', text: atom(outlet, postings, nowMs) }
    case 'json':
  }
  return { type: 'application/feed+json', text: jsonFeed(outlet, postings, nowMs) }
}

function rss(outlet: Outlet, postings: readonly Posting[], nowMs: number): string {
  const items = postings.map((posting) => {
    const url = address(outlet, posting)
    const content = escape(feedHtml(outlet, posting))
    const full =
      outlet.style === 'teaser' || outlet.style === 'aggregator'
        ? ''
        : `<content:encoded>${content}</content:encoded>`
    const summary = full === '' ? content : escape(posting.text.paragraphs[0] ?? '')
    return `<item><title>${escape(posting.text.title)}</title><link>${url}</link><guid>${url}</guid><pubDate>${dateOf(posting, nowMs).toUTCString()}</pubDate><description>${summary}</description>${full}</item>`
  })
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${outlet.name}</title><link>http://${outlet.host}/</link><description>${outlet.name}</description>
${items.join('\n')}
</channel></rss>
`
}

function rdf(outlet: Outlet, postings: readonly Posting[], nowMs: number): string {
  const items = postings.map((posting) => {
    const url = address(outlet, posting)
    return `<item rdf:about="${url}"><title>${escape(posting.text.title)}</title><link>${url}</link><dc:date>${dateOf(posting, nowMs).toISOString()}</dc:date><description>${escape(feedHtml(outlet, posting))}</description></item>`
  })
  const list = postings.map((posting) => `<rdf:li rdf:resource="${address(outlet, posting)}"/>`).join('')
  return `<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://${outlet.host}/feed"><title>${outlet.name}</title><link>http://${outlet.host}/</link><description>${outlet.name}</description><items><rdf:Seq>${list}</rdf:Seq></items></channel>
${items.join('\n')}
</rdf:RDF>
`
}

function atom(outlet: Outlet, postings: readonly Posting[], nowMs: number): string {
  const entries = postings.map((posting) => {
    const url = address(outlet, posting)
    const date = dateOf(posting, nowMs).toISOString()
    return `<entry><id>${url}</id><title>${escape(posting.text.title)}</title><link href="${url}"/><published>${date}</published><updated>${date}</updated><content type="html">${escape(feedHtml(outlet, posting))}</content></entry>`
  })
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>http://${outlet.host}/</id><title>${outlet.name}</title><updated>${new Date(nowMs).toISOString()}</updated><author><name>${outlet.name}</name></author>
${entries.join('\n')}
</feed>
`
}

function jsonFeed(outlet: Outlet, postings: readonly Posting[], nowMs: number): string {
  const items = postings.map((posting) => {
    const url = address(outlet, posting)
    return {
      id: url,
      url,
      title: posting.text.title,
      content_html: feedHtml(outlet, posting),
      date_published: dateOf(posting, nowMs).toISOString(),
    }
  })
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: outlet.name,
    home_page_url: `http://${outlet.host}/`,
    items,
  })
}
