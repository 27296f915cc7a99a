/** Writes the page that lists the feeds. Works from any web server: relative links, no script, nothing from elsewhere. */
import { createHash } from 'node:crypto'
import type { FeedList } from './render-feeds-opml.ts'
import { escapeXml as x, prepareLine } from './prepare.ts'

const style =
  ':root{color-scheme:light dark;font:1.05rem/1.5 system-ui,sans-serif}body{max-width:44rem;margin:2rem auto;padding:0 1rem}li{margin:1rem 0}h2{margin:0;font-size:1.1rem}p{margin:.2rem 0}a{color:LinkText}a:focus-visible{outline:3px solid}'
const styleHash = createHash('sha256').update(style).digest('base64')
const formatNames = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' } as const
const mediaTypes = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
} as const

/** HTML; its policy allows its own style and nothing else. */
export function renderIndex({ feeds }: FeedList): string {
  const alternates = feeds.flatMap(({ id, title, formats }) =>
    formats.map(
      (format) =>
        `<link rel="alternate" type="${mediaTypes[format]}" title="${x(prepareLine(title))}" href="${x(id)}.${format}">`,
    ),
  )
  const rows = feeds.map(({ id, title, description, formats }) => {
    const links = formats.map(
      (format) =>
        `<a href="${x(id)}.${format}" aria-label="${x(`${prepareLine(title)} as ${formatNames[format]}`)}">${formatNames[format]}</a>`,
    )
    const about = description === undefined ? '' : `<p>${x(prepareLine(description, 2000))}</p>`
    return `<li><h2>${x(prepareLine(title) || id)}</h2>${about}<p>${[...links, `<a href="${x(id)}.dropped.atom">what was left out</a>`].join(' · ')}</p></li>`
  })
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Headwater feeds</title>',
    `<style>${style}</style>`,
    ...alternates,
    '</head><body><main><h1>Feeds</h1>',
    `<ul>${rows.join('\n')}</ul>`,
    '<p><a href="feeds.opml">All feeds as OPML</a></p></main></body></html>',
    '',
  ].join('\n')
}
