/** JSON Feed 1 and 1.1, from text to `ParsedFeed`. */
import type { Entry, ParsedFeed } from '../model/entry.ts'
import { dropForbidden, escapeHtml } from './decode-entities.ts'
import { jsonFeed, jsonItem, type JsonFeed, type JsonItem } from './json-feed-schema.ts'
import { parseDate } from './parse-date.ts'
import { resolveAddress } from './read-links.ts'
import { noWishes } from './read-wishes.ts'
import type { XmlFeedHints } from './read-xml-feed.ts'
import { plainLine } from './read-text.ts'
import { repairJson } from './repair-json.ts'
import { resolveHtml } from './resolve-html.ts'

/** Undefined when the JSON is no feed, or no JSON even after repair. */
export function readJsonFeed(text: string, hints: XmlFeedHints): Omit<ParsedFeed, 'problems'> | undefined {
  const parsed = jsonFeed.safeParse(parseJson(text, hints.report))
  if (!parsed.success || !isFeed(parsed.data)) return undefined
  const feed = parsed.data
  const base = resolveAddress(feed.home_page_url, hints.url) ?? hints.url
  const entries = readItems(feed, base, hints)
  if (feed.items.length > 0 && entries.length === 0) return undefined
  return {
    format: 'json',
    title: plainLine(feed.title ?? ''),
    siteUrl: resolveAddress(feed.home_page_url, hints.url),
    description: plainLine(feed.description ?? ''),
    language: feed.language,
    entries,
    wishes: noWishes,
  }
}

function isFeed(feed: JsonFeed): boolean {
  return /jsonfeed\.org/i.test(feed.version ?? '') || (feed.title !== undefined && feed.items.length > 0)
}

function parseJson(text: string, report: (problem: string) => void): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const repaired = repairJson(text)
    try {
      const value: unknown = JSON.parse(repaired.text)
      report(
        repaired.isTruncated
          ? 'the document is cut off; the unfinished entry is left out'
          : 'the JSON is not valid; it was repaired',
      )
      return value
    } catch {
      return undefined
    }
  }
}

function readItems(feed: JsonFeed, base: string, { limits, report }: XmlFeedHints): readonly Entry[] {
  if (feed.items.length > limits.feedEntriesMax)
    report(`there are more than ${limits.feedEntriesMax} entries; the rest is left out`)
  const authors = namesOf(feed)
  return feed.items.slice(0, limits.feedEntriesMax).flatMap((candidate, index) => {
    const item = jsonItem.safeParse(candidate)
    if (!item.success) {
      report(`entry ${index + 1} is no object; it is left out`)
      return []
    }
    const entry = readItem(item.data, base)
    const size = entry.contentHtml.length + (entry.summaryHtml?.length ?? 0)
    if (size > limits.entryBytesMax)
      report(`entry ${index + 1} is larger than ${limits.entryBytesMax} bytes; its text is left out`)
    const bounded =
      size > limits.entryBytesMax ? { ...entry, contentHtml: '', summaryHtml: undefined } : entry
    return [
      {
        ...bounded,
        authors: entry.authors.length > 0 ? entry.authors : authors,
        language: entry.language ?? feed.language,
      },
    ]
  })
}

function readItem(item: JsonItem, base: string): Entry {
  const url =
    resolveAddress(item.url, base) ??
    (/^https?:\/\//i.test(item.id ?? '') ? resolveAddress(item.id, base) : undefined)
  const externalUrl = resolveAddress(item.external_url, base)
  const html = item.content_html ?? (item.content_text === undefined ? '' : textParagraphs(item.content_text))
  const summary = item.summary === undefined ? undefined : escapeHtml(dropForbidden(item.summary))
  const contentHtml = resolveHtml(dropForbidden(html), url ?? base)
  return {
    id: item.id === '' ? undefined : item.id,
    url: url ?? externalUrl,
    title: plainLine(dropForbidden(item.title ?? '')),
    contentHtml: contentHtml === '' ? (summary ?? '') : contentHtml,
    summaryHtml: contentHtml === '' ? undefined : summary,
    publishedMs: parseDate(item.date_published ?? ''),
    updatedMs: parseDate(item.date_modified ?? ''),
    authors: namesOf(item),
    categories: item.tags.map((tag) => plainLine(tag)).filter((tag) => tag !== ''),
    language: item.language,
    enclosures: item.attachments.flatMap((file) => {
      const address = resolveAddress(file.url, base)
      return address === undefined
        ? []
        : [
            {
              url: address,
              type: file.mime_type,
              lengthBytes: file.size_in_bytes,
              ...(file.duration_in_seconds === undefined
                ? {}
                : { durationSeconds: file.duration_in_seconds }),
            },
          ]
    }),
    image: resolveAddress(item.image, base) ?? resolveAddress(item.banner_image, base),
    claims: {
      sourceTitle: undefined,
      sourceUrl: undefined,
      via: [],
      origLink: undefined,
      externalUrl,
      credit: undefined,
    },
  }
}

/** `author` is version 1, `authors` version 1.1. */
function namesOf(feed: Pick<JsonItem, 'author' | 'authors'>): readonly string[] {
  const people = feed.authors.length > 0 || feed.author === undefined ? feed.authors : [feed.author]
  return people.map((person) => plainLine(person.name ?? '')).filter((name) => name !== '')
}

function textParagraphs(text: string): string {
  const paragraphs = text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '')
  return paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph.trim())}</p>`).join('')
}
