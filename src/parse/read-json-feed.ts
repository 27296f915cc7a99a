/** JSON Feed 1 and 1.1, from text to `ParsedFeed`. */
import { noClaims, type Enclosure, type Entry, type ParsedFeed } from '../model/entry.ts'
import { dropForbidden, escapeHtml } from './decode-entities.ts'
import {
  hasExactId,
  readJsonDocument,
  readJsonItem,
  type Clean,
  type JsonAuthor,
  type JsonFeed,
  type JsonItem,
} from './json-values.ts'
import { mediaType } from './media-type.ts'
import { parseDate } from './parse-date.ts'
import { resolveAddress } from './read-links.ts'
import { noWishes } from './read-wishes.ts'
import type { XmlFeedHints } from './read-xml-feed.ts'
import { plainLine } from './read-text.ts'
import { repairJson } from './repair-json.ts'
import { tidyJson } from './tidy-json.ts'
import { resolveHtml } from './resolve-html.ts'

/** Undefined when the JSON is no feed, or no JSON even after repair. */
export function readJsonFeed(text: string, hints: XmlFeedHints): Omit<ParsedFeed, 'problems'> | undefined {
  const { value, isCut } = parseJson(text, hints.report)
  const mayBeForbidden = forbiddenEscapes.some((mark) => text.includes(mark)) || forbiddenCharacter.test(text)
  const clean = mayBeForbidden ? cleaned : keep
  const feed = readJsonDocument(value, clean)
  if (feed === undefined || !isFeed(feed)) return undefined
  const base = resolveAddress(feed.text('home_page_url'), hints.url) ?? hints.url
  const entries = readItems(feed, { ...hints, base, clean })
  if (feed.items.length > 0 && entries.length === 0) return undefined
  return {
    format: 'json',
    title: plainLine(feed.text('title') ?? ''),
    siteUrl: resolveAddress(feed.text('home_page_url'), hints.url),
    description: plainLine(feed.text('description') ?? ''),
    language: feed.text('language'),
    entries,
    wishes: noWishes,
    ...(isCut ? { isCut } : {}),
  }
}

/** Without any of these in a document, no text in it can hold a character that XML forbids. */
const forbiddenEscapes: readonly string[] = ['\\u', '\\b', '\\f']
const forbiddenCharacter = /[\u0080-\u009f\ufffe\uffff]/

const keep = (text: string): string => text

/** Escapes can name what no text may hold, half of a surrogate pair among it. */
const cleaned = (text: string): string => dropForbidden(text).toWellFormed()

/** A feed without items says so by its version; other JSON has to have some, and a title. */
function isFeed(feed: JsonFeed): boolean {
  return (
    /jsonfeed\.org/i.test(feed.text('version') ?? '') ||
    (feed.text('title') !== undefined && feed.items.length > 0)
  )
}

interface ParsedJson {
  /** Undefined for what is no JSON even after repair. */
  readonly value: unknown
  readonly isCut: boolean
}

/** Ids that are numbers too long for one: a rounded id is another id. */
const longNumberId = /("id"\s{0,20}:\s{0,20})(-?\d{16,400})(?=\s{0,20}[,}\]])/g

function parseJson(text: string, report: (problem: string) => void): ParsedJson {
  const value = valueOf(text)
  if (value !== undefined) {
    const isExact = readJsonDocument(value, keep)?.items.every(hasExactId) ?? true
    return { value: isExact ? value : valueOf(text.replace(longNumberId, '$1"$2"')), isCut: false }
  }
  const { text: repaired, isTruncated } = repairJson(tidyJson(text).replace(longNumberId, '$1"$2"'))
  const mended = valueOf(repaired)
  if (mended !== undefined)
    report(
      isTruncated
        ? 'the document is cut off; the unfinished entry is left out'
        : 'the JSON is not valid; it was repaired',
    )
  return { value: mended, isCut: isTruncated }
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface ItemContext extends XmlFeedHints {
  readonly base: string
  readonly clean: Clean
}

function readItems(feed: JsonFeed, context: ItemContext): readonly Entry[] {
  const { limits, report } = context
  if (feed.items.length > limits.feedEntriesMax)
    report(`there are more than ${limits.feedEntriesMax} entries; the rest is left out`)
  const authors = namesOf(feed.authors)
  const language = feed.text('language')
  return feed.items.slice(0, limits.feedEntriesMax).flatMap((candidate, index) => {
    const item = readJsonItem(candidate, context.clean)
    if (item === undefined) {
      report(`entry ${index + 1} is no object; it is left out`)
      return []
    }
    const entry = readItem(item, context)
    const size = entry.contentHtml.length + (entry.summaryHtml?.length ?? 0)
    const isTooLarge = size > limits.entryBytesMax
    if (isTooLarge)
      report(`entry ${index + 1} is larger than ${limits.entryBytesMax} bytes; its text is left out`)
    return [
      {
        ...entry,
        ...(isTooLarge ? { contentHtml: '', summaryHtml: undefined } : {}),
        authors: entry.authors.length > 0 ? entry.authors : authors,
        language: entry.language ?? language,
      },
    ]
  })
}

function readItem(item: JsonItem, { base }: ItemContext): Entry {
  const url =
    resolveAddress(item.text('url'), base) ??
    (/^https?:\/\//i.test(item.id ?? '') ? resolveAddress(item.id, base) : undefined)
  const externalUrl = resolveAddress(item.text('external_url'), base)
  const summary = item.text('summary')
  const summaryHtml = summary === undefined ? undefined : escapeHtml(summary)
  const contentHtml = resolveHtml(
    item.text('content_html') ?? textParagraphs(item.text('content_text') ?? ''),
    url ?? base,
  )
  return {
    id: item.id === '' ? undefined : item.id,
    url: url ?? externalUrl,
    title: plainLine(item.text('title') ?? ''),
    contentHtml: contentHtml === '' ? (summaryHtml ?? '') : contentHtml,
    summaryHtml: contentHtml === '' ? undefined : summaryHtml,
    publishedMs: parseDate(item.text('date_published') ?? ''),
    updatedMs: parseDate(item.text('date_modified') ?? ''),
    authors: namesOf(item.authors),
    categories: item.tags.map((tag) => plainLine(tag)).filter((tag) => tag !== ''),
    language: item.text('language'),
    enclosures: readAttachments(item, base),
    image: resolveAddress(item.text('image'), base) ?? resolveAddress(item.text('banner_image'), base),
    claims: { ...noClaims, externalUrl },
  }
}

function readAttachments(item: JsonItem, base: string): readonly Enclosure[] {
  return item.attachments.flatMap(({ url, mime_type, size_in_bytes, duration_in_seconds }) => {
    const address = resolveAddress(url, base)
    if (address === undefined) return []
    const file = { url: address, type: mediaType(address, mime_type), lengthBytes: size_in_bytes }
    return [duration_in_seconds === undefined ? file : { ...file, durationSeconds: duration_in_seconds }]
  })
}

function namesOf(people: readonly JsonAuthor[]): readonly string[] {
  return people.map((person) => plainLine(person.name ?? '')).filter((name) => name !== '')
}

function textParagraphs(text: string): string {
  const paragraphs = text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '')
  return paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph.trim())}</p>`).join('')
}
