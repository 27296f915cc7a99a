/** How alike every sentence of one text is to every sentence of the other: the table all alignments read. */
import type { Side } from './prepare-side.ts'

/** Cosines row by row: `values[row * columns + column]`, 0..1. Rows are the left text's sentences. */
export interface CosineTable {
  readonly values: Float64Array
  readonly rows: number
  readonly columns: number
  /** The highest of the values. */
  readonly highest: number
}

// Tokens of the right side by hash, as chains in typed arrays: look-up without an object per token. Reused from call
// to call; a fingerprint holds at most 520 tokens.
const slots = 2_048
const heads = new Int16Array(slots)
const next = new Int16Array(1_024)
const sentenceOf = new Uint8Array(1_024)
let cells = new Float64Array(4_096)

/** Weighted cosines of all sentence pairs, good until the next call. About 12 microseconds for two articles of 40 sentences. */
export function sentenceCosines(left: Side, right: Side): CosineTable {
  const rows = left.norms.length
  const columns = right.norms.length
  if (cells.length < rows * columns) cells = new Float64Array(rows * columns * 2)
  const values = cells.subarray(0, rows * columns).fill(0)
  fileTokens(right)
  let highest = 0
  for (let row = 0; row < rows; row++) {
    const offset = row * columns
    const end = left.starts[row + 1] ?? 0
    for (let at = left.starts[row] ?? 0; at < end; at++) {
      const hash = left.hashes[at] ?? 0
      const weight = left.weights[at] ?? 0
      for (let other = heads[hash & (slots - 1)] ?? -1; other >= 0; other = next[other] ?? -1) {
        if (right.hashes[other] !== hash) continue
        const cell = offset + (sentenceOf[other] ?? 0)
        values[cell] = (values[cell] ?? 0) + weight * (right.weights[other] ?? 0)
      }
    }
    const norm = left.norms[row] ?? 1
    for (let column = 0; column < columns; column++) {
      const cell = offset + column
      const product = values[cell] ?? 0
      if (product === 0) continue
      const cosine = product / (norm * (right.norms[column] ?? 1))
      values[cell] = cosine
      if (cosine > highest) highest = cosine
    }
  }
  return { values, rows, columns, highest }
}

function fileTokens(side: Side): void {
  heads.fill(-1)
  for (let sentence = 0; sentence < side.norms.length; sentence++) {
    const end = side.starts[sentence + 1] ?? 0
    for (let at = side.starts[sentence] ?? 0; at < end; at++) {
      const slot = (side.hashes[at] ?? 0) & (slots - 1)
      sentenceOf[at] = sentence
      next[at] = heads[slot] ?? -1
      heads[slot] = at
    }
  }
}
