/** Writes the published feeds as OPML 2.0, for readers to subscribe to all at once. */
import type { FeedSettings, PublishSettings } from '../model/settings.ts'
import { escapeXml as x, prepareLine } from './prepare.ts'

export interface FeedList {
  readonly feeds: readonly FeedSettings[]
  readonly publish: PublishSettings
}

/** The richest format a feed has; relative addresses without a base URL. */
export function renderFeedsOpml({ feeds, publish }: FeedList): string {
  const base = publish.baseUrl === undefined ? '' : `${publish.baseUrl}/`
  const outlines = feeds.map(({ id, title, formats }) => {
    const format = (['atom', 'rss', 'json'] as const).find((known) => formats.includes(known)) ?? 'atom'
    const name = x(prepareLine(title) || id)
    return `<outline type="rss" text="${name}" title="${name}" xmlUrl="${x(`${base}${id}.${format}`)}"/>`
  })
  return `<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n<head><title>Headwater feeds</title></head>\n<body>\n${outlines.join('\n')}\n</body>\n</opml>\n`
}
