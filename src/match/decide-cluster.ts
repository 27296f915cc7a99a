/** Which story an article joins, and which stories become one because it is a copy of both. */
import type { ArticleId, StoryId } from '../model/brand.ts'
import { isCopyKind } from '../model/verdict.ts'
import type { Comparison, Scores } from '../model/verdict.ts'

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
 * Joins the oldest story the article is a copy of; the others it is a copy of are absorbed: it shows that they are one.
 * A digest, which tells one story and then another matter, shows nothing of the kind: it joins none and is related to each.
 * What the user forbids is never joined, what the user forces always is.
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
  const isCopy = !isDigest([...joined.values()].map(({ by }) => by?.scores ?? {}))
  if (!isCopy) related.unshift(...joined.keys())
  const copied = isCopy ? oldestFirst.map(({ story }) => story.id) : []
  const ids = [...new Set([...copied, ...forced.filter((id) => !forbidden.has(id))])]
  const others = [...new Set(related)].filter((id) => !ids.includes(id))
  const [storyId, ...absorb] = ids
  if (storyId === undefined) return { kind: 'open', related: others }
  const by = comparisons.find((comparison) => [...joined.values()].some((entry) => entry.by === comparison))
  return { kind: 'join', storyId, absorb, by, related: others }
}

// Two parts of an article may meet in a sentence that resembles both: of the shorter part this much.
const overlapMax = 0.2
// As `restAlikeMin` of the thresholds, where it was measured.
const otherMatterMax = 0.15

/** Whether the article tells one of the stories in one part and, of another matter, another in another. */
function isDigest(comparisons: readonly Scores[]): boolean {
  return comparisons.some(
    (one, at) =>
      (one['rightRestAlike'] ?? 1) < otherMatterMax &&
      comparisons.some((other, index) => index !== at && areApart(one, other)),
  )
}

// Without scores, of an address or a text that is the same, the whole article is told.
function areApart(one: Scores, other: Scores): boolean {
  const { rightFrom: from = 0, rightUntil: until = 1 } = one
  const { rightFrom: otherFrom = 0, rightUntil: otherUntil = 1 } = other
  const overlap = Math.min(until, otherUntil) - Math.max(from, otherFrom)
  return overlap <= overlapMax * Math.min(until - from, otherUntil - otherFrom)
}
