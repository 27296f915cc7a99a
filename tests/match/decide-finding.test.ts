/** What scores alone decide: each rule at its line, each veto, and the second sign a weak telling needs. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideFinding, mayBeCopy } from '../../src/match/decide-finding.ts'
import { shippedThresholds as shipped } from '../../src/match/thresholds.ts'
import type { Scores, VerdictKind } from '../../src/model/verdict.ts'
import { isCopyKind } from '../../src/model/verdict.ts'

/** Two texts of 400 words that have nothing in common, one below the other's title. */
const nothing: Scores = {
  wordsOfShorter: 400,
  wordsOfLonger: 400,
  ownShare: 1,
  leftRestAlike: 1,
  rightRestAlike: 1,
  titles: 1,
}
const decide = (scores: Scores) => decideFinding({ ...nothing, ...scores }, shipped)

const verbatim: Scores = { containment: 1, ownContainment: 1, jaccard: 1, opening: 1 }
const aligned: Scores = { alignment: 0.8, telling: 1.6, opening: 1, figuresSame: 6, namesSame: 20 }
const weak: Scores = { telling: 0.6, alignment: 0.2, opening: 0.7, numbersShared: 2, numbersOfFewer: 3 }

describe('a copy is told by', () => {
  test.each<readonly [string, Scores, VerdictKind, RegExp]>([
    ['runs of words', verbatim, 'nearDuplicate', /^100 % of the shorter text stands word for word/],
    [
      'runs of words outside quotations',
      { containment: 0.3, ownContainment: 0.9, opening: 1 },
      'nearDuplicate',
      /^90 % of the shorter/,
    ],
    ['sentences that align, reworded', aligned, 'spun', /align to 80 %/],
    ['sentences that align, as they were', { ...aligned, jaccard: 0.5 }, 'nearDuplicate', /align to 80 %/],
    [
      'a loose alignment in which no figure and no name changed',
      { alignment: 0.34, opening: 1, figuresSame: 3, namesSame: 9 },
      'spun',
      /align to 34 %/,
    ],
    [
      'an abridgement',
      { alignment: 0.25, alignmentOfSmaller: 0.8, containment: 0.6, opening: 1, wordsOfLonger: 900 },
      'nearDuplicate',
      /^the longer text tells 80 % of the shorter/,
    ],
    [
      'the same telling in other words',
      { telling: 0.9, alignment: 0.2, opening: 0.4, namesSame: 5, namesChanged: 2 },
      'spun',
      /in other words \(0\.90\)$/,
    ],
  ])('%s', (_name, scores, kind, reason) => {
    const finding = decide(scores)
    expect(finding).toMatchObject({ kind, vetoes: [] })
    expect(finding.reason).toMatch(reason)
  })
})

describe('a telling too weak to say copy alone', () => {
  const noSign = 'neither the opening nor the figures agree'
  const feature: Scores = { telling: 0.45, alignment: 0.18, opening: 0.3, namesSame: 2, namesChanged: 1 }

  test.each<readonly [string, Scores]>([
    ['begins where the other begins, no figure changed', weak],
    [
      'tells eight figures in order, none changed',
      { ...feature, figuresSame: 8, numbersShared: 9, numbersOfFewer: 10 },
    ],
  ])('folds when it %s', (_name, scores) => {
    expect(decide(scores)).toMatchObject({ kind: 'spun', vetoes: [] })
  })

  test.each<readonly [string, Scores]>([
    ['it begins elsewhere', { ...weak, opening: 0.5 }],
    ['a figure changed', { ...weak, figuresSame: 4, figuresChanged: 1 }],
    ['too little is told', { ...weak, telling: 0.5 }],
    ['seven figures agree', { ...feature, figuresSame: 7, numbersShared: 7, numbersOfFewer: 7 }],
    [
      'many figures agree, and one changed',
      { ...feature, figuresSame: 12, figuresChanged: 1, numbersShared: 12, numbersOfFewer: 12 },
    ],
    [
      'the other names numbers of its own',
      { ...feature, figuresSame: 9, numbersShared: 9, numbersOfFewer: 14 },
    ],
  ])('is related when %s', (_name, scores) => {
    const finding = decide(scores)
    expect(finding).toMatchObject({ kind: 'related', vetoes: [noSign] })
    expect(finding.reason).toContain(noSign)
  })

  test('is no copy where a few sentences are left of the text', () => {
    expect(isCopyKind(decide({ ...weak, ownShare: 0.2 }).kind)).toBe(false)
  })
})

