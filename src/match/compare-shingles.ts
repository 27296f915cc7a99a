/** How much of two texts is word for word the same: shared runs of four telling words. */
import type { Fingerprint } from '../fingerprint/fingerprint.ts'
import { finishHash, hashMask } from '../fingerprint/token-hash.ts'
import { addToSet, clearSet, isInSet } from './scratch-set.ts'

export interface ShingleScores {
  /** Shared runs over all runs, 0..1. */
  readonly jaccard: number
  /** Shared runs over the runs of the text that has fewer, 0..1. */
  readonly containment: number
  /** Shared runs over the runs of the left text, 0..1. */
  readonly ofLeft: number
  readonly ofRight: number
}

/** Four telling words span about seven written ones, as the 5-grams of the literature span five. */
const runTokens = 4

/** Runs of four tokens of the body that bear no mark of `skipped`, hashed to 32 bits, each once, in order of the text. */
export function shingles(fingerprint: Fingerprint, skipped: number): Uint32Array {
  const body = fingerprint.tokens.subarray(fingerprint.titleTokens)
  const tokens = skipped === 0 ? body : withoutMarked(body, skipped)
  const runs = tokens.length - runTokens + 1
  if (runs <= 0) return new Uint32Array(0)
  const hashes = new Uint32Array(runs)
  let size = 0
  clearSet()
  for (let at = 0; at < runs; at++) {
    let hash = 0
    for (let step = 0; step < runTokens; step++) {
      hash = (Math.imul(hash, 0x2c1b3c6d) + ((tokens[at + step] ?? 0) & hashMask) + 1) | 0
    }
    const finished = finishHash(hash)
    if (addToSet(finished)) hashes[size++] = finished
  }
  return hashes.subarray(0, size)
}

// `filter` of a typed array calls back and copies twice; quotations stand in half of all articles.
function withoutMarked(tokens: Uint32Array, marks: number): Uint32Array {
  const kept = new Uint32Array(tokens.length)
  let size = 0
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? 0
    if ((token & marks) === 0) kept[size++] = token
  }
  return kept.subarray(0, size)
}

/** Both as `shingles` gives them. */
export function compareShingles(left: Uint32Array, right: Uint32Array): ShingleScores {
  clearSet()
  for (let at = 0; at < left.length; at++) addToSet(left[at] ?? 0)
  let shared = 0
  for (let at = 0; at < right.length; at++) if (isInSet(right[at] ?? 0)) shared++
  return {
    jaccard: shared / Math.max(1, left.length + right.length - shared),
    containment: shared / Math.max(1, Math.min(left.length, right.length)),
    ofLeft: shared / Math.max(1, left.length),
    ofRight: shared / Math.max(1, right.length),
  }
}
