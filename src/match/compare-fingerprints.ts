/** The comparison itself: two fingerprints in, every score and veto out. Looks nothing up and changes nothing. */
import type { Fingerprint } from '../fingerprint/fingerprint.ts'
import type { Scores, VerdictKind } from '../model/verdict.ts'
import { alignSentences } from './align-sentences.ts'
import { compareNumbers } from './compare-numbers.ts'
import { compareShingles } from './compare-shingles.ts'
import type { Frequencies } from './frequencies.ts'
import { prepareSide } from './prepare-side.ts'
import type { Side } from './prepare-side.ts'
import { shippedThresholds } from './thresholds.ts'
import type { Thresholds } from './thresholds.ts'

/** What a comparison came to, before it is tied to an article. */
export interface Finding {
  readonly kind: VerdictKind
  readonly scores: Scores
  readonly vetoes: readonly string[]
  readonly reason: string
}

/** Compares two fingerprints under a table of document frequencies. Symmetric. */
export function compareFingerprints(
  left: Fingerprint,
  right: Fingerprint,
  { frequencies, thresholds = shippedThresholds }: { frequencies: Frequencies; thresholds?: Thresholds },
): Finding {
  return compareSides(prepareSide(left, frequencies), prepareSide(right, frequencies), thresholds)
}

/** The same for sides that are prepared already. */
export function compareSides(left: Side, right: Side, thresholds: Thresholds): Finding {
  const alignment = alignSentences(left, right)
  const runs = compareShingles(left.shingles, right.shingles)
  const numbers = compareNumbers(left.fingerprint, right.fingerprint)
  const fewerNumbers = Math.min(numbers.left, numbers.right)
  const words = Math.min(left.fingerprint.words, right.fingerprint.words)
  const scores = {
    alignment: alignment.ofLarger,
    alignmentOfSmaller: alignment.ofSmaller,
    jaccard: runs.jaccard,
    containment: runs.containment,
    numbersShared: numbers.shared / Math.max(1, fewerNumbers),
    numberCount: fewerNumbers,
    wordCount: words,
  }
  const vetoes: string[] = []
  if (fewerNumbers >= thresholds.numbersMin && scores.numbersShared < thresholds.numbersSharedMin) {
    vetoes.push(`number conflict: ${numbers.shared} of ${fewerNumbers} shared`)
  }
  const line = thresholds.alignmentByWords.find(({ wordsMin }) => words >= wordsMin)?.alignmentMin ?? 1
  const verbatim =
    runs.jaccard >= thresholds.jaccardMin ||
    (runs.containment >= thresholds.containmentMin && words >= thresholds.containmentWordsMin)
  if (vetoes.length === 0 && verbatim)
    return { kind: 'nearDuplicate', scores, vetoes, reason: 'the words are the same' }
  if (vetoes.length === 0 && alignment.ofLarger >= line) {
    return { kind: 'spun', scores, vetoes, reason: 'the same things are told in the same order' }
  }
  const related = verbatim || alignment.ofLarger >= thresholds.relatedAlignmentMin
  return related
    ? { kind: 'related', scores, vetoes, reason: 'the same event in other words' }
    : { kind: 'new', scores, vetoes, reason: 'too little is told in common' }
}
