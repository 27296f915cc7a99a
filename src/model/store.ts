/** The port behind which the state lives. SQLite implements it; every implementation passes the same contract suite. */
import type { Article } from './article.ts'
import type { CopyLine, CopyQuery, PollRecord, StoryLine, StoryQuery } from './browse.ts'
import type { ArticleId, ContentHash, FeedId, SourceId, StoryId } from './brand.ts'
import type { CanonicalUrl } from './canonical-url.ts'
import type { SourceState } from './source-state.ts'
import type { RelatedStory, Story, StoryView } from './story.ts'
import type { Verdict } from './verdict.ts'

/** One thing to remember. A list of them is written as one transaction: all or nothing. */
export type Change =
  | { readonly kind: 'source'; readonly state: SourceState }
  /** Inserts or replaces by `article.id`; the (sourceId, guid) pair is unique. */
  | {
      readonly kind: 'article'
      readonly article: Article
      readonly storyId: StoryId
      readonly fingerprint: Uint8Array
    }
  /** Moves an article to another story (un-merge, `overrides`). */
  | { readonly kind: 'articleMoved'; readonly articleId: ArticleId; readonly storyId: StoryId }
  | { readonly kind: 'story'; readonly story: Story }
  /** An article joined: `touchedMs` moves on, never back. */
  | { readonly kind: 'storyTouched'; readonly id: StoryId; readonly touchedMs: number }
  /** `absorbed` becomes an alias of `survivor`; its articles move, its related links move. */
  | { readonly kind: 'storyMerged'; readonly absorbed: StoryId; readonly survivor: StoryId }
  /** Forgets that an id was an alias, so that a story can have it again (un-merge). */
  | { readonly kind: 'aliasDropped'; readonly id: StoryId }
  | { readonly kind: 'verdict'; readonly articleId: ArticleId; readonly verdict: Verdict }
  | { readonly kind: 'related'; readonly a: StoryId; readonly b: StoryId }
  | { readonly kind: 'publication'; readonly publication: Publication }
  | { readonly kind: 'publicationDropped'; readonly feedId: FeedId; readonly storyId: StoryId }
  | { readonly kind: 'run'; readonly run: RunRecord }
  /** Small named blobs: the document frequencies, learnt boilerplate, the algorithm version. */
  | { readonly kind: 'blob'; readonly name: string; readonly bytes: Uint8Array }

/** What a feed shows of a story: decides whether `updated` moves. */
export interface Publication {
  readonly feedId: FeedId
  readonly storyId: StoryId
  /** When the item first appeared in the feed. */
  readonly firstMs: number
  /** atom:updated: moves only when what a reader sees changed materially. */
  readonly updatedMs: number
  /** SHA-256 over what a reader sees: title, link, publisher, text. */
  readonly seenHash: string
}

export interface RunRecord {
  readonly startedMs: number
  readonly finishedMs: number
  readonly sourcesPolled: number
  readonly sourcesFailed: number
  readonly articlesNew: number
  readonly storiesNew: number
  /** Copies folded, by verdict kind. */
  readonly folded: Readonly<Record<string, number>>
  readonly feedsChanged: number
}

/** What the matcher's index needs of a stored article. */
export interface StoredFingerprint {
  readonly articleId: ArticleId
  readonly storyId: StoryId
  readonly sourceId: SourceId
  /** Registrable domain of the article's URL. */
  readonly site: string
  readonly firstSeenMs: number
  readonly publishedMs: number | undefined
  readonly completeness: Article['completeness']
  readonly bytes: Uint8Array
}

export interface ArticleLocation {
  readonly article: Article
  readonly storyId: StoryId
}

export interface UnprovenQuery {
  readonly createdSinceMs: number
  readonly tracedBeforeMs: number
  /** At least one article of the story is from one of these. */
  readonly sourceIds: readonly SourceId[]
  readonly limit: number
}

export interface StoreCounts {
  readonly articles: number
  readonly stories: number
  readonly sources: number
  readonly bytes: number
}

