/** Finds the same things told in the same order: sentence pairs without crossings, by dynamic programming. */
import type { CosineTable } from './sentence-cosines.ts'

/** Two sentences that tell the same. */
export interface SentencePair {
  readonly left: number
  readonly right: number
  /** Weighted cosine, 0..1. */
  readonly cosine: number
}

export interface Alignment {
  /** Best total gain (cosine times smaller mass) over the larger total mass, 0..1. */
  readonly ofLarger: number
  /** The same over the smaller total mass, 0..1: how much of the shorter text the longer one tells. */
  readonly ofSmaller: number
  /** Share of each text's mass that stands in aligned sentences, the smaller of both shares, 0..1. */
  readonly coverage: number
  /** In order of both texts. */
  readonly pairs: readonly SentencePair[]
}

/** Weight of each sentence of both texts; 0 leaves a sentence out. */
export interface Masses {
  readonly left: Float64Array
  readonly right: Float64Array
}

/** Below this a pair of sentences shares a name or a phrase, not a statement. .15 and .25 do no better. */
export const cosineMin = 0.2

// Reused from call to call.
let gains = new Float64Array(4_096)
let rowBefore = new Float64Array(64)
let rowCurrent = new Float64Array(64)

/** Aligns two texts sentence by sentence. Sentences may be skipped on either side; the order may not change. */
export function alignSentences(table: CosineTable, masses: Masses): Alignment {
  const { rows, columns, values } = table
  const width = columns + 1
  const size = (rows + 1) * width
  if (gains.length < size) gains = new Float64Array(size * 2)
  const best = gains
  // The first row and column stand for a text not begun; every other cell is written before it is read.
  best.fill(0, 0, width)
  for (let row = 1; row <= rows; row++) best[row * width] = 0
  for (let row = 0; row < rows; row++) {
    const leftMass = masses.left[row] ?? 0
    for (let column = 0; column < columns; column++) {
      const cosine = values[row * columns + column] ?? 0
      const at = (row + 1) * width + column + 1
      const up = best[at - width] ?? 0
      const back = best[at - 1] ?? 0
      let value = up > back ? up : back
      if (cosine >= cosineMin) {
        const rightMass = masses.right[column] ?? 0
        const paired = (best[at - width - 1] ?? 0) + cosine * (leftMass < rightMass ? leftMass : rightMass)
        if (paired > value) value = paired
      }
      best[at] = value
    }
  }
  const total = best[size - 1] ?? 0
  const pairs = walkBack(table, best)
  const leftMass = sum(masses.left)
  const rightMass = sum(masses.right)
  return {
    ofLarger: total / Math.max(leftMass, rightMass, tiny),
    ofSmaller: total / Math.max(Math.min(leftMass, rightMass), tiny),
    coverage: coverageOf(masses, pairs),
    pairs,
  }
}

const tiny = 1e-9

function coverageOf(masses: Masses, pairs: readonly SentencePair[]): number {
  let left = 0
  let right = 0
  for (const pair of pairs) {
    left += masses.left[pair.left] ?? 0
    right += masses.right[pair.right] ?? 0
  }
  return Math.min(left / Math.max(sum(masses.left), tiny), right / Math.max(sum(masses.right), tiny))
}

function walkBack({ rows, columns, values }: CosineTable, best: Float64Array): readonly SentencePair[] {
  const width = columns + 1
  const pairs: SentencePair[] = []
  for (let row = rows, column = columns; row > 0 && column > 0;) {
    const at = row * width + column
    const here = best[at] ?? 0
    if (here === best[at - width]) row--
    else if (here === best[at - 1]) column--
    else {
      row--
      column--
      pairs.push({ left: row, right: column, cosine: values[row * columns + column] ?? 0 })
    }
  }
  return pairs.reverse()
}

export function sum(values: Float64Array): number {
  let total = 0
  for (let at = 0; at < values.length; at++) total += values[at] ?? 0
  return total
}

/**
 * The best stretch both texts tell without a break, as its gain over the smaller total mass, 0..1 (Smith and Waterman
 * 1981, on sentences). A pair earns its cosine above `earnMin`; a skipped sentence costs a tenth of its mass.
 */
export function bestStretch({ rows, columns, values }: CosineTable, masses: Masses): number {
  const width = columns + 1
  if (rowBefore.length < width) {
    rowBefore = new Float64Array(width * 2)
    rowCurrent = new Float64Array(width * 2)
  }
  let before = rowBefore.fill(0, 0, width)
  let current = rowCurrent.fill(0, 0, 1)
  let best = 0
  for (let row = 0; row < rows; row++) {
    const leftMass = masses.left[row] ?? 0
    for (let column = 0; column < columns; column++) {
      const rightMass = masses.right[column] ?? 0
      const smaller = leftMass < rightMass ? leftMass : rightMass
      let value = (before[column] ?? 0) + ((values[row * columns + column] ?? 0) - earnMin) * smaller
      const up = (before[column + 1] ?? 0) - skipCost * leftMass
      const back = (current[column] ?? 0) - skipCost * rightMass
      if (up > value) value = up
      if (back > value) value = back
      if (value < 0) value = 0
      if (value > best) best = value
      current[column + 1] = value
    }
    ;[before, current] = [current, before]
  }
  return best / Math.max(stretchMassMin, Math.min(sum(masses.left), sum(masses.right)))
}

// .20 and .15 for the first, .10 and .15 for the second give the same figures on dev.
export const earnMin = 0.15
const skipCost = 0.1
// One good pair of a short rest is no stretch: about 15 words at the mean weight of 2.
const stretchMassMin = 30
