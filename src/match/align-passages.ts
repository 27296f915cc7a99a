/** Shows why two texts are the same: the sentences of both that tell the same, side by side. */
import { fingerprintSentences } from '../fingerprint/fingerprint.ts'
import type { AlignedPassage } from '../model/verdict.ts'
import { alignSentences } from './align-sentences.ts'
import type { ComparedText } from './compare-texts.ts'
import { prepareSide } from './prepare-side.ts'
import { sentenceCosines } from './sentence-cosines.ts'
import { seedFrequencies } from './seed-frequencies.ts'

const passageCharactersMax = 300

/** The best aligned sentences of two texts in the order of the texts, at most `passagesMax` (default 5). */
export function alignPassages(
  left: ComparedText,
  right: ComparedText,
  passagesMax = 5,
): readonly AlignedPassage[] {
  const frequencies = seedFrequencies()
  const lefts = fingerprintSentences(left)
  const rights = fingerprintSentences(right)
  const leftSide = prepareSide(lefts.fingerprint, frequencies)
  const rightSide = prepareSide(rights.fingerprint, frequencies)
  const masses = { left: leftSide.masses, right: rightSide.masses }
  return alignSentences(sentenceCosines(leftSide, rightSide), masses)
    .pairs.toSorted((one, other) => other.cosine - one.cosine)
    .slice(0, passagesMax)
    .toSorted((one, other) => one.left - other.left)
    .map((pair) => ({
      left: passage(lefts.sentences[leftSide.sentences[pair.left] ?? 0]),
      right: passage(rights.sentences[rightSide.sentences[pair.right] ?? 0]),
      cosine: pair.cosine,
    }))
}

function passage(sentence: string | undefined): string {
  return (sentence ?? '').slice(0, passageCharactersMax)
}
