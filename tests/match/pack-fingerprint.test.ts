/** Fingerprints in the window's own form: half the bytes, and nothing lost. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeFingerprint } from '../../src/fingerprint/encode.ts'
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import type { Fingerprint } from '../../src/fingerprint/fingerprint.ts'
import { mark } from '../../src/fingerprint/token-hash.ts'
import { createTokenRoom, packFingerprint, unpackFingerprint } from '../../src/match/pack-fingerprint.ts'
import { TokenNumbers, tokenNumbersMax } from '../../src/match/token-numbers.ts'
import { readCorpusDocuments } from './read-corpus.ts'

const room = createTokenRoom()

function expectUnchanged(fingerprints: readonly Fingerprint[], isCommon: (token: number) => boolean): void {
  const numbers = new TokenNumbers()
  const packed = fingerprints.map((fingerprint) => packFingerprint(fingerprint, numbers, isCommon).slice())
  // All are packed before the first is read: what was numbered later changes nothing.
  for (const [index, bytes] of packed.entries())
    expect(unpackFingerprint(bytes, numbers, room)).toEqual(fingerprints[index])
}

const kind = fc.constantFrom(0, mark.name, mark.number, mark.calendar)
const token = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 0xff_ffff }), fc.integer({ min: 0, max: 30 })),
    kind,
    fc.boolean(),
  )
  .map(([hash, marks, quoted]) => hash | marks | (quoted ? mark.quoted : 0))
const fingerprint = fc
  .record({
    language: fc.constantFrom('', 'en', 'de', 'zh'),
    words: fc.integer({ min: 0, max: 0xffff }),
    cut: fc.boolean(),
    title: fc.array(token, { maxLength: 90 }),
    sentences: fc.array(fc.array(token, { minLength: 1, maxLength: 48 }), { maxLength: 19 }),
  })
  .map(({ title, sentences, ...facts }): Fingerprint => {
    const parts = title.length === 0 ? sentences : [title, ...sentences]
    const ends = new Uint16Array(parts.length)
    for (const [index, part] of parts.entries()) ends[index] = (ends[index - 1] ?? 0) + part.length
    return {
      ...facts,
      titleTokens: title.length,
      tokens: Uint32Array.from(parts.flat()),
      sentenceEnds: ends,
    }
  })

describe('a packed fingerprint', () => {
  test.each([
    ['none of its tokens is common', () => false],
    ['all are', () => true],
    ['some are', (value: number) => value % 3 === 0],
  ] as const)('comes back unchanged when %s', (_, isCommon) => {
    fc.assert(fc.property(fc.array(fingerprint, { maxLength: 4 }), (list) => expectUnchanged(list, isCommon)))
  })

  test('comes back unchanged for every article of the corpus, in thirteen languages', () => {
    expectUnchanged(
      readCorpusDocuments().map((document) => fingerprintText(document)),
      () => true,
    )
  })

  test('comes back unchanged without words, and with as many as the form can count', () => {
    const tokens = Uint32Array.from({ length: 1_023 }, (_, at) => at * 16_001)
    const sentenceEnds = Uint16Array.from({ length: 1_023 }, (_, at) => at + 1)
    const longest = { language: 'en', words: 9_000, cut: true, titleTokens: 1, tokens, sentenceEnds }
    const empty = fingerprintText({ title: '', text: '' })
    for (const isCommon of [true, false]) expectUnchanged([longest, empty, longest], () => isCommon)
  })

  test('takes less than two thirds of what the store takes, once its words are numbered', () => {
    const numbers = new TokenNumbers()
    const list = readCorpusDocuments().map((document) => fingerprintText(document))
    for (const one of list) packFingerprint(one, numbers, () => true)
    const packed = list.map((one) => packFingerprint(one, numbers, () => true).length)
    const stored = list.map((one) => encodeFingerprint(one).length)
    const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
    expect(sum(packed) / sum(stored)).toBeLessThan(0.66)
  })
})

describe('token numbers', () => {
  test('answer as a map would', () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 400 }), (tokens) => {
        const numbers = new TokenNumbers()
        const expected = new Map<number, number>()
        for (const value of tokens) {
          expect(numbers.numberOf(value)).toBe(expected.get(value) ?? -1)
          if (!expected.has(value)) expected.set(value, numbers.add(value))
          expect(numbers.tokenOf(numbers.numberOf(value))).toBe(value)
        }
        expect(numbers.size).toBe(expected.size)
      }),
    )
  })

  test('run out, and what was numbered stays', () => {
    const numbers = new TokenNumbers()
    for (let value = 0; value < tokenNumbersMax; value++) expect(numbers.add(value * 3)).toBe(value)
    expect(numbers.add(1)).toBe(-1)
    expect(numbers.numberOf(1)).toBe(-1)
    expect(numbers.numberOf(300)).toBe(100)
    const text = fingerprintText({
      title: '',
      text: 'The harbour ferry was repaired. The council paid for it.',
    })
    expect(
      unpackFingerprint(
        packFingerprint(text, numbers, () => true),
        numbers,
        room,
      ),
    ).toEqual(text)
  })
})
