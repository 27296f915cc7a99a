/** A story: one or more articles that are copies of one another, with one id for life. */
import type { ArticleId, StoryId } from './brand.ts'
import type { Article } from './article.ts'
import type { Origin } from './evidence.ts'
import type { VerdictKind } from './verdict.ts'

export interface Story {
  readonly id: StoryId
  readonly createdMs: number
  /** Last time an article joined, or the origin changed. */
  readonly touchedMs: number
  readonly origin: Origin
  /** The article whose title and content speak for the story. */
  readonly speakerId: ArticleId
}

/** A story with all its articles: what `publish`, `explain` and the dashboard read. */
export interface StoryView {
  readonly story: Story
  /** In order of arrival. The one with `story.speakerId` speaks. */
  readonly members: readonly StoryMember[]
  /** Stories of the same event with their own reporting. */
  readonly related: readonly RelatedStory[]
}

export interface StoryMember {
  readonly article: Article
  readonly verdictKind: VerdictKind
}

export interface RelatedStory {
  readonly id: StoryId
  readonly title: string
  readonly url: string | undefined
}