/** Rejects with StoreError for every failure; a failed `write` leaves nothing behind. */
export interface Store {
  write(changes: readonly Change[]): Promise<void>
  /**
   * While `work` runs, writes are committed in lots, in order and soon: each is seen at once by this process, but a crash or
   * a write that is rejected may lose the last twentieth of a second. A publication is durable when its write resolves, with all
   * before it.
   */
  together<Result>(work: () => Promise<Result>): Promise<Result>
  /** Returns the first of `count` fresh consecutive article numbers. */
  reserveArticleIds(count: number): Promise<number>

  sourceStates(): Promise<readonly SourceState[]>
  articleByGuid(sourceId: SourceId, guid: string): Promise<ArticleLocation | undefined>
  /** Earliest article with this canonical URL, of a source that is wanted; of any without `isWanted`. */
  articleByUrl(
    url: CanonicalUrl,
    isWanted?: (sourceId: SourceId) => boolean,
  ): Promise<ArticleLocation | undefined>
  /** Earliest article of the source with this canonical URL. */
  articleAt(sourceId: SourceId, url: CanonicalUrl): Promise<ArticleLocation | undefined>
  /** Earliest article with this text, of a source that is wanted; of any without `isWanted`. */
  articleByHash(
    hash: ContentHash,
    isWanted?: (sourceId: SourceId) => boolean,
  ): Promise<ArticleLocation | undefined>
  article(id: ArticleId): Promise<ArticleLocation | undefined>
  /** In order of arrival. */
  fingerprintsSince(sinceMs: number): AsyncIterable<StoredFingerprint>

  /** Follows aliases. */
  story(id: StoryId): Promise<StoryView | undefined>
  /** The story without its articles. Follows aliases. */
  storyRecord(id: StoryId): Promise<Story | undefined>
  /** The story id that stands for `id` now: itself, or the one that absorbed it. Undefined when unknown. */
  resolveStoryId(id: StoryId): Promise<StoryId | undefined>
  aliasesOf(id: StoryId): Promise<readonly StoryId[]>
  /** Stories touched since, that have an article from one of the sources; newest created first. */
  storiesSince(sinceMs: number, sourceIds: readonly SourceId[], limit: number): Promise<readonly StoryView[]>
  /** Stories of these sources nobody traced yet, newest first. */
  untracedStories(sourceIds: readonly SourceId[], limit: number): Promise<readonly StoryId[]>
  /** Stories whose claimed original was not verified, newest first. */
  unprovenStories(query: UnprovenQuery): Promise<readonly StoryId[]>
  /** A page of stories, newest first. */
  storyLines(query: StoryQuery): Promise<readonly StoryLine[]>
  /** A page of folded articles, latest arrival first. */
  copyLines(query: CopyQuery): Promise<readonly CopyLine[]>
  /** The last 48 polls of each of these sources, oldest first; a source never polled is left out. */
  polls(sourceIds: readonly SourceId[]): Promise<ReadonlyMap<SourceId, readonly PollRecord[]>>
  relatedTo(id: StoryId): Promise<readonly RelatedStory[]>
  verdict(articleId: ArticleId): Promise<Verdict | undefined>

  publications(feedId: FeedId): Promise<readonly Publication[]>
  publicationsOf(storyId: StoryId): Promise<readonly Publication[]>
  /** Newest first. */
  runs(limit: number): Promise<readonly RunRecord[]>
  blob(name: string): Promise<Uint8Array | undefined>
  counts(): Promise<StoreCounts>
  /**
   * Lets go of the texts, fingerprints and rejected comparisons of at most `atMost` articles seen before `beforeMs` whose
   * story was not touched since and is in no feed. What tells an entry again stays. Returns how many it were.
   */
  forgetTexts(beforeMs: number, atMost: number): Promise<number>
  /** Proves that the state can be written. */
  ping(): Promise<void>
  close(): Promise<void>
}
