/** Comparing in steps says what comparing with everything measured says, only sooner. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import { alignSentences } from '../../src/match/align-sentences.ts'
import { compareSides, measureSides } from '../../src/match/compare-fingerprints.ts'
import { compareTelling, tellingMost } from '../../src/match/compare-telling.ts'
import { decideFinding } from '../../src/match/decide-finding.ts'
import { prepareSide } from '../../src/match/prepare-side.ts'
import type { Side } from '../../src/match/prepare-side.ts'
import { seedFrequencies } from '../../src/match/seed-frequencies.ts'
import { sentenceCosines } from '../../src/match/sentence-cosines.ts'
import { shippedThresholds } from '../../src/match/thresholds.ts'
import { readCorpusDocuments, readCorpusPairs } from './read-corpus.ts'

const frequencies = seedFrequencies()
const documents = readCorpusDocuments()
const sides = new Map(
  documents.map((document) => [document.id, prepareSide(fingerprintText(document), frequencies)]),
)
const pairs = readCorpusPairs().map(({ a, b }): readonly [Side, Side] => [
  sides.get(a) as Side,
  sides.get(b) as Side,
])

// Few words, short sentences: chance makes sentences that are alike, the same, or strangers.
const sentence = fc
  .array(
    fc.constantFrom(
      ...'harbour ferry council bridge repair vote storm engine cable tender mayor pier'.split(' '),
    ),
    {
      minLength: 2,
      maxLength: 9,
    },
  )
  .map((words) => `The ${words.join(' ')}.`)
const side = fc
  .array(sentence, { minLength: 1, maxLength: 30 })
  .map((sentences) => prepareSide(fingerprintText({ title: '', text: sentences.join(' ') }), frequencies))

function expectSame(left: Side, right: Side): void {
  const { kind, reason, vetoes, scores } = compareSides(left, right, shippedThresholds)
  const all = measureSides(left, right)
  expect({ kind, reason, vetoes }).toEqual(withoutScores(decideFinding(all, shippedThresholds)))
  // Whatever was measured is what measuring everything measures.
  expect(all).toMatchObject(scores)
}

function withoutScores({ kind, reason, vetoes }: ReturnType<typeof decideFinding>): object {
  return { kind, reason, vetoes }
}

describe('comparing in steps', () => {
  test('changes no verdict, veto or reason of the corpus', () => {
    for (const [left, right] of pairs) expectSame(left, right)
  })

  test('changes none between texts of any two stories', () => {
    const all = [...sides.values()]
    for (const [at, left] of all.entries()) expectSame(left, all[(at * 7 + 3) % all.length] as Side)
  })

  test('changes none whatever the words', () => {
    fc.assert(fc.property(side, side, expectSame), { numRuns: 300 })
  })

  test('spares most pairs of strangers the slots, and no copy anything', () => {
    const found = pairs.map(([left, right]) => compareSides(left, right, shippedThresholds))
    const strangers = found.filter(({ kind }) => kind === 'new')
    expect(strangers.length).toBeGreaterThan(10)
    expect(strangers.filter(({ scores }) => 'opening' in scores)).toEqual([])
    for (const { kind, scores } of found) if (kind === 'spun') expect(scores).toHaveProperty('opening')
  })
})

describe('the most a telling can come to', () => {
  const expectBound = (left: Side, right: Side): void => {
    const table = sentenceCosines(left, right)
    const whole = alignSentences(table, { left: left.masses, right: right.masses })
    const { telling } = compareTelling([left, right], table, whole)
    expect(telling).toBeLessThanOrEqual(tellingMost(table, whole) + 1e-9)
  }

  test('is never less than what it comes to in the corpus', () => {
    for (const [left, right] of pairs) expectBound(left, right)
  })

  test('is never less whatever the words', () => {
    fc.assert(fc.property(side, side, expectBound), { numRuns: 300 })
  })
})
