/** What the dashboard leafs through: lines of stories, of copies and of polls, a page at a time. */
import type { ArticleId, FeedId, SourceId, StoryId } from './brand.ts'
import type { OriginLevel } from './evidence.ts'
import type { PollResult } from './source-state.ts'
import type { CopyKind, VerdictKind } from './verdict.ts'

/** Where the next page begins: after this story, in the order of the list. */
export interface StoryCursor {
  readonly createdMs: number
  readonly id: StoryId
}

/** Which stories are wanted; every part that is there narrows. */
export interface StoryQuery {
  /** Words that must all begin a word of the title or publisher of one article, in any case and without accents. */
  readonly words?: string | undefined
  readonly feedId?: FeedId | undefined
  readonly sourceId?: SourceId | undefined
  /** Has an article with this verdict. */
  readonly kind?: VerdictKind | undefined
  readonly level?: OriginLevel | undefined
  readonly after?: StoryCursor | undefined
  readonly limit: number
}

/** A story without its texts. */
export interface StoryLine {
  readonly id: StoryId
  readonly createdMs: number
  /** Of the article that speaks. */
  readonly title: string
  readonly url: string | undefined
  /** Of the origin. */
  readonly publisher: string
  readonly level: OriginLevel
  readonly articles: number
  /** How its articles came in. */
  readonly kinds: Readonly<Partial<Record<VerdictKind, number>>>
}

/** Which folded articles are wanted. */
export interface CopyQuery {
  readonly sourceId?: SourceId | undefined
  readonly kind?: CopyKind | undefined
  /** Only articles that came before this one. */
  readonly before?: ArticleId | undefined
  readonly limit: number
}

/** An article that was folded into a story and does not speak for it. */
export interface CopyLine {
  readonly articleId: ArticleId
  readonly sourceId: SourceId
  readonly title: string
  readonly url: string | undefined
  readonly publisher: string
  readonly firstSeenMs: number
  readonly kind: CopyKind
  /** The rule that decided, in words. */
  readonly reason: string
  readonly storyId: StoryId
  readonly storyTitle: string
  readonly storyPublisher: string
}

/** One poll of a source. */
export interface PollRecord {
  readonly atMs: number
  readonly result: PollResult
  readonly articlesNew: number
}
