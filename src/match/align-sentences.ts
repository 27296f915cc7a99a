/** Finds the same things told in the same order: sentence pairs without crossings, by dynamic programming. */
import type { Side } from './prepare-side.ts'

/** Two sentences that tell the same. */
export interface SentencePair {
  readonly left: number
  readonly right: number
  /** idf-weighted cosine, 0..1. */
  readonly cosine: number
}

export interface Alignment {
  /** Best total gain (cosine times smaller mass) over the larger total mass, 0..1. */
  readonly ofLarger: number
  /** The same over the smaller total mass, 0..1: how much of the shorter text the longer one tells. */
  readonly ofSmaller: number
  /** In order of both texts. */
  readonly pairs: readonly SentencePair[]
}

/** Below this a pair of sentences shares a name or a phrase, not a statement. From the recipe; .15 and .25 do no better. */
const cosineMin = 0.2

/** Aligns two texts sentence by sentence. Sentences may be skipped on either side; the order may not change. */
export function alignSentences(left: Side, right: Side): Alignment {
  const rows = left.norms.length
  const columns = right.norms.length
  if (rows === 0 || columns === 0) return { ofLarger: 0, ofSmaller: 0, pairs: [] }
  const cosines = sentenceCosines(left, right)
  const best = new Float64Array((rows + 1) * (columns + 1))
  const width = columns + 1
  for (let row = 0; row < rows; row++) {
    const leftMass = left.masses[row] ?? 0
    for (let column = 0; column < columns; column++) {
      const cosine = cosines[row * columns + column] ?? 0
      const gain = cosine >= cosineMin ? cosine * Math.min(leftMass, right.masses[column] ?? 0) : 0
      const at = (row + 1) * width + column + 1
      const paired = (best[at - width - 1] ?? 0) + gain
      const skipped = Math.max(best[at - width] ?? 0, best[at - 1] ?? 0)
      best[at] = paired > skipped ? paired : skipped
    }
  }
  const total = best[best.length - 1] ?? 0
  return {
    ofLarger: total / Math.max(left.mass, right.mass, 1e-9),
    ofSmaller: total / Math.max(Math.min(left.mass, right.mass), 1e-9),
    pairs: walkBack({ best, cosines, rows, columns }),
  }
}

interface Grid {
  readonly best: Float64Array
  readonly cosines: Float64Array
  readonly rows: number
  readonly columns: number
}

function walkBack({ best, cosines, rows, columns }: Grid): readonly SentencePair[] {
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
      pairs.push({ left: row, right: column, cosine: cosines[row * columns + column] ?? 0 })
    }
  }
  return pairs.toReversed()
}

// Tokens of the right side by hash, as chains in typed arrays: look-up without an object per token.
const slots = 2_048
const heads = new Int32Array(slots)
const next = new Int32Array(1_024)

function sentenceCosines(left: Side, right: Side): Float64Array {
  const columns = right.norms.length
  const cosines = new Float64Array(left.norms.length * columns)
  heads.fill(-1)
  const sentenceOf = new Uint16Array(right.hashes.length)
  for (let column = 0; column < columns; column++) {
    for (let at = right.starts[column] ?? 0; at < (right.starts[column + 1] ?? 0); at++) {
      const slot = (right.hashes[at] ?? 0) & (slots - 1)
      sentenceOf[at] = column
      next[at] = heads[slot] ?? -1
      heads[slot] = at
    }
  }
  for (let row = 0; row < left.norms.length; row++) {
    for (let at = left.starts[row] ?? 0; at < (left.starts[row + 1] ?? 0); at++) {
      const hash = left.hashes[at] ?? 0
      const weight = left.weights[at] ?? 0
      for (let other = heads[hash & (slots - 1)] ?? -1; other >= 0; other = next[other] ?? -1) {
        if (right.hashes[other] !== hash) continue
        const cell = row * columns + (sentenceOf[other] ?? 0)
        cosines[cell] = (cosines[cell] ?? 0) + weight * (right.weights[other] ?? 0)
      }
    }
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column
      cosines[cell] = (cosines[cell] ?? 0) / ((left.norms[row] ?? 1) * (right.norms[column] ?? 1))
    }
  }
  return cosines
}
