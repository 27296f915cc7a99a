/** An article page as fetched and read. */
import type { CanonicalUrl } from './canonical-url.ts'
import type { Evidence } from './evidence.ts'

/** What a page says of its article: main text and metadata. Pure data, no DOM. */
export interface ExtractedPage {
  readonly url: CanonicalUrl
  readonly title: string
  /** HTML of the main content, absolute URLs, not sanitised. Empty when none was found. */
  readonly html: string
  /** Plain text of `html`, paragraphs separated by one newline. */
  readonly text: string
  /** link rel=canonical, absolute; several when the page has several different ones. */
  readonly canonicals: readonly string[]
  readonly siteName: string | undefined
  readonly authors: readonly string[]
  readonly publishedMs: number | undefined
  /** Whether the page's date says its time zone; without one it was read as UTC and may be 14 hours off. */
  readonly publishedZoned?: boolean | undefined
  readonly language: string | undefined
  readonly image: string | undefined
}

/** What came of asking for a page. */
export type PageOutcome =
  | {
      readonly kind: 'page'
      readonly page: ExtractedPage
      /** Where it says that it comes from. */
      readonly evidence: readonly Evidence[]
      readonly hops: readonly { readonly from: string; readonly to: string; readonly status: number }[]
    }
  | {
      readonly kind: 'noPage'
      /** blocked: 401, 402, 403, 429, 451. absent: 404, 410. unreachable: anything else. */
      readonly why: 'blocked' | 'absent' | 'unreachable'
      readonly message: string
    }

/** Fetches and extracts one page through the guarded client. Never throws for weather. */
export type FetchPage = (url: CanonicalUrl) => Promise<PageOutcome>
