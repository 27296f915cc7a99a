/** Writes the audit feed: what a feed folded away or left out, and why. */
import type { DroppedItem, FeedDocument } from './feed-document.ts'
import { escapeXml as x } from './prepare.ts'

export interface DroppedFeed {
  readonly document: FeedDocument
  readonly dropped: readonly DroppedItem[]
}

/** Atom 1.0; an entry per article, with an id of its own. */
export function renderDropped({ document, dropped }: DroppedFeed): string {
  const { baseUrl, id, title, droppedUrn, generator } = document
  const updatedMs = dropped.reduce((newest, { atMs }) => Math.max(newest, atMs), 0) || document.updatedMs
  const time = (ms: number): string => new Date(ms).toISOString()
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${x(droppedUrn)}</id><title>${x(title)}: left out</title><updated>${time(updatedMs)}</updated>`,
    `<author><name>${x(title)}</name></author><generator version="${x(generator.version)}">${x(generator.name)}</generator>`,
    ...(baseUrl === undefined
      ? []
      : [`<link rel="self" type="application/atom+xml" href="${x(`${baseUrl}/${id}.dropped.atom`)}"/>`]),
    ...dropped.map((item) => {
      const link =
        item.url === undefined ? '' : `<link rel="alternate" type="text/html" href="${x(item.url)}"/>`
      const author = item.publisher === '' ? '' : `<author><name>${x(item.publisher)}</name></author>`
      return `<entry><id>${x(item.id)}</id><title type="text">${x(item.title)}</title>${link}<updated>${time(item.atMs)}</updated><published>${time(item.atMs)}</published>${author}<content type="text">${x(item.reason)}</content></entry>`
    }),
    '</feed>',
  ]
  return `${lines.join('\n')}\n`
}
