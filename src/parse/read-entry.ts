/** One entry of an XML feed, whichever vocabulary it mixes. */
import type { Entry, EntryClaims } from '../model/entry.ts'
import { all, allOf, one, type Field } from './field.ts'
import { parseDate } from './parse-date.ts'
import { pageLink, readLinks, resolveAddress, type Link } from './read-links.ts'
import { readEpisode } from './read-episode.ts'
import { readEnclosures, readImage } from './read-media.ts'
import { readNames } from './read-names.ts'
import { looksLikeHtml, plainLine, readHtml, readPlain, type DefaultType } from './read-text.ts'
import { resolveHtml } from './resolve-html.ts'

export interface EntryContext {
  /** What relative links are resolved against where xml:base is silent: the channel's link, else the feed's own URL. */
  readonly base: string
  readonly isAtom: boolean
  readonly language: string | undefined
  /** Authors of the feed, for Atom entries without their own (RFC 4287 section 4.2.1). */
  readonly authors: readonly string[]
}

export function readEntry(field: Field, context: EntryContext): Entry {
  const base = field.base ?? context.base
  const links = readLinks(field, base)
  const id = first(field, ['guid', 'id', 'atom:id']) ?? about(field) ?? first(field, ['dc:identifier'])
  const url = pageLink(links) ?? permalink(field, base) ?? resolveAddress(about(field) ?? hrefOf(field), base)
  const texts = readTexts(field, context, url)
  const enclosures = readEnclosures(field, links, base)
  return {
    id,
    url,
    title: readTitle(field),
    contentHtml: texts[0] ?? '',
    summaryHtml: texts[1],
    publishedMs: firstDate(field, publishedNames),
    updatedMs: firstDate(field, updatedNames) ?? parseDate(attribute(field, 'lastmod') ?? ''),
    authors: readAuthors(field, context),
    categories: readCategories(field),
    language: first(field, ['dc:language', 'language']) ?? field.language ?? context.language,
    enclosures,
    image: readImage(field, enclosures, base),
    claims: readClaims(field, links, base),
    episode: readEpisode(field),
  }
}

const publishedNames = words(
  'published atom:published pubdate issued dcterms:issued dc:date date prism:publicationdate created dcterms:created dcterms:date',
)
const updatedNames = words('updated atom:updated modified dcterms:modified lastbuilddate')

function words(text: string): readonly string[] {
  return text.split(' ')
}

/** Of a name that is there hundreds of times only the last few are looked at. */
const sameDatesMax = 10

/** The last readable date of the first name that has one: a bad date costs that date and nothing else. */
function firstDate(field: Field, names: readonly string[]): number | undefined {
  for (const name of names) {
    const found = field.children.get(name)
    if (found === undefined) continue
    for (let at = found.length - 1; at >= 0 && at >= found.length - sameDatesMax; at -= 1) {
      const timeMs = parseDate(found[at]?.value ?? '')
      if (timeMs !== undefined) return timeMs
    }
  }
  return undefined
}

function first(field: Field, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = all(field, name).find((child) => child.value !== '')?.value
    if (value !== undefined) return value
  }
  return undefined
}

function attribute(field: Field, name: string): string | undefined {
  const value = field.attributes.get(name)
  return value === '' ? undefined : value
}

/** rdf:about (RSS 1.0 section 5.5), whatever prefix the document gave RDF. */
function about(field: Field): string | undefined {
  const known = attribute(field, 'rdf:about')
  if (known !== undefined) return known
  const name = [...field.attributes.keys()].find((key) => key.endsWith(':about'))
  return name === undefined ? undefined : attribute(field, name)
}

/** CDF says an item's address so; Atom, that the text of an entry is a page elsewhere (RFC 4287 section 4.1.3.2). */
function hrefOf(field: Field): string | undefined {
  const page = one(field, 'content')
  const isPage = /^$|html/i.test(page?.attributes.get('type') ?? '')
  return attribute(field, 'href') ?? (isPage ? page?.attributes.get('src') : undefined)
}

/** The entry's own, else those of its atom:source, else those of the feed (RFC 4287 section 4.2.1). */
function readAuthors(field: Field, context: EntryContext): readonly string[] {
  const sources = context.isAtom ? all(field, 'source') : all(field, 'atom:source')
  const candidates = [readNames(field), ...sources.map(readNames)]
  return candidates.find((names) => names.length > 0) ?? context.authors
}

function readTitle(field: Field): string {
  for (const name of ['title', 'atom:title', 'dc:title', 'media:title', 'itunes:title']) {
    const title = textFields(field, name)
      .map(readPlain)
      .find((text) => text !== '')
    if (title !== undefined) return title
  }
  return ''
}

/** A guid is an address unless it says otherwise (RSS 2.0, `isPermaLink`); many that do not say so are no address either. */
function permalink(field: Field, base: string): string | undefined {
  const guid = all(field, 'guid').find((child) => child.value !== '')
  const claim = guid?.attributes.get('ispermalink')?.toLowerCase()
  const isAddress =
    /^https?:\/\//i.test(guid?.value ?? '') || (claim === 'true' && /^\/\S*$/.test(guid?.value ?? ''))
  if (guid !== undefined && claim !== 'false' && isAddress) return resolveAddress(guid.value, base)
  const id = first(field, ['id', 'atom:id'])
  return id !== undefined && /^https?:\/\//i.test(id) ? resolveAddress(id, base) : undefined
}

