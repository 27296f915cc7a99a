/** What a feed keeps of items it shows no more: their ids, and pages of them for readers that follow its archive (RFC 5005). */
import type { StoryId } from '../model/brand.ts'
import type { FeedDocument, FeedItem } from './feed-document.ts'

export interface ArchivePage {
  /** From 1, oldest first. */
  readonly number: number
  /** In the order they left the feed. */
  readonly items: readonly FeedItem[]
}

export interface FeedPast {
  /** Ids readers may know although the feed does not show them now; oldest first. */
  readonly departed: readonly StoryId[]
  /** The page that still takes items stands last; before it those that were filled in the same run. */
  readonly pages: readonly ArchivePage[]
}

/** A page of 50 articles of 6 kB is as long as an ordinary feed. */
export const archivePageItems = 50
/** What a busy feed shows in a month; 0.4 MB as bytes. */
const departedMax = 10_000

/** Of a feed nothing has left yet; `number` is that of its first page. */
export function startPast(number: number): FeedPast {
  return { departed: [], pages: [{ number, items: [] }] }
}

export interface Departure {
  /** Items that left because they are old or too many. */
  readonly leaving: readonly FeedItem[]
  /** Ids of all that are shown no more, whatever the reason. */
  readonly withdrawn: readonly StoryId[]
}

/** Pages that were full before are done with; an item that left before is on a page already. */
export function recordDeparture(past: FeedPast, { leaving, withdrawn }: Departure): FeedPast {
  const known = new Set(past.departed)
  const oldestFirst = leaving
    .filter(({ id }) => !known.has(id))
    .toSorted((a, b) => a.publishedMs - b.publishedMs || (a.id < b.id ? -1 : 1))
  if (oldestFirst.length === 0 && withdrawn.every((id) => known.has(id))) return past
  const pages = past.pages.filter((page) => !isFull(page))
  let open = pages.pop() ?? { number: 1 + Math.max(0, ...past.pages.map(({ number }) => number)), items: [] }
  for (const item of oldestFirst) {
    open = { ...open, items: [...open.items, item] }
    if (!isFull(open)) continue
    pages.push(open)
    open = { number: open.number + 1, items: [] }
  }
  const departed = [...past.departed, ...withdrawn.filter((id) => !known.has(id))].slice(-departedMax)
  return { departed, pages: [...pages, open] }
}

/** A full page never changes again. */
export function isFull({ items }: ArchivePage): boolean {
  return items.length >= archivePageItems
}

/** Number of the newest page that holds anything; undefined while none does. */
export function newestPage({ pages }: FeedPast): number | undefined {
  const open = pages.at(-1)
  if (open === undefined) return undefined
  const number = open.items.length > 0 ? open.number : open.number - 1
  return number > 0 ? number : undefined
}

/** A page as a document of its own: the feed's head, its own items newest first, a link to the page before. */
export function archiveDocument(feed: FeedDocument, { number, items }: ArchivePage): FeedDocument {
  return {
    ...feed,
    updatedMs: items.reduce((newest, { updatedMs }) => Math.max(newest, updatedMs), 0),
    archive: { page: number, previous: number > 1 ? number - 1 : undefined },
    items: items.toSorted((a, b) => b.publishedMs - a.publishedMs || (a.id < b.id ? -1 : 1)),
  }
}
