/** How claims are weighed: what adds up, what counts once, what is refused, and what a liar's word is worth. */
import { array, assert, constantFrom, double, property, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Evidence, EvidenceKind } from '../../src/model/evidence.ts'
import { claimScoreMin, rankClaims, strongestClaim, type CitingArticle } from '../../src/trace/rank-claims.ts'
import { domainOf } from '../../src/trace/site.ts'
import { address, headline, registry, slug } from './world.ts'

const target = `https://smallpaper.example/2026/${slug}`
const registered = `https://dispatch.example/2026/${slug}`
const own = `https://repost.example/news/${slug}`

const seen = (kind: EvidenceKind, url: string, weight = 0.55): Evidence => ({
  kind,
  value: `${kind} ${url}`,
  url: address(url),
  publisher: domainOf(url),
  weight,
  where: 'page',
})
const named = (publisher: string, weight = 0.45, kind: EvidenceKind = 'dateline'): Evidence => ({
  kind,
  value: publisher,
  url: undefined,
  publisher,
  weight,
  where: 'page',
})
const citing = (evidence: readonly Evidence[], more: Partial<CitingArticle> = {}): CitingArticle => {
  const url = more.url ?? address(own)
  return { url, site: domainOf(url) ?? '', title: headline, evidence, ...more }
}
const scoreOf = (articles: readonly CitingArticle[]): number =>
  rankClaims(articles, registry).urls[0]?.score ?? 0

describe('the score of an address', () => {
  test('grows with every kind, and with none twice', () => {
    const one = scoreOf([citing([seen('canonical', target)])])
    const twice = scoreOf([citing([seen('canonical', target), seen('canonical', target)])])
    const two = scoreOf([citing([seen('canonical', target), seen('attributionLink', target)])])
    expect(twice).toBe(one)
    expect(two).toBeGreaterThan(one)
  })

  test('ten copies of one text say it once', () => {
    const copies = Array.from({ length: 10 }, (_, n) =>
      citing([seen('canonical', target)], { url: address(`https://copy${n}.example/news/${slug}`) }),
    )
    const [ranked] = rankClaims(copies, registry).urls
    expect(ranked?.score).toBe(scoreOf([citing([seen('canonical', target)])]))
    expect(ranked?.citedBy).toHaveLength(10)
  })

  test.each([
    ['a slug that says something else', `https://smallpaper.example/2026/nine-gardens-of-lyng-in-bloom`],
    ['an address that is no article', 'https://smallpaper.example/ferries'],
    ['a portal', `https://www.msn.com/en-us/news/${slug}`],
  ])('is lower for %s', (_what, url) => {
    expect(scoreOf([citing([seen('canonical', url)])])).toBeLessThan(
      scoreOf([citing([seen('canonical', target)])]),
    )
  })

  test('is a little higher for a registered publisher', () => {
    expect(scoreOf([citing([seen('canonical', registered)])])).toBeGreaterThan(
      scoreOf([citing([seen('canonical', target)])]),
    )
  })

  test('of a link in the text alone stays below a claim', () => {
    const links = citing([seen('bodyLink', target, 0.4)])
    expect(scoreOf([links])).toBeLessThan(claimScoreMin)
    expect(strongestClaim(rankClaims([links], registry)).kind).toBe('none')
  })

  test('is what the best witness makes it: a liar alone counts for less, a liar beside another does not', () => {
    const truth = citing([seen('canonical', target)])
    const liar = citing([seen('canonical', target)], {
      url: address(`https://farm.example/x/${slug}`),
      trust: 0.25,
    })
    expect(scoreOf([liar])).toBeCloseTo(scoreOf([truth]) / 4)
    expect(scoreOf([liar, truth])).toBe(scoreOf([truth]))
  })

  test('never leaves 0 to 1', () => {
    const weight = double({ min: 0, max: 1, noNaN: true })
    const kinds = constantFrom<EvidenceKind>('canonical', 'ogUrl', 'via', 'bodyLink', 'attributionLink')
    const urls = constantFrom(target, registered, 'https://smallpaper.example/', own)
    assert(
      property(array(tuple(kinds, urls, weight)), (list) => {
        const { urls: ranked } = rankClaims(
          [citing(list.map(([kind, url, w]) => seen(kind, url, w)))],
          registry,
        )
        for (const { score } of ranked) expect(score >= 0 && score <= 1).toBe(true)
      }),
    )
  })
})

describe('independent signals', () => {
  test.each<[EvidenceKind[], number]>([
    [['canonical'], 1],
    [['canonical', 'ogUrl', 'jsonLd', 'originalSource'], 1],
    [['attributionLink', 'bodyLink', 'sourceAnchor'], 1],
    [['canonical', 'attributionLink'], 2],
    [['via', 'canonical', 'republishPixel'], 3],
  ])('%j are %i', (kinds, count) => {
    const [ranked] = rankClaims([citing(kinds.map((kind) => seen(kind, target)))], registry).urls
    expect(ranked?.independent).toBe(count)
  })

  test('a dateline of the same publisher is one more', () => {
    const evidence = [seen('canonical', registered), named('dispatch.example')]
    expect(rankClaims([citing(evidence)], registry).urls[0]?.independent).toBe(2)
  })
})

describe('refused, with the reason', () => {
  test.each([
    ['https://localtv.wordpress.com/2026/05/x-y-z-a-b', /hosting back end/],
    [`https://xn--dsptch-9za3c.example/${slug}`, /look-alike/],
    [`https://repost.test/${slug}`, /another suffix|back end/],
  ])('%s', (url, reason) => {
    const { urls, rejected } = rankClaims([citing([seen('canonical', url)])], registry)
    expect(urls).toEqual([])
    expect(rejected.join('\n')).toMatch(reason)
  })

  test('a site shown under two names is no repost of itself', () => {
    const moved = `https://moved.example/news/${slug}`
    const { urls } = rankClaims([citing([seen('canonical', moved), seen('ogUrl', moved, 0.3)])], registry)
    expect(urls).toEqual([])
  })

  test('what an article says of its own site is no claim', () => {
    expect(rankClaims([citing([seen('canonical', own), named('repost.example')])], registry)).toMatchObject({
      urls: [],
      publishers: [],
    })
  })
})

describe('publishers', () => {
  test('are one whatever they are called', () => {
    const { publishers } = rankClaims(
      [citing([named('dispatch.example'), named('The Dispatch', 0.25, 'selfReference')])],
      registry,
    )
    expect(publishers).toHaveLength(1)
    expect(publishers[0]).toMatchObject({ domain: 'dispatch.example', name: 'Ellery Dispatch' })
  })

  test('come after an address, and only from their least weight', () => {
    expect(strongestClaim(rankClaims([citing([named('dispatch.example', 0.25)])], registry)).kind).toBe(
      'none',
    )
    expect(strongestClaim(rankClaims([citing([named('dispatch.example', 0.3)])], registry)).kind).toBe(
      'publisher',
    )
    const both = citing([named('wirehouse.example'), seen('canonical', registered)])
    expect(strongestClaim(rankClaims([both], registry)).kind).toBe('url')
  })
})
