/** Which story an article joins, and which stories become one because it is a copy of both. */
import type { ArticleId, StoryId } from '../model/brand.ts'
import { isCopyKind } from '../model/verdict.ts'
import type { Comparison, Scores } from '../model/verdict.ts'
import { saysDigest } from './decide-finding.ts'
import { shippedThresholds } from './thresholds.ts'

/** A story as far as clustering needs it. */
export interface KnownStory {
  readonly id: StoryId
  readonly createdMs: number
  /** How many articles stand in it. */
  readonly articles: number
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
  /** Whether two stories must not become one: the user says so, or one was found to be a digest. Default never. */
  readonly areApart?: (one: StoryId, other: StoryId) => boolean
}

export type ClusterDecision = {
  /** Stories of the same event with their own reporting, best first, each once. */
  readonly related: readonly StoryId[]
  /** As they were given; of a copy in a story that is not joined with what forbade it, as `related`. */
  readonly comparisons: readonly Comparison[]
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

/** A story of which the article is a copy, and the comparisons that say so, best first. */
interface Copied {
  readonly story: KnownStory
  readonly by: readonly [Comparison, ...Comparison[]]
  /** Comparisons with its other articles that say digest. */
  readonly against: readonly Comparison[]
}

/**
 * Joins the oldest story the article is a copy of; the others it is a copy of are absorbed: it shows that they are one.
 * A digest, which tells one story and then another matter, shows nothing of the kind, whether it is the article or stands
 * in the story: it joins no two stories, and each is related to it. What the user forbids is never joined, what the user
 * forces always is.
 */
export function decideCluster(input: ClusterInput): ClusterDecision {
  const { comparisons, storyOf, forced, forbidden, areApart = () => false } = input
  const copied = new Map<StoryId, Copied>()
  const related: StoryId[] = []
  const digests = comparisons.filter(saysDigest)
  for (const comparison of comparisons) {
    const story = storyOf(comparison.articleId)
    if (story === undefined || forbidden.has(story.id)) continue
    if (isCopyKind(comparison.kind)) {
      const { by } = copied.get(story.id) ?? {}
      const against = digests.filter(({ articleId }) => storyOf(articleId)?.id === story.id)
      copied.set(story.id, { story, by: by === undefined ? [comparison] : [...by, comparison], against })
    } else if (comparison.kind === 'related') related.push(story.id)
  }
  const { joined, refused } = chooseStories([...copied.values()], areApart)
  const ids = [
    ...new Set([
      ...joined.toSorted(byAge).map(({ story }) => story.id),
      ...forced.filter((id) => !forbidden.has(id)),
    ]),
  ]
  const decided = {
    related: [...new Set([...copied.keys(), ...related])].filter((id) => !ids.includes(id)),
    comparisons: comparisons.map((comparison) => refuse(comparison, refused.get(comparison))),
  }
  const [storyId, ...absorb] = ids
  if (storyId === undefined) return { kind: 'open', ...decided }
  const deciding = new Set(joined.map(({ by }) => by[0]))
  const by = comparisons.find((comparison) => deciding.has(comparison))
  return { kind: 'join', storyId, absorb, by, ...decided }
}

const byAge = (left: Copied, right: Copied): number =>
  left.story.createdMs - right.story.createdMs || (left.story.id < right.story.id ? -1 : 1)

interface Choice {
  readonly joined: readonly Copied[]
  /** Why a comparison that says copy joins nothing. */
  readonly refused: ReadonlyMap<Comparison, string>
}

/** Of the stories the article is a copy of, those it joins: none for a digest, of two that are kept apart the likelier. */
function chooseStories(
  copied: readonly Copied[],
  areApart: (one: StoryId, other: StoryId) => boolean,
): Choice {
  const joined: Copied[] = []
  const refused = new Map<Comparison, string>()
  const whole = copied.filter((one) => !isPartOfDigest(one))
  const digest = isDigest(whole.map(({ by }) => by[0].scores))
  for (const one of copied) {
    const why = !whole.includes(one)
      ? 'it stands there, or it prints the story, beside another matter'
      : digest
        ? 'the article tells one story in one part and another in another'
        : joined.some((other) => areApart(one.story.id, other.story.id))
          ? 'this story is kept apart from the one it joins'
          : undefined
    if (why === undefined) joined.push(one)
    else for (const comparison of one.by) refused.set(comparison, why)
  }
  return { joined, refused }
}

function refuse(comparison: Comparison, why: string | undefined): Comparison {
  if (why === undefined) return comparison
  const { vetoes, reason } = comparison
  return { ...comparison, kind: 'related', vetoes: [...vetoes, why], reason: `${reason}, but ${why}` }
}

/**
 * Whether the article is told in the story only by such as go on with another matter, which may be the story's own; or the
 * article of the story that tells most of it says that it is a digest.
 */
function isPartOfDigest({ story, by, against }: Copied): boolean {
  const most = Math.max(...by.map(({ scores }) => shareTold(scores)))
  if (against.some(({ scores }) => shareTold(scores) > most)) return true
  return (
    story.articles > by.length && by.every(({ scores }) => (scores['leftRestAlike'] ?? 1) < otherMatterMax)
  )
}

// Without scores, of an address or a text that is the same, all of it.
function shareTold({ rightFrom = 0, rightUntil = 1 }: Scores): number {
  return rightUntil - rightFrom
}

// Two parts of an article may meet in a sentence that resembles both: of the shorter part this much.
const overlapMax = 0.2
// What is less alike is of another matter.
const { restAlikeMin: otherMatterMax } = shippedThresholds

/** Whether the article tells one of the stories in one part and, of another matter, another in another. */
function isDigest(comparisons: readonly Scores[]): boolean {
  return comparisons.some(
    (one, at) =>
      (one['rightRestAlike'] ?? 1) < otherMatterMax &&
      comparisons.some((other, index) => index !== at && tellOtherParts(one, other)),
  )
}

// Without scores, of an address or a text that is the same, the whole article is told.
function tellOtherParts(one: Scores, other: Scores): boolean {
  const { rightFrom: from = 0, rightUntil: until = 1 } = one
  const { rightFrom: otherFrom = 0, rightUntil: otherUntil = 1 } = other
  const overlap = Math.min(until, otherUntil) - Math.max(from, otherFrom)
  return overlap <= overlapMax * Math.min(until - from, otherUntil - otherFrom)
}