describe('a veto', () => {
  const form: Scores = { ...aligned, formShared: 0.9, wordsOfShorter: 120 }
  const foreign: Scores = { ...aligned, languagesDiffer: 1 }

  test.each<readonly [string, Scores, RegExp]>([
    [
      'against a form with other figures',
      { ...form, figuresSame: 5, figuresChanged: 3 },
      /^the slots of the form differ: 3 of 8 figures and dates, 0 of 20 names$/,
    ],
    [
      'against a form in which one slot of six changed',
      { ...form, figuresSame: 10, figuresChanged: 3, namesSame: 4, namesChanged: 1 },
      /^the slots of the form differ/,
    ],
    [
      'against figures and names that changed, whatever the form',
      { ...aligned, figuresSame: 4, figuresChanged: 4, namesSame: 4, namesChanged: 5 },
      /^the slots of the form differ/,
    ],
    [
      'against other numbers',
      { ...aligned, numbersShared: 1, numbersOfFewer: 5 },
      /^the numbers differ: 1 of 5 shared$/,
    ],
    [
      'against another opening under shared captions',
      { ...aligned, telling: 0.3, opening: 0.1 },
      /^the openings differ: 10 %/,
    ],
    [
      'against a digest under a title of its own',
      { ...verbatim, rightRestAlike: 0.05, titles: 0.1, wordsOfLonger: 800 },
      /goes on with another matter/,
    ],
    [
      'against two digests that share an article, though they are called the same',
      { ...aligned, leftRestAlike: 0.05, rightRestAlike: 0.05, titles: 1, wordsOfLonger: 800 },
      /^each of them goes on with another matter$/,
    ],
    ['against another language', foreign, /^the languages differ$/],
  ])('%s', (_name, scores, veto) => {
    const finding = decide(scores)
    expect(finding.kind).toBe('related')
    expect(finding.vetoes).toEqual([expect.stringMatching(veto)])
    expect(finding.reason).toContain(`, but ${finding.vetoes[0] ?? ''}`)
  })

  test.each<readonly [string, Scores]>([
    ['a correction: two figures of eight', { ...form, figuresSame: 6, figuresChanged: 2 }],
    [
      'a machine that misreads three figures of a long text',
      { ...form, wordsOfShorter: 900, wordsOfLonger: 900, figuresSame: 5, figuresChanged: 3 },
    ],
    ['three numbers, none shared', { ...aligned, numbersShared: 0, numbersOfFewer: 3 }],
    ['a digest-like tail under the same title', { ...verbatim, rightRestAlike: 0.05, titles: 0.8 }],
    ['a language told wrongly of a text that is word for word the same', { ...verbatim, languagesDiffer: 1 }],
  ])('stays away from %s', (_name, scores) => {
    expect(decide(scores)).toMatchObject({ vetoes: [] })
    expect(isCopyKind(decide(scores).kind)).toBe(true)
  })

  test('stands beside others, each said', () => {
    const { vetoes } = decide({
      ...form,
      figuresSame: 1,
      figuresChanged: 6,
      numbersShared: 0,
      numbersOfFewer: 6,
    })
    expect(vetoes).toHaveLength(2)
  })
})

test.each<readonly [string, Scores, VerdictKind]>([
  ['a tenth aligned', { alignment: 0.12 }, 'related'],
  ['a long quotation', { containment: 0.2 }, 'related'],
  ['next to nothing', { alignment: 0.05, containment: 0.05 }, 'new'],
  ['no score at all', {}, 'new'],
])('without a rule for copies, %s makes it', (_name, scores, kind) => {
  expect(decide(scores).kind).toBe(kind)
})

describe('short texts', () => {
  test.each<readonly [string, number, Scores, boolean]>([
    ['59 words, word for word', 59, verbatim, false],
    ['60 words, word for word', 60, verbatim, true],
    ['79 words, aligned', 79, aligned, false],
    ['80 words, aligned', 80, aligned, true],
  ])('%s', (_name, wordsOfShorter, scores, folds) => {
    expect(isCopyKind(decide({ ...scores, wordsOfShorter }).kind)).toBe(folds)
  })
})

const share = fc.double({ min: 0, max: 1, noNaN: true })
const count = fc.nat({ max: 20 })
const anyScores: fc.Arbitrary<Scores> = fc.record({
  wordsOfShorter: fc.nat({ max: 1_000 }),
  wordsOfLonger: fc.nat({ max: 2_000 }),
  telling: fc.double({ min: 0, max: 2.3, noNaN: true }),
  ...Object.fromEntries(
    [
      'alignment',
      'alignmentOfSmaller',
      'containment',
      'ownContainment',
      'jaccard',
      'opening',
      'ownShare',
    ].map((name) => [name, share]),
  ),
  ...Object.fromEntries(
    ['formShared', 'leftRestAlike', 'rightRestAlike', 'titles'].map((name) => [name, share]),
  ),
  ...Object.fromEntries(
    ['figuresSame', 'figuresChanged', 'namesSame', 'namesChanged', 'numbersShared', 'numbersOfFewer'].map(
      (name) => [name, count],
    ),
  ),
})

describe('whatever the scores', () => {
  test('a copy has no veto, a veto makes it related, and the reason is never empty', () => {
    fc.assert(
      fc.property(anyScores, (scores) => {
        const { kind, vetoes, reason } = decideFinding(scores, shipped)
        expect(reason).not.toBe('')
        if (isCopyKind(kind)) expect(vetoes).toEqual([])
        if (vetoes.length > 0) expect(kind).toBe('related')
      }),
    )
  })

  test('what may not be a copy before the vetoes is none', () => {
    fc.assert(
      fc.property(anyScores, (scores) => {
        if (!mayBeCopy(scores, shipped)) expect(isCopyKind(decideFinding(scores, shipped).kind)).toBe(false)
      }),
    )
  })

  test('one more figure that changed never turns a report into a copy', () => {
    fc.assert(
      fc.property(anyScores, (scores) => {
        const changed = { ...scores, figuresChanged: (scores['figuresChanged'] ?? 0) + 1 }
        if (!isCopyKind(decideFinding(scores, shipped).kind))
          expect(isCopyKind(decideFinding(changed, shipped).kind)).toBe(false)
      }),
    )
  })
})
