/** Which format, which coding, and whether the reader has it already: what a request's headers decide (RFC 9110). */
import type { IncomingHttpHeaders } from 'node:http'
import type { ServedDocument } from './load-documents.ts'

const formats = [
  ['atom', ['application/atom+xml']],
  ['rss', ['application/rss+xml', 'application/xml', 'text/xml']],
  ['json', ['application/feed+json', 'application/json']],
] as const

/** `/<feed-id>` in the format the reader likes best (RFC 9110 section 12.5.1), Atom when it does not care. */
export function chooseFormat(
  name: string,
  accept: string,
  documents: ReadonlyMap<string, ServedDocument>,
): ServedDocument | undefined {
  const wishes = new Map(
    accept
      .slice(0, 1_000)
      .split(',')
      .map((wish) => [wish.split(';')[0]?.trim().toLowerCase() ?? '', qualityOf(wish)]),
  )
  const offers = formats.flatMap(([extension, types]) => {
    const document = documents.get(`${name}.${extension}`)
    return document === undefined
      ? []
      : [{ document, quality: Math.max(0, ...types.map((type) => wishes.get(type) ?? 0)) }]
  })
  return offers.toSorted((a, b) => b.quality - a.quality)[0]?.document
}

/** The weight of one element of an Accept header, 1 when it names none. */
function qualityOf(wish: string): number {
  const quality = Number.parseFloat(/;\s*q=([\d.]+)/i.exec(wish)?.[1] ?? '1')
  return Number.isFinite(quality) ? quality : 0
}

const codings = ['br', 'gzip'] as const
export type Coding = (typeof codings)[number]

/** The shortest coding the reader takes and the document has; undefined for the bytes as they are. */
export function chooseCoding(headers: IncomingHttpHeaders, document: ServedDocument): Coding | undefined {
  const wishes = (headers['accept-encoding']?.toString() ?? '').slice(0, 500).split(',')
  const accepted = wishes
    .filter((wish) => qualityOf(wish) > 0)
    .map((wish) => wish.split(';')[0]?.trim().toLowerCase())
  return codings.find((coding) => document.coded[coding] !== undefined && accepted.includes(coding))
}

/** Each coding is a representation of its own and has its own strong tag (RFC 9110 section 8.8.3.3). */
export function etagOf({ hash }: ServedDocument, coding: Coding | undefined): string {
  return `"${hash}${coding === undefined ? '' : `-${coding}`}"`
}

/**
 * The tag a 304 answers with; undefined when the document has to be sent. If-None-Match decides alone when it is there
 * (RFC 9110 section 13.2.2). A tag of another coding stands for the same bytes: it answers too, and is repeated, so that
 * a cache renews the response it has.
 */
export function unchangedEtag(
  headers: IncomingHttpHeaders,
  document: ServedDocument,
  coding: Coding | undefined,
): string | undefined {
  const etag = etagOf(document, coding)
  const given = headers['if-none-match']
  if (given === undefined) {
    const since = Date.parse(headers['if-modified-since'] ?? '')
    return Math.floor(document.modifiedMs / 1000) * 1000 <= since ? etag : undefined
  }
  const tags = given.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (tags.includes('*')) return etag
  const known = [etag, ...[undefined, ...codings].map((other) => etagOf(document, other))]
  return known.find((tag) => tags.includes(tag))
}
