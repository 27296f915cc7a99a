/** The packed table of articles and their stories says what a plain Map would, whatever is placed, moved and merged. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseArticleId, parseSourceId } from '../src/model/brand.ts'
import { storyIdFrom } from '../src/decide-articles.ts'
import { PlacedArticles } from '../src/placed-articles.ts'

const articleId = (number: number): NonNullable<ReturnType<typeof parseArticleId>> =>
  parseArticleId(number) ?? expect.fail()
const sourceId = parseSourceId('gazette') ?? expect.fail()
const story = (number: number): ReturnType<typeof storyIdFrom> => storyIdFrom(`story ${number}`)

const id = fc.constantFrom(1, 2, 3, 4, 5, 1023, 1024, 5000)
const stories = fc.integer({ min: 1, max: 5 })
const step = fc.oneof(
  fc.record({ kind: fc.constant('place' as const), id, to: stories, ms: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant('merge' as const), id: stories, to: stories, ms: fc.constant(0) }),
)

test('articles stand where they were put last, and stories count them', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const packed = new PlacedArticles()
      const plain = new Map<number, number>()
      for (const { kind, id: which, to, ms } of steps) {
        if (kind === 'place') {
          packed.place(articleId(which), { storyId: story(to), sourceId }, ms)
          plain.set(which, to)
          continue
        }
        packed.merge(story(which), story(to))
        for (const [article, at] of plain) if (at === which) plain.set(article, to)
      }
      for (const [article, at] of plain) {
        const articles = [...plain.values()].filter((other) => other === at).length
        expect(packed.storyOf(articleId(article))).toMatchObject({ id: story(at), articles })
        expect(packed.storyOf(articleId(article))?.createdMs).toBeLessThan(10)
        expect(packed.sourceOf(articleId(article))).toBe(sourceId)
      }
      expect(packed.storyOf(articleId(77))).toBeUndefined()
      expect(packed.sourceOf(articleId(77))).toBeUndefined()
    }),
    { numRuns: 300 },
  )
})

test('a story is as old as its oldest article, and a merge keeps the age of the survivor', () => {
  const placed = new PlacedArticles()
  placed.place(articleId(1), { storyId: story(1), sourceId }, 50)
  placed.place(articleId(2), { storyId: story(1), sourceId }, 20)
  placed.place(articleId(3), { storyId: story(2), sourceId }, 10)
  expect(placed.storyOf(articleId(1))?.createdMs).toBe(20)
  placed.merge(story(2), story(1))
  expect(placed.storyOf(articleId(3))).toEqual({ id: story(1), createdMs: 20, articles: 3 })
  placed.merge(story(1), story(9))
  expect(placed.storyOf(articleId(3))).toEqual({ id: story(9), createdMs: 20, articles: 3 })
})
