/** Figures and names that survive any rewording: what agrees, what does not, and that the order of the texts does not matter. */
import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsAgree, sharedFacts } from '../../src/trace/shared-facts.ts'
import {
  harbourPact,
  harbourPactAnalysis,
  harbourPactOwnReport,
  harbourPactSpun,
} from '../../src/demo/texts.ts'
import { manglerParagraphs, otherParagraphs, paragraphs } from './world.ts'

const whole = (lines: readonly string[]): string => lines.join('\n')

describe('texts that agree', () => {
  test.each([
    ['a text and itself', paragraphs, paragraphs],
    ['a text mangled beyond recognition', paragraphs, manglerParagraphs],
    ['a report and its reworded copy', harbourPact.paragraphs, harbourPactSpun.paragraphs],
  ])('%s', (_what, left, right) => {
    expect(factsAgree(whole(left), whole(right))).toBe(true)
    expect(factsAgree(whole(right), whole(left))).toBe(true)
  })
})

describe('texts that do not', () => {
  test.each([
    ['another story', paragraphs, otherParagraphs],
    ['another reporter’s story of the same event', harbourPact.paragraphs, harbourPactOwnReport.paragraphs],
    ['an analysis of it', harbourPact.paragraphs, harbourPactAnalysis.paragraphs],
    ['its figures in another order', paragraphs, paragraphs.toReversed()],
    ['nothing', paragraphs, []],
  ])('%s', (_what, left, right) => {
    expect(factsAgree(whole(left), whole(right))).toBe(false)
  })
})

test('names count as they sound, thousands with and without their separator', () => {
  const left = 'They say that Schlingra met Brandvoort over 600,000 tons and 4.1 points.'
  const right = 'They say that Shringla met Brantfort over 600000 tons and 4.1 points.'
  expect(sharedFacts(left, right)).toMatchObject({ figures: 2, figureShare: 1, order: 1 })
})

test('shares lie between 0 and 1, and neither text is the first', () => {
  const words = array(constantFrom('in 2021,', 'Tolvik', 'the', '14,000', 'AK-203', 'said Dastan', '9', 'ß'))
  assert(
    property(words, words, (a, b) => {
      const [left, right] = [sharedFacts(a.join(' '), b.join(' ')), sharedFacts(b.join(' '), a.join(' '))]
      expect(left.figures).toBe(right.figures)
      for (const { figureShare, order, nameShare } of [left, right])
        for (const share of [figureShare, order, nameShare]) expect(share >= 0 && share <= 1).toBe(true)
    }),
  )
})
