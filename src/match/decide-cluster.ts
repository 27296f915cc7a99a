/** Which story an article joins, and which stories become one because it is a copy of both. */
import type { ArticleId, StoryId } from '../model/brand.ts'
import { isCopyKind } from '../model/verdict.ts'
import type { Comparison } from '../model/verdict.ts'

interface KnownStory {
  readonly id: StoryId
  readonly createdMs: number
}

export interface ClusterInput {
  /** Best first, as the matcher returns them. */
  readonly comparisons: readonly Comparison[]
  /** The story an article stands in now; undefined when it is gone. */
  readonly storyOf: (id: ArticleId) => KnownStory | undefined
  /** Stories the user says the article belongs to (`overrides.sameStory`). */
  readonly forced: readonly StoryId[]
  /** Stories it must not join (`overrides.notSameStory`). */
  readonly forbidden: ReadonlySet<StoryId>
}

export type ClusterDecision = {
  /** Stories of the same event with their own reporting, best first, each once. */
  readonly related: readonly StoryId[]
} & (
  | { readonly kind: 'open' }
  | {
      readonly kind: 'join'
      readonly storyId: StoryId
      /** Stories that become aliases of `storyId`, oldest first. */
      readonly absorb: readonly StoryId[]
      /** The comparison that decided; undefined when an override did. */
      readonly by: Comparison | undefined
    }
)

/**
 * Joins the oldest story the article is a copy of; the others it is a copy of are absorbed. What the user forbids is
 * never joined, what the user forces always is.
 */
export function decideCluster(input: ClusterInput): ClusterDecision {
  const { comparisons, storyOf, forced, forbidden } = input
  const joined = new Map<StoryId, { readonly story: KnownStory; readonly by: Comparison | undefined }>()
  const related: StoryId[] = []
  for (const comparison of comparisons) {
    const story = storyOf(comparison.articleId)
    if (story === undefined || forbidden.has(story.id)) continue
    if (isCopyKind(comparison.kind)) {
      if (!joined.has(story.id)) joined.set(story.id, { story, by: comparison })
    } else if (comparison.kind === 'related') related.push(story.id)
  }
  const oldestFirst = [...joined.values()].sort(
    (left, right) =>
      left.story.createdMs - right.story.createdMs || (left.story.id < right.story.id ? -1 : 1),
  )
  const ids = [
    ...new Set([...oldestFirst.map(({ story }) => story.id), ...forced.filter((id) => !forbidden.has(id))]),
  ]
  const others = [...new Set(related)].filter((id) => !ids.includes(id))
  const [storyId, ...absorb] = ids
  if (storyId === undefined) return { kind: 'open', related: others }
  const by = comparisons.find((comparison) => [...joined.values()].some((entry) => entry.by === comparison))
  return { kind: 'join', storyId, absorb, by, related: others }
}
