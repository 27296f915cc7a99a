/** Sides made ready for comparing: the same in a room that is used again, and runs of words as a plain reading finds them. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import { hashMask, mark } from '../../src/fingerprint/token-hash.ts'
import { compareShingles, shingles } from '../../src/match/compare-shingles.ts'
import { createSideRoom, prepareSide } from '../../src/match/prepare-side.ts'
import { seedFrequencies } from '../../src/match/seed-frequencies.ts'
import { readCorpusDocuments } from './read-corpus.ts'

const frequencies = seedFrequencies()
const fingerprints = readCorpusDocuments().map((document) => fingerprintText(document))

describe('a side', () => {
  test('is the same in a room that held others before', () => {
    const room = createSideRoom(1_023, 1_023)
    for (const fingerprint of fingerprints)
      expect(prepareSide(fingerprint, frequencies, room)).toEqual(prepareSide(fingerprint, frequencies))
  })

  test('without a room stays as it is when another is prepared', () => {
    const [one, other] = [fingerprints[0], fingerprints[5]]
    if (one === undefined || other === undefined) throw new Error('no corpus')
    const side = prepareSide(one, frequencies)
    const before = structuredClone(side)
    prepareSide(other, frequencies)
    expect(side).toEqual(before)
  })

  test('holds each word of a sentence once, and sentences that are more than one word', () => {
    for (const fingerprint of fingerprints) {
      const { hashes, starts, masses, weights, norms, mass, hasTitle } = prepareSide(fingerprint, frequencies)
      expect(starts.length).toBe(masses.length + 1)
      for (let sentence = 0; sentence < masses.length; sentence++) {
        const [from, to] = [starts[sentence] ?? 0, starts[sentence + 1] ?? 0]
        expect(new Set(hashes.subarray(from, to)).size).toBe(to - from)
        if (sentence > 0 || !hasTitle) expect(to - from).toBeGreaterThan(1)
        const own = [...weights.subarray(from, to)]
        expect(masses[sentence]).toBeCloseTo(
          own.reduce((sum, weight) => sum + weight, 0),
          9,
        )
        expect(norms[sentence]).toBeCloseTo(Math.hypot(...own) || 1, 9)
      }
      expect(mass).toBeCloseTo(
        [...masses].reduce((sum, each) => sum + each, 0),
        9,
      )
    }
  })

  test('of nothing weighs nothing', () => {
    const side = prepareSide(fingerprintText({ title: '', text: '' }), frequencies)
    expect(side).toMatchObject({ mass: 0, hasTitle: false })
    expect(side.hashes.length + side.shingles.length).toBe(0)
  })
})

describe('runs of four words', () => {
  const word = fc.constantFrom(
    'Harbour',
    'ferry',
    'council',
    '“bridge”',
    '“repair vote”',
    'storm',
    '1,394',
    'May',
  )
  const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '))
  const runsOf = (input: string, skipped: number): readonly string[] => {
    const { tokens } = fingerprintText({ title: '', text: input })
    const kept = [...tokens].filter((token) => (token & skipped) === 0).map((token) => token & hashMask)
    return kept.slice(3).map((_, at) => kept.slice(at, at + 4).join(' '))
  }
  const shinglesOf = (input: string, skipped: number): Uint32Array =>
    shingles(fingerprintText({ title: '', text: input }), skipped, new Uint32Array(600))

  test.each([0, mark.quoted])('are as many as a plain reading finds, marks left out: %i', (skipped) => {
    fc.assert(
      fc.property(text, (input) => {
        expect(shinglesOf(input, skipped).length).toBe(new Set(runsOf(input, skipped)).size)
      }),
    )
  })

  test.each([0, mark.quoted])('are shared as a plain reading shares them, marks left out: %i', (skipped) => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [left, right] = [new Set(runsOf(one, skipped)), new Set(runsOf(other, skipped))]
        const shared = left.intersection(right).size
        expect(compareShingles(shinglesOf(one, skipped), shinglesOf(other, skipped))).toEqual({
          jaccard: shared / Math.max(1, left.size + right.size - shared),
          containment: shared / Math.max(1, Math.min(left.size, right.size)),
          ofLeft: shared / Math.max(1, left.size),
          ofRight: shared / Math.max(1, right.size),
        })
      }),
    )
  })
})
