/** Everything there is to say about one story, as values and as sentences: what `explain` prints and the story page shows. */
import type { Article } from './article.ts'
import type { StoryId } from './brand.ts'
import type { Evidence, Origin } from './evidence.ts'
import type { Publication } from './store.ts'
import type { RelatedStory } from './story.ts'
import type { AlignedPassage, Verdict } from './verdict.ts'

/** How much of an article stands in the article it is held against. */
export interface Agreement {
  readonly titlesAlign: boolean
  /** Sentences of the shorter text that tell what a sentence of the other tells, and how many it has. */
  readonly sentencesAligned: number
  readonly sentences: number
  /** Distinct figures of two digits or more that both name, and how many the one with fewer has. */
  readonly figuresShared: number
  readonly figures: number
  /** How much later it was published, milliseconds; negative when earlier, undefined when a date is missing. */
  readonly laterMs: number | undefined
}

export interface ExplainedArticle {
  readonly article: Article
  readonly isOrigin: boolean
  readonly speaks: boolean
  readonly verdict: Verdict | undefined
  /** Address of the article the deciding comparison was made with. */
  readonly comparedWith: string | undefined
  /** The best passages shared with that article, in text order. `left` is its, `right` this article's. */
  readonly passages: readonly AlignedPassage[]
  /** Against the article that stands for the origin; undefined for that one itself. */
  readonly agreement: Agreement | undefined
  /** Furniture that cleaning takes away, by kind. */
  readonly removed: Readonly<Record<string, number>>
  /** In words: why it is here, and how it agrees with the origin. */
  readonly says: readonly string[]
}

/** One reason for the origin, in words. */
export interface ExplainedEvidence extends Evidence {
  readonly says: string
}

/** An override of the configuration that bears on this story. */
export interface OverrideInForce {
  /** Its place in the YAML: `overrides.sameStory`, `sources.newsmill.dedupe`. */
  readonly key: string
  readonly says: string
}

/** A line of YAML that changes what was decided. */
export interface Correction {
  readonly purpose: 'pin' | 'block' | 'split' | 'join'
  /** In words: what it does. */
  readonly says: string
  /** The key of the YAML it goes under; undefined for the top of the file. */
  readonly under: string | undefined
  readonly yaml: string
  /** The article it is about, by its number. */
  readonly articleId: number | undefined
}

export interface StoryExplanation {
  readonly id: StoryId
  readonly aliases: readonly StoryId[]
  /** Of the article that speaks. */
  readonly title: string
  readonly createdMs: number
  readonly origin: Origin
  /** In words: what the level of the origin means. */
  readonly standing: string
  readonly evidence: readonly ExplainedEvidence[]
  readonly articles: readonly ExplainedArticle[]
  /** Articles beyond those explained. */
  readonly articlesLeftOut: number
  readonly related: readonly RelatedStory[]
  readonly publications: readonly Publication[]
  readonly overrides: readonly OverrideInForce[]
  readonly overrule: readonly Correction[]
}
