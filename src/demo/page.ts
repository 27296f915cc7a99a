/** A page of an invented outlet, with the furniture real pages have around their articles. */
import type { Text } from './texts.ts'

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export interface PageInput {
  readonly outlet: string
  /** Scheme and host, no trailing slash. */
  readonly site: string
  readonly url: string
  readonly text: Text
  readonly publishedMs: number
  /** HTML after the last paragraph. */
  readonly closing?: string
  /** HTML before the first paragraph. */
  readonly opening?: string
  /** Left out: the page declares itself. */
  readonly canonical?: string
}

/** Paragraphs as `<p>`, short ones without a full stop as cross-heads. */
export function renderParagraphs(text: Text): string {
  const isHeading = (line: string): boolean => line.length < 60 && !/[.!?”:]$/.test(line)
  return text.paragraphs
    .map((line) => (isHeading(line) ? `<h2>${escapeHtml(line)}</h2>` : `<p>${escapeHtml(line)}</p>`))
    .join('\n')
}

function renderHead({ outlet, url, text, publishedMs, canonical = url }: PageInput): string {
  const time = new Date(publishedMs).toISOString()
  const article = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: text.title,
    datePublished: time,
    mainEntityOfPage: canonical,
    publisher: { '@type': 'Organization', name: outlet },
  }
  return [
    '<meta charset="utf-8">',
    `<title>${escapeHtml(text.title)} | ${escapeHtml(outlet)}</title>`,
    `<link rel="canonical" href="${escapeHtml(canonical)}">`,
    `<meta property="og:title" content="${escapeHtml(text.title)}">`,
    `<meta property="og:site_name" content="${escapeHtml(outlet)}">`,
    `<meta property="og:url" content="${escapeHtml(canonical)}">`,
    `<meta property="article:published_time" content="${time}">`,
    `<script type="application/ld+json">${JSON.stringify(article).replaceAll('<', '\\u003c')}</script>`,
  ].join('\n')
}

/** A whole document. */
export function renderPage(input: PageInput): string {
  const { outlet, site, text, opening = '', closing = '' } = input
  return `<!doctype html>
<html lang="en"><head>
${renderHead(input)}
</head><body>
<header><a href="${site}/">${escapeHtml(outlet)}</a><nav><a href="${site}/world">World</a> <a href="${site}/sea">Sea</a> <a href="${site}/letters">Letters</a></nav></header>
<main><article><h1>${escapeHtml(text.title)}</h1>
${opening}
${renderParagraphs(text)}
${closing}
</article>
<aside class="related"><h3>More stories</h3><ul><li><a href="${site}/a">Herring</a></li><li><a href="${site}/b">Weather</a></li></ul></aside></main>
<footer><p>© ${escapeHtml(outlet)}. All rights reserved. Sign up for our newsletter.</p></footer>
</body></html>
`
}
