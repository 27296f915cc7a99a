/** A feed as it will be written: prepared values only, the same for every format. */
import type { Episode } from '../model/entry.ts'
import type { FeedId, StoryId } from '../model/brand.ts'
import type { EvidenceKind, OriginLevel } from '../model/evidence.ts'
import type { VerdictKind } from '../model/verdict.ts'

export interface FeedDocument {
  readonly id: FeedId
  /** `urn:uuid:` of the feed itself, from its id alone. */
  readonly urn: string
  /** `urn:uuid:` of the audit feed. */
  readonly droppedUrn: string
  readonly title: string
  readonly description: string
  /** Absolute address of a picture. */
  readonly image: string | undefined
  readonly author: FeedPerson | undefined
  readonly language: string | undefined
  /** Absolute URL the files are served under, no trailing slash. */
  readonly baseUrl: string | undefined
  readonly hubs: readonly string[]
  /** Newest `updatedMs` of the items: the bytes change only with them. */
  readonly updatedMs: number
  readonly archive: FeedArchive
  readonly generator: { readonly name: string; readonly version: string }
  readonly items: readonly FeedItem[]
}

/** Where a document stands among the pages of its feed (RFC 5005 section 4). */
export interface FeedArchive {
  /** Number of this page; undefined for the feed that readers subscribe to. */
  readonly page: number | undefined
  /** Number of the page with the items that left before; undefined when there is none. */
  readonly previous: number | undefined
}

/** File name of a page of a feed; without `page` that of the feed itself. */
export function fileName(id: FeedId, format: string, page?: number): string {
  return page === undefined ? `${id}.${format}` : `${id}.archive-${page}.${format}`
}

/** Absolute where the feed's home is known, else relative to the document it stands in. */
export function hrefOf({ baseUrl }: Pick<FeedDocument, 'baseUrl'>, name: string): string {
  return baseUrl === undefined ? name : `${baseUrl}/${name}`
}

export interface FeedItem {
  readonly id: StoryId
  readonly url: string | undefined
  /** Never empty. */
  readonly title: string
  /** Clean HTML with the credit line at its end; empty with `content: none` and no credit. */
  readonly html: string
  /** Plain text, at most 300 characters. */
  readonly summary: string
  readonly publishedMs: number
  readonly updatedMs: number
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly language: string | undefined
  readonly image: string | undefined
  readonly enclosures: readonly FeedEnclosure[]
  readonly episode?: Episode | undefined
  readonly publisher: string
  readonly origin: FeedOrigin
  /** Where `url` leads: the home page of that site and its name. Undefined without `url`. */
  readonly source: FeedSource | undefined
  readonly evidenceKinds: readonly EvidenceKind[]
  readonly copies: readonly FeedCopy[]
  readonly related: readonly { readonly url: string; readonly title: string }[]
}

export interface FeedPerson {
  readonly name: string
  readonly url: string | undefined
}

export interface FeedEnclosure {
  readonly url: string
  /** Media type; that of bytes when nobody can tell. */
  readonly type: string
  readonly lengthBytes: number | undefined
  readonly durationSeconds: number | undefined
}

export interface FeedOrigin {
  readonly url: string | undefined
  readonly publisher: string
  readonly level: OriginLevel
  readonly confidence: number
  /** An original somebody names and nobody proved; of E1, E2 and EX only. */
  readonly claimed: FeedSource | undefined
}

export interface FeedSource {
  readonly url: string | undefined
  readonly publisher: string
}

export interface FeedCopy {
  readonly url: string | undefined
  readonly publisher: string
  readonly verdict: VerdictKind
}

/** What was folded away or left out, and why. */
export interface DroppedItem {
  /** `urn:uuid:` of its own. */
  readonly id: string
  readonly storyId: StoryId
  readonly url: string | undefined
  readonly title: string
  readonly publisher: string
  /** In words, one line. */
  readonly reason: string
  readonly atMs: number
}
