/** What a feed document says, before anything is decided about it: the result of `parse/`. */

/** One RSS item, Atom entry or JSON Feed item. Text fields are decoded; HTML fields are as the feed sent them. */
export interface Entry {
  /** guid, atom:id, rdf:about or JSON `id`, as given; undefined when the feed has none. */
  readonly id: string | undefined
  /** The address a reader would open, absolute. Resolved against xml:base, the feed and the channel link. */
  readonly url: string | undefined
  /** Plain text, entities decoded, white space folded. Empty when the feed has none. */
  readonly title: string
  /** The fullest HTML the entry carries, relative URLs already made absolute. Empty when there is none. */
  readonly contentHtml: string
  /** A second, shorter HTML text when the entry carries both. */
  readonly summaryHtml: string | undefined
  /** Epoch milliseconds. Undefined when missing, unreadable or absurd (year 1). */
  readonly publishedMs: number | undefined
  readonly updatedMs: number | undefined
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  /** BCP 47 tag of the entry or its feed. */
  readonly language: string | undefined
  readonly enclosures: readonly Enclosure[]
  /** Absolute URL of the lead picture. */
  readonly image: string | undefined
  readonly claims: EntryClaims
  /** Of an entry that is an episode of a podcast. */
  readonly episode?: Episode | undefined
}

/** What podcast players are told of an episode (Apple's podcast namespace, `itunes:`); at least one of them is known. */
export interface Episode {
  readonly number?: number | undefined
  readonly season?: number | undefined
  readonly kind?: 'full' | 'trailer' | 'bonus' | undefined
  readonly isExplicit?: boolean | undefined
}

/** An attached file (RSS enclosure, atom link rel=enclosure, media:content, JSON attachment). */
export interface Enclosure {
  readonly url: string
  readonly type: string | undefined
  readonly lengthBytes: number | undefined
  /** How long it plays. */
  readonly durationSeconds?: number | undefined
}

/** What the entry itself says about where it came from. Claims are not believed, only recorded. */
export interface EntryClaims {
  /** RSS `<source>` or atom:source: title and url of the feed the entry was taken from. */
  readonly sourceTitle: string | undefined
  readonly sourceUrl: string | undefined
  /** atom:link rel=via (RFC 4287 section 4.2.7.2), absolute. */
  readonly via: readonly string[]
  /** feedburner:origLink or pheedo:origLink: the address behind a proxied link. */
  readonly origLink: string | undefined
  /** JSON Feed `external_url`. */
  readonly externalUrl: string | undefined
  /** dc:source, media:credit and the like. */
  readonly credit: string | undefined
}

/** Of an entry that claims nothing. */
export const noClaims: EntryClaims = {
  sourceTitle: undefined,
  sourceUrl: undefined,
  via: [],
  origLink: undefined,
  externalUrl: undefined,
  credit: undefined,
}

export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json'

/** A whole feed document as read. */
export interface ParsedFeed {
  readonly format: FeedFormat
  readonly title: string
  /** The web site the feed belongs to. */
  readonly siteUrl: string | undefined
  readonly description: string
  readonly language: string | undefined
  readonly entries: readonly Entry[]
  /** Polling wishes of the publisher. */
  readonly wishes: PollingWishes
  /** In words: what was wrong and survived (wrong charset, truncated after 12 entries, bad date). Never empty entries. */
  readonly problems: readonly string[]
  /** The document ends before it is complete: there may be more than was read. */
  readonly isCut?: boolean | undefined
}

/** RSS ttl, skipHours, skipDays; sy:updatePeriod. */
export interface PollingWishes {
  readonly everySeconds: number | undefined
  /** Hours 0-23 GMT. */
  readonly skipHours: readonly number[]
  /** 0 Sunday to 6 Saturday, GMT. */
  readonly skipDays: readonly number[]
}

/** Outcome of reading bytes. `notAFeed` says what the document is instead. */
export type ParseOutcome =
  | { readonly kind: 'parsed'; readonly feed: ParsedFeed }
  | {
      readonly kind: 'notAFeed'
      readonly what: string
      /** Feeds the HTML page offers through rel=alternate, absolute. */
      readonly alternates: readonly string[]
    }
  | { readonly kind: 'broken'; readonly reason: string }
