/** What an article is: new, a copy of a story, or related to one; with every reason. */
import type { ArticleId, StoryId } from './brand.ts'

/** Verdicts that fold an article into a story. */
export type CopyKind = 'sameAddress' | 'sameText' | 'nearDuplicate' | 'spun'

export type VerdictKind = 'new' | 'related' | CopyKind

/** Every measured figure of a comparison by name, 0..1 unless its name carries a unit (alignment, jaccard5, containment5, ...). */
export type Scores = Readonly<Record<string, number>>

/** Two passages that show the texts are the same. Offsets are not kept; the passages are at most 300 characters. */
export interface AlignedPassage {
  readonly left: string
  readonly right: string
  /** idf-weighted cosine of the two sentences, 0..1. */
  readonly cosine: number
}

/** The comparison of an article with one earlier article. */
export interface Comparison {
  readonly kind: VerdictKind
  /** The earlier article compared with. */
  readonly articleId: ArticleId
  readonly scores: Scores
  /** In words: what forbade folding (number conflict 3 of 11, template slots differ). */
  readonly vetoes: readonly string[]
  /** In words, one sentence: the rule that decided. */
  readonly reason: string
}

/** What was decided for an article, kept for `explain`. */
export interface Verdict {
  readonly kind: VerdictKind
  readonly storyId: StoryId
  /** The comparison that decided, absent for `new`. */
  readonly comparison: Comparison | undefined
  /** The other candidates that were looked at, best first, folding or not. */
  readonly others: readonly Comparison[]
  readonly decidedMs: number
}

/** From the plainest copy to the best disguised. */
export const copyKinds: readonly CopyKind[] = ['sameAddress', 'sameText', 'nearDuplicate', 'spun']

/** Whether a verdict folds the article into a story. */
export function isCopyKind(kind: VerdictKind): kind is CopyKind {
  return copyKinds.some((copy) => copy === kind)
}
