/** Joining, bridging, overriding: which story an article belongs to. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseArticleId, parseStoryId } from '../../src/model/brand.ts'
import type { ArticleId, StoryId } from '../../src/model/brand.ts'
import type { Comparison, VerdictKind } from '../../src/model/verdict.ts'
import { decideCluster, type KnownStory } from '../../src/match/decide-cluster.ts'

const article = (value: number): ArticleId => parseArticleId(value) as ArticleId
const story = (value: number): StoryId =>
  parseStoryId(`urn:uuid:00000000-0000-8000-8000-${String(value).padStart(12, '0')}`) as StoryId
const compared = (id: number, kind: VerdictKind): Comparison => ({
  kind,
  articleId: article(id),
  scores: {},
  vetoes: [],
  reason: kind,
})
const none: ReadonlySet<StoryId> = new Set()
// Article n stands in story n, and story n is as old as its number says.
const storyOf = (id: ArticleId): KnownStory => ({ id: story(id), createdMs: id, articles: 1 })

describe('decideCluster', () => {
  test('opens a story when nothing folds, and names what is related', () => {
    const comparisons = [compared(2, 'related'), compared(3, 'new')]
    expect(decideCluster({ comparisons, storyOf, forced: [], forbidden: none })).toMatchObject({
      kind: 'open',
      related: [story(2)],
    })
  })

  test('joins the story of the copy and says which comparison decided', () => {
    const comparisons = [compared(4, 'spun'), compared(4, 'related')]
    const decision = decideCluster({ comparisons, storyOf, forced: [], forbidden: none })
    expect(decision).toMatchObject({
      kind: 'join',
      storyId: story(4),
      absorb: [],
      by: comparisons[0],
      related: [],
    })
  })

  test('an article that is a copy of two stories makes them one; the older id survives', () => {
    const comparisons = [compared(9, 'nearDuplicate'), compared(3, 'spun'), compared(5, 'sameText')]
    const decision = decideCluster({ comparisons, storyOf, forced: [], forbidden: none })
    expect(decision).toMatchObject({ kind: 'join', storyId: story(3), absorb: [story(5), story(9)] })
  })

  const part = (id: number, scores: Comparison['scores']): Comparison => ({
    ...compared(id, 'nearDuplicate'),
    scores,
  })
  const first = { rightFrom: 0, rightUntil: 0.5, rightRestAlike: 0.02 }
  const second = { rightFrom: 0.45, rightUntil: 1, rightRestAlike: 0.02 }

  test('a digest of two stories joins neither and is related to both', () => {
    const comparisons = [part(3, first), part(9, second)]
    expect(decideCluster({ comparisons, storyOf, forced: [], forbidden: none })).toMatchObject({
      kind: 'open',
      related: [story(3), story(9)],
    })
  })

  test.each([
    ['the parts are of one matter', { rightRestAlike: 0.3 }],
    ['both tell the same part', { rightFrom: 0.1, rightUntil: 0.6 }],
    ['the other tells the whole', { rightFrom: 0, rightUntil: 1, rightRestAlike: 1 }],
  ])('two stories become one where %s', (_, scores) => {
    const both = 'rightRestAlike' in scores && scores.rightRestAlike === 0.3 ? scores : {}
    const comparisons = [part(3, { ...first, ...both }), part(9, { ...second, ...scores })]
    const decision = decideCluster({ comparisons, storyOf, forced: [], forbidden: none })
    expect(decision).toMatchObject({ kind: 'join', storyId: story(3), absorb: [story(9)] })
  })

  test('the user can put a digest into a story all the same', () => {
    const comparisons = [part(3, first), part(9, second)]
    const decision = decideCluster({ comparisons, storyOf, forced: [story(9)], forbidden: none })
    expect(decision).toMatchObject({ kind: 'join', storyId: story(9), absorb: [], related: [story(3)] })
  })

  describe('a story that holds a digest of the article', () => {
    const inside = part(3, { leftRestAlike: 0.02 })
    const holding = (articles: number) => (id: ArticleId) => ({ ...storyOf(id), articles })

    test('is not joined when the digest joined it for another matter', () => {
      const decision = decideCluster({
        comparisons: [inside],
        storyOf: holding(2),
        forced: [],
        forbidden: none,
      })
      expect(decision).toMatchObject({ kind: 'open', related: [story(3)] })
      expect(decision.comparisons).toEqual([
        {
          ...inside,
          kind: 'related',
          vetoes: ['it stands there, or it prints the story, beside another matter'],
          reason: 'nearDuplicate, but it stands there, or it prints the story, beside another matter',
        },
      ])
    })

    test('is joined while nothing but the digest is in it', () => {
      const decision = decideCluster({
        comparisons: [inside],
        storyOf: holding(1),
        forced: [],
        forbidden: none,
      })
      expect(decision).toMatchObject({ kind: 'join', storyId: story(3), by: inside })
    })

    test('is joined when the article is a copy of another article there', () => {
      const inOne = (id: ArticleId): KnownStory => ({ ...storyOf(id), id: story(3), articles: 5 })
      const comparisons = [inside, part(4, { leftRestAlike: 1 })]
      const decision = decideCluster({ comparisons, storyOf: inOne, forced: [], forbidden: none })
      expect(decision).toMatchObject({ kind: 'join', storyId: story(3), by: inside, related: [] })
    })

    test('does not make a digest of the article', () => {
      const comparisons = [part(3, { ...first, leftRestAlike: 0.02 }), part(9, second)]
      const decision = decideCluster({ comparisons, storyOf: holding(2), forced: [], forbidden: none })
      expect(decision).toMatchObject({ kind: 'join', storyId: story(9), related: [story(3)] })
    })
  })

  describe('stories that are kept apart', () => {
    const areApart = (one: StoryId, other: StoryId): boolean =>
      [one, other].toSorted().join() === [story(3), story(9)].join()

    test('are not made one by a copy of both: it joins the likelier', () => {
      const comparisons = [compared(9, 'sameText'), compared(3, 'spun')]
      const decision = decideCluster({ comparisons, storyOf, forced: [], forbidden: none, areApart })
      expect(decision).toMatchObject({ kind: 'join', storyId: story(9), absorb: [], related: [story(3)] })
      expect(decision.comparisons[1]).toMatchObject({
        kind: 'related',
        vetoes: ['this story is kept apart from the one it joins'],
      })
    })

    test('a third story is absorbed as ever', () => {
      const comparisons = [compared(9, 'sameText'), compared(3, 'spun'), compared(5, 'spun')]
      const decision = decideCluster({ comparisons, storyOf, forced: [], forbidden: none, areApart })
      expect(decision).toMatchObject({ kind: 'join', storyId: story(5), absorb: [story(9)] })
    })
  })

  test('a forbidden story is neither joined nor absorbed nor related', () => {
    const comparisons = [compared(3, 'sameText'), compared(5, 'spun')]
    const decision = decideCluster({ comparisons, storyOf, forced: [], forbidden: new Set([story(3)]) })
    expect(decision).toMatchObject({ kind: 'join', storyId: story(5), absorb: [], related: [] })
  })

  test('a forced story is joined although nothing resembles', () => {
    const decision = decideCluster({ comparisons: [], storyOf, forced: [story(7)], forbidden: none })
    expect(decision).toMatchObject({
      kind: 'join',
      storyId: story(7),
      absorb: [],
      by: undefined,
      related: [],
    })
  })

  test('an article whose story is gone decides nothing', () => {
    const comparisons = [compared(3, 'sameText')]
    expect(decideCluster({ comparisons, storyOf: () => undefined, forced: [], forbidden: none }).kind).toBe(
      'open',
    )
  })

  test('the order of the comparisons moves neither the survivor nor what it absorbs', () => {
    const kinds = fc.constantFrom<VerdictKind>('new', 'related', 'spun', 'nearDuplicate', 'sameText')
    const list = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), kinds), { maxLength: 12 })
    fc.assert(
      fc.property(list, fc.infiniteStream(fc.nat()), (pairs, luck) => {
        const comparisons = pairs.map(([id, kind]) => compared(id, kind))
        const shuffled = comparisons.toSorted(() => ((luck.next().value ?? 0) % 3) - 1)
        const pick = (order: readonly Comparison[]) => {
          const decision = decideCluster({ comparisons: order, storyOf, forced: [], forbidden: none })
          return decision.kind === 'join' ? [decision.storyId, decision.absorb] : []
        }
        expect(pick(shuffled)).toEqual(pick(comparisons))
      }),
    )
  })
})