/** The fields that carry an article's text, fullest first by convention, and what their text is when nothing says so. */
const contentNames = words(
  'content:encoded content atom:content xhtml:body xhtml:div body fullitem yandex:full-text rambler:fulltext',
)
const summaryNames = words(
  'description summary abstract atom:summary dc:description media:description itunes:summary itunes:subtitle',
)

/** The fullest text, then a shorter one that differs. Content is preferred to a summary unless the summary is clearly longer. */
function readTexts(field: Field, context: EntryContext, url: string | undefined): readonly string[] {
  const read = (names: readonly string[]): readonly string[] => {
    const found: string[] = []
    for (const name of names) {
      for (const child of textFields(field, name)) {
        const html = htmlOf(child, name, context, url)
        if (html !== '') found.push(html)
      }
    }
    return found
  }
  const [content, ...moreContent] = read(contentNames)
  const [summary, ...moreSummary] = read(summaryNames)
  if (content === undefined) return distinct([summary, ...moreSummary])
  if (
    summary !== undefined &&
    summary.length > content.length / 3 &&
    letters(summary) > letters(content) * 1.5
  )
    return distinct([summary, content])
  return distinct([content, summary, ...moreContent])
}

/** YouTube and photo feeds keep their text in a media group. */
function textFields(field: Field, name: string): readonly Field[] {
  if (!name.startsWith('media:') || !hasMedia(field)) return all(field, name)
  const groups = all(field, 'media:group')
  return [field, ...groups, ...[field, ...groups].flatMap((group) => all(group, 'media:content'))].flatMap(
    (parent) => all(parent, name),
  )
}

function hasMedia(field: Field): boolean {
  return field.children.has('media:group') || field.children.has('media:content')
}

function htmlOf(field: Field, name: string, context: EntryContext, url: string | undefined): string {
  const isAtomText = (context.isAtom && !name.includes(':')) || /^(?:atom|media|itunes):/.test(name)
  const defaultType: DefaultType = isAtomText ? 'text' : 'html'
  const base = field.base ?? url ?? context.base
  // The bases inside go with the elements that set them, so they are used before those are tidied.
  const hasOwnBases = field.kind === 'markup' && field.value.includes('xml:base')
  const based = hasOwnBases ? { ...field, value: resolveHtml(field.value, base) } : field
  return resolveHtml(readHtml(based, defaultType), base)
}

function distinct(texts: readonly (string | undefined)[]): readonly string[] {
  const kept: string[] = []
  for (const text of texts) if (text !== undefined && !kept.includes(text)) kept.push(text)
  return kept
}

/** Characters outside tags: a description of one picture is long and says nothing. */
function letters(html: string): number {
  if (!looksLikeHtml(html)) return html.length
  let count = 0
  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at)
    if (open === -1) return count + html.length - at
    count += open - at
    const close = html.indexOf('>', open)
    if (close === -1) return count
    at = close + 1
  }
  return count
}

const categoryNames = words('category atom:category dc:subject media:category itunes:category')

/** More categories than this are keywords for search engines. */
const categoriesMax = 100

function readCategories(field: Field): readonly string[] {
  const found = allOf(field, categoryNames).map(
    ({ attributes, value }) =>
      attributes.get('label') ??
      (value === '' ? (attributes.get('term') ?? attributes.get('text') ?? '') : value),
  )
  return distinct(found.slice(0, categoriesMax).map((name) => plainLine(name))).filter((name) => name !== '')
}

function readClaims(field: Field, links: readonly Link[], base: string): EntryClaims {
  const source = one(field, 'source') ?? one(field, 'atom:source')
  const sourceLinks = source === undefined ? [] : readLinks(source, base)
  const sourceTitle = source === undefined ? '' : readTitle(source) || plainLine(source.value)
  const origLink = first(field, ['feedburner:origlink', 'pheedo:origlink'])
  return {
    sourceTitle: sourceTitle === '' ? undefined : sourceTitle,
    sourceUrl:
      resolveAddress(source === undefined ? undefined : attribute(source, 'url'), base) ??
      sourceLinks.find((link) => link.rel === 'self')?.href ??
      pageLink(sourceLinks),
    via: links.filter((link) => link.rel === 'via').map((link) => link.href),
    origLink: resolveAddress(origLink, base),
    externalUrl: undefined,
    credit: readCredit(field),
  }
}

function readCredit(field: Field): string | undefined {
  const direct = first(field, ['dc:source', 'news:source', 'media:credit'])
  const nested = [...all(field, 'media:group'), ...all(field, 'media:content')].flatMap((parent) =>
    all(parent, 'media:credit'),
  )[0]?.value
  const credit = plainLine(direct ?? nested ?? '')
  return credit === '' ? undefined : credit
}
