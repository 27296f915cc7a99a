/** Every number a verdict depends on, with the measurement that set it. */

export interface Thresholds {
  /** Smallest alignment over the larger text that folds, by words of the shorter text; the first row that fits counts. */
  readonly alignmentByWords: readonly { readonly wordsMin: number; readonly alignmentMin: number }[]
  readonly jaccardMin: number
  readonly containmentMin: number
  /** Texts shorter than this hold too little for containment. */
  readonly containmentWordsMin: number
  /** Below the folding line and from here: the same event, told by another. */
  readonly relatedAlignmentMin: number
  readonly numbersMin: number
  readonly numbersSharedMin: number
}

export const shippedThresholds: Thresholds = {
  alignmentByWords: [
    { wordsMin: 350, alignmentMin: 0.3 },
    { wordsMin: 150, alignmentMin: 0.4 },
    { wordsMin: 80, alignmentMin: 0.5 },
  ],
  jaccardMin: 0.45,
  containmentMin: 0.8,
  containmentWordsMin: 60,
  relatedAlignmentMin: 0.12,
  numbersMin: 4,
  numbersSharedMin: 0.5,
}
