/** The configuration after it was read, merged with its defaults and checked: what the rest of the product sees. */
import type { FeedId, SourceId } from './brand.ts'
import type { Limits } from './limits.ts'

export interface Settings {
  /** Absolute path of the YAML file. */
  readonly file: string
  /** Absolute path of the state folder. */
  readonly stateDir: string
  /** How long the text of an article that no feed shows is kept, milliseconds. */
  readonly retainMs: number
  /** A cron expression; a duration in the YAML has become one or `everyMs`. */
  readonly schedule: { readonly cron: string } | { readonly everyMs: number }
  readonly http: HttpSettings
  readonly sources: readonly SourceSettings[]
  readonly feeds: readonly FeedSettings[]
  readonly publish: PublishSettings
  readonly serve: ServeSettings
  readonly overrides: Overrides
  readonly trace: TraceSettings
  /** Publishers the user added to the registry. */
  readonly publishers: readonly PublisherEntry[]
  readonly limits: Limits
}

export interface HttpSettings {
  /** `mailto:` or https URL that goes into the User-Agent. */
  readonly contact: string | undefined
  readonly timeoutMs: number
  /** Requests under way at once. */
  readonly concurrency: number
  readonly perHost: number
  /** Host names, addresses or CIDR networks exempt from the private-address guard. */
  readonly allowPrivate: readonly string[]
  /** Host name -> `address:port` or `address`, like curl --resolve. A host named here is exempt from the guard at that address. */
  readonly hosts: Readonly<Record<string, string>>
}

export interface SourceSettings {
  readonly id: SourceId
  readonly url: string
  readonly publisher: string | undefined
  readonly role: 'publisher' | 'aggregator' | 'auto'
  readonly tags: readonly string[]
  readonly everyMs: number
  readonly fullText: 'auto' | 'always' | 'never'
  readonly dedupe: 'off' | 'self' | 'cross'
  /** Sent to the origin of `url` only, never along a redirect to another. */
  readonly headers: Readonly<Record<string, string>>
}

/** Says whether a text matches, in time linear in its length. A RegExp of a plain word is one. */
export interface TextPattern {
  test(text: string): boolean
}

/** Every field that is there must match. A plain word matches as a case-insensitive substring. */
export interface EntryFilter {
  readonly title?: TextPattern
  readonly text?: TextPattern
  readonly url?: TextPattern
  readonly author?: TextPattern
  readonly category?: TextPattern
  /** Length of the text in words, both ends included. */
  readonly words?: { readonly min: number; readonly max: number }
}

/** Who a feed says it is by. */
export interface FeedAuthor {
  readonly name: string
  readonly url: string | undefined
}

export interface FeedSettings {
  readonly id: FeedId
  readonly title: string
  readonly description: string | undefined
  /** Address of a picture that stands for the feed. */
  readonly image?: string | undefined
  readonly author?: FeedAuthor | undefined
  /** Pages of items that left the feed (RFC 5005) kept beside it; 0 or absent for none. */
  readonly archivePages?: number
  /** Sources this feed draws from, already resolved from ids and tags. */
  readonly sourceIds: readonly SourceId[]
  readonly include: readonly EntryFilter[]
  readonly exclude: readonly EntryFilter[]
  /** Lower-case primary language subtags; empty means every language. */
  readonly languages: readonly string[]
  readonly duplicates: 'off' | 'exact' | 'near' | 'all'
  readonly related: 'off' | 'link'
  readonly keep: 'original' | 'earliest' | 'longest'
  readonly holdMs: number
  readonly content: 'full' | 'summary' | 'none'
  readonly limit: number
  readonly maxAgeMs: number
  readonly formats: readonly ('rss' | 'atom' | 'json')[]
  readonly credits: boolean
  /** For the files of this feed, as far as the built-in server gives them out. */
  readonly access?: Access | undefined
}

export interface PublishSettings {
  /** Absolute URL the files are served under, without a trailing slash; undefined until the user sets one. */
  readonly baseUrl: string | undefined
  readonly websub: readonly string[]
}

export interface ServeSettings {
  readonly host: string
  readonly port: number
  /** For everything but the health endpoints. */
  readonly access?: Access | undefined
}

/** What a reader has to show before the built-in server gives anything out. */
export type Access =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }

export interface Overrides {
  /** Pairs of URLs, canonicalised. */
  readonly sameStory: readonly (readonly [string, string])[]
  readonly notSameStory: readonly (readonly [string, string])[]
  /** Registrable domain or host -> whether it is (never) an origin. */
  readonly origins: Readonly<Record<string, 'never' | 'always'>>
}

/** The ways from a publisher's name to an address, in the order they are asked. */
export const resolverNames = [
  'articles',
  'publisherFeeds',
  'newsSitemap',
  'wordpress',
  'searxng',
  'bingNews',
  'googleNews',
  'gdelt',
] as const

export type ResolverName = (typeof resolverNames)[number]

/** How one of them may ask; what is undefined is as it comes. */
export interface ResolverSettings {
  /** Where the service is. */
  readonly url: string | undefined
  /** Requests in one run at most. */
  readonly requestsMax: number | undefined
  /** Pause between two requests to one server. */
  readonly spacingMs: number | undefined
}

export interface TraceSettings {
  /** Undefined: off. */
  readonly resolvers: Readonly<Record<ResolverName, ResolverSettings | undefined>>
}

/** One line of the publisher registry. */
export interface PublisherEntry {
  readonly domain: string
  readonly name: string
  readonly aliases: readonly string[]
  readonly feeds: readonly string[]
  readonly newsSitemaps: readonly string[]
}
