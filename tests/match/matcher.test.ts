/** The window: order of arrival, teasers, identical texts, forgetting, what it learnt. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import { parseArticleId, parseSourceId } from '../../src/model/brand.ts'
import type { ArticleId, SourceId } from '../../src/model/brand.ts'
import { isCopyKind } from '../../src/model/verdict.ts'
import { Matcher } from '../../src/match/matcher.ts'
import type { IndexedArticle } from '../../src/match/matcher.ts'
import { streamPartition } from '../../src/match/measure-stream.ts'
import { readCorpusDocuments } from './read-corpus.ts'

const documents = readCorpusDocuments()
const textOf = (id: string) => documents.find((document) => document.id === id) ?? { title: '', text: '' }
const dayMs = 86_400_000

function article(
  number: number,
  input: { title: string; text: string },
  extra: Partial<IndexedArticle> = {},
): IndexedArticle {
  return {
    articleId: parseArticleId(number) as ArticleId,
    sourceId: parseSourceId('courier') as SourceId,
    site: 'courier.example',
    firstSeenMs: number * 1000,
    publishedMs: undefined,
    completeness: 'feed',
    fingerprint: fingerprintText(input),
    ...extra,
  }
}

describe('Matcher', () => {
  test('a spun copy is recognised, and its reason and scores are kept', () => {
    const matcher = new Matcher()
    matcher.add(article(1, textOf('bridge')))
    const [best] = matcher.compare(article(2, textOf('bridge-spun-es')))
    expect(best).toMatchObject({ articleId: 1, vetoes: [] })
    expect(isCopyKind(best?.kind ?? 'new')).toBe(true)
    expect(best?.reason).not.toBe('')
    expect(best?.scores['alignment']).toBeGreaterThan(0.3)
  })

  test('a template with other figures is related, with the veto in words', () => {
    const matcher = new Matcher()
    matcher.add(article(1, textOf('results-0')))
    const [best] = matcher.compare(article(2, textOf('results-1')))
    expect(best?.kind).toBe('related')
    expect(best?.vetoes.join()).toMatch(/slots|numbers/)
  })

  test('folding comparisons stand first', () => {
    const matcher = new Matcher()
    for (const [index, id] of ['bridge-own0', 'bridge', 'bridge-copy', 'otters'].entries())
      matcher.add(article(index + 1, textOf(id)))
    const kinds = matcher.compare(article(9, textOf('bridge-abridged'))).map(({ kind }) => isCopyKind(kind))
    expect(kinds).toEqual(kinds.toSorted((left, right) => Number(right) - Number(left)))
    expect(kinds.filter(Boolean)).toHaveLength(2)
  })

  test.each(['sameAddress', 'sameText'] as const)('what the store found by %s comes first', (tier) => {
    const matcher = new Matcher()
    const extraCandidates = [{ articleId: parseArticleId(7) as ArticleId, tier }]
    expect(matcher.compare({ ...article(8, { title: '', text: '' }), extraCandidates })[0]).toMatchObject({
      kind: tier,
      articleId: 7,
    })
  })

  test('an article outside the window, or removed, is not looked at', () => {
    const matcher = new Matcher({ windowMs: dayMs })
    matcher.add(article(1, textOf('bridge')))
    expect(matcher.compare(article(2, textOf('bridge'), { firstSeenMs: 3 * dayMs }))).toEqual([])
    matcher.remove(article(1, textOf('bridge')).articleId)
    expect(matcher.compare(article(2, textOf('bridge')))).toEqual([])
  })

  test('an article is never compared with itself; adding it again replaces its text', () => {
    const matcher = new Matcher()
    matcher.add(article(1, textOf('otters')))
    matcher.add(article(1, textOf('bridge')))
    expect(matcher.compare(article(1, textOf('bridge')))).toEqual([])
    expect(matcher.compare(article(2, textOf('otters')))).toEqual([])
    expect(matcher.compare(article(2, textOf('bridge')))).toHaveLength(1)
  })

  test('what it learnt survives a restart', () => {
    const matcher = new Matcher()
    matcher.add(article(1, textOf('bridge')))
    const later = new Matcher({ frequencies: matcher.frequencies() })
    expect(later.frequencies()).toEqual(matcher.frequencies())
    later.restore(article(1, textOf('bridge')))
    expect(later.frequencies()).toEqual(matcher.frequencies())
    expect(() => new Matcher({ frequencies: Uint8Array.of(1, 2, 3) })).toThrow(RangeError)
  })
})

describe('an article told again', () => {
  const edited = {
    ...textOf('bridge'),
    text: `${textOf('bridge').text}\nThe council meets again on Monday evening.`,
  }

  test.each([
    ['the same site is called an update', 'courier.example', true],
    ['another site is called a copy', 'herald.example', false],
  ] as const)('by %s', (_name, site, isUpdate) => {
    const matcher = new Matcher()
    matcher.add(article(1, textOf('bridge')))
    const [best] = matcher.compare(article(2, edited, { site }))
    expect(best?.kind).toBe('nearDuplicate')
    expect(best?.reason.startsWith('an update by the same site')).toBe(isUpdate)
  })
})

test('articles older than the window are let go while new ones come in', () => {
  const matcher = new Matcher({ windowMs: dayMs })
  matcher.add(article(1, textOf('bridge')))
  for (let number = 2; number < 1_100; number++)
    matcher.restore(article(number, { title: '', text: 'Short.' }, { firstSeenMs: 9 * dayMs }))
  expect(matcher.compare(article(2_000, textOf('bridge'), { firstSeenMs: 0 }))).toEqual([])
})

describe('a teaser', () => {
  const { title, text } = textOf('bridge')
  const opening = text.split('\n').slice(0, 2).join('\n')

  test('folds as the verbatim opening of the full text', () => {
    const matcher = new Matcher()
    matcher.add(article(1, { title, text }))
    const teaser = article(
      2,
      { title: 'Harlow Point: what we know', text: opening },
      { completeness: 'teaser', site: 'digest.example' },
    )
    expect(matcher.compare(teaser)[0]?.kind).toBe('nearDuplicate')
  })

  test('folds by its exact title within its own publisher only', () => {
    const matcher = new Matcher()
    matcher.add(article(1, { title, text }))
    const words =
      'Rust in the cables: the bridge over the Tessel at Harlow Point stays shut, engineers told the council.'
    const own = article(2, { title, text: words }, { completeness: 'teaser' })
    expect(matcher.compare(own)[0]?.kind).toBe('nearDuplicate')
    const other = article(3, { title, text: words }, { completeness: 'teaser', site: 'herald.example' })
    expect(matcher.compare(other).some(({ kind }) => isCopyKind(kind))).toBe(false)
  })
})

test('shuffling the arrivals gives the same stories', () => {
  const some = documents.filter(({ event }) => ['bridge', 'otters', 'presa', 'grain'].includes(event))
  const partition = (order: readonly (typeof some)[number][]) =>
    streamPartition(order.map((document) => ({ ...document, publishedMs: 0 })))
  const expected = partition(some)
  expect(expected.some((story) => story.length > 2)).toBe(true)
  fc.assert(
    fc.property(fc.shuffledSubarray([...some], { minLength: some.length }), (order) => {
      expect(partition(order)).toEqual(expected)
    }),
    { numRuns: 25 },
  )
})
