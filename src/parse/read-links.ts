/** The addresses of a feed or entry. */
import { all, type Field } from './field.ts'

export interface Link {
  readonly href: string
  /** Lower case; `alternate` when the feed says nothing (RFC 4287 section 4.2.7.2). */
  readonly rel: string
  readonly type: string | undefined
  readonly title: string | undefined
  readonly length: string | undefined
  /** Whether the relation is written out. */
  readonly isExplicit: boolean
  /** Whether it is the text of an RSS `<link>`. */
  readonly isText: boolean
}

/** An address that the URL Standard would give back as it is: most are, and parsing them is a large part of reading a feed. */
const plainAddress =
  /^https?:\/\/(?![^/]*xn--)(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}\/(?![^?#]*\/\.)(?!\.)[\w\-.~/]*(?:\?[\w\-.~/=&%+:,@]*)?(?:#[\w\-.~/=&%+:;,@]*)?$/

/** Absolute web address, or undefined. White space inside comes from broken lines, `&amp;` from escaping twice. */
export function resolveAddress(text: string | undefined, base: string | undefined): string | undefined {
  if (text !== undefined && text.length < 2_000 && plainAddress.test(text)) return text
  const trimmed =
    text
      ?.trim()
      .replace(/[\t\r\n]+/g, '')
      .replaceAll('&amp;', '&') ?? ''
  if (trimmed === '' || trimmed.length > 8_000) return undefined
  const url = URL.parse(withScheme(trimmed.replaceAll(' ', '%20'), base), base)
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined
}

/** `www.a.example/1`, or the feed's own host in front of a path, is an address whose scheme was forgotten. */
function withScheme(given: string, base: string | undefined): string {
  const text = given.replace(/^feed:(?:\/\/)?(?=https?:)|^feed:(?=\/\/)/i, '')
  const host = /^([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?=\/|$)/i.exec(text)?.[1]?.toLowerCase()
  if (host === undefined) return text
  const home = base === undefined ? undefined : URL.parse(base)
  if (!host.startsWith('www.') && home?.hostname.replace(/^www\./, '') !== host) return text
  return `${home?.protocol ?? 'https:'}//${text}`
}

/** All `link` and `atom:link` children with an absolute web address, in document order within each kind. */
export function readLinks(parent: Field, base: string): readonly Link[] {
  return [...all(parent, 'link'), ...all(parent, 'atom:link')].flatMap((field) => {
    const given = field.attributes.get('href')
    const href = resolveAddress(
      given ?? field.attributes.get('rdf:resource') ?? field.value,
      field.base ?? base,
    )
    if (href === undefined) return []
    return [
      {
        href,
        rel: relationOf(field.attributes.get('rel')),
        isExplicit: field.attributes.has('rel'),
        type: field.attributes.get('type'),
        title: field.attributes.get('title'),
        length: field.attributes.get('length'),
        isText: given === undefined,
      },
    ]
  })
}

/** One relation in lower case; some write several, as in HTML, and the one that decides may be any of them. */
function relationOf(rel: string | undefined): string {
  const written = rel?.toLowerCase().replace('http://www.iana.org/assignments/relation/', '') ?? ''
  if (written === '') return 'alternate'
  return written.split(/\s+/).includes('alternate') ? 'alternate' : written
}

/**
 * What a reader would open: the RSS text, else an alternate (one that says it is HTML, then one that may be, then
 * others), else anything that is no service link.
 */
export function pageLink(links: readonly Link[]): string | undefined {
  const alternates = links.filter((link) => link.rel === 'alternate' && !link.isText)
  const chosen =
    links.find((link) => link.isText && link.rel === 'alternate') ??
    alternates.find((link) => link.isExplicit && /html/i.test(link.type ?? '')) ??
    alternates.find((link) => link.type === undefined || /html/i.test(link.type)) ??
    alternates[0] ??
    links.find((link) => !serviceRelations.has(link.rel))
  return chosen?.href
}

const serviceRelations: ReadonlySet<string> = new Set(
  (
    'self enclosure hub edit edit-media replies related via next prev previous first last search service license icon shortcut ' +
    'image thumbnail category author http://schemas.google.com/g/2005#post http://schemas.google.com/g/2005#feed'
  ).split(' '),
)
