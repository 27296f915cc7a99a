/** A normalised entry: what every later stage reads. */
import type { ArticleId, ContentHash, SourceId } from './brand.ts'
import type { CanonicalUrl } from './canonical-url.ts'
import type { Enclosure, EntryClaims, Episode } from './entry.ts'
import type { Evidence } from './evidence.ts'

/** An article before the store gave it a number. */
export interface ArticleDraft {
  readonly sourceId: SourceId
  /** Stable within its source: the entry's id, else its URL, else a hash of title and text. */
  readonly guid: string
  /** The canonical address; undefined when the feed gives none that a reader could open. */
  readonly url: CanonicalUrl | undefined
  /** The address as the feed gave it, before redirect wrappers and tracking were removed. */
  readonly givenUrl: string | undefined
  readonly title: string
  /** HTML as received, absolute URLs, not sanitised. Cleaned only when published. */
  readonly html: string
  /** Plain text of `html`, paragraphs separated by one newline. */
  readonly text: string
  readonly publishedMs: number | undefined
  readonly updatedMs: number | undefined
  /** When we first saw it: the only date nobody can forge. */
  readonly firstSeenMs: number
  /** Name of the outlet as configured, else as the feed says, else the registrable domain. */
  readonly publisher: string
  /** Registrable domain of `url` (public suffix list), for example `bbc.co.uk`. Empty when there is no URL. */
  readonly site: string
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  /** BCP 47 tag the feed claims; the matcher detects its own. */
  readonly language: string | undefined
  readonly enclosures: readonly Enclosure[]
  readonly image: string | undefined
  readonly claims: EntryClaims
  readonly episode?: Episode | undefined
  /** feed: the entry carried the text; page: the article page completed it; teaser: only opening words are known. */
  readonly completeness: 'feed' | 'page' | 'teaser'
  /** What entry and page say about the origin, collected once when the article came in. */
  readonly evidence: readonly Evidence[]
  readonly contentHash: ContentHash
}

export interface Article extends ArticleDraft {
  readonly id: ArticleId
}
