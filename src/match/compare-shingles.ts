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
const factor = 0x2c1b3c6d
const factorToRun = Math.imul(Math.imul(factor, factor), Math.imul(factor, factor))

/**
 * Runs of four tokens of the body that bear no mark of `skipped`, hashed to 32 bits, each once, in order of the text: the
 * beginning of `into`, which has a place for every token. The hash of a run rolls on (Karp and Rabin 1987).
 */
export function shingles(
  { tokens, titleTokens }: Fingerprint,
  skipped: number,
  into: Uint32Array,
): Uint32Array {
  clearSet()
  let hash = 0
  let met = 0
  let size = 0
  // The last four tokens, the oldest first.
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  for (let at = titleTokens; at < tokens.length; at++) {
    const token = tokens[at] ?? 0
    if ((token & skipped) !== 0) continue
    const left = first
    first = second
    second = third
    third = fourth
    fourth = (token & hashMask) + 1
    hash = (Math.imul(hash, factor) + fourth - Math.imul(left, factorToRun)) | 0
    if (++met < runTokens) continue
    const finished = finishHash(hash)
    if (addToSet(finished)) into[size++] = finished
  }
  return into.subarray(0, size)
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
