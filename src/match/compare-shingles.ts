/** How much of two texts is word for word the same: shared runs of four telling words. */
import type { Fingerprint } from '../fingerprint/fingerprint.ts'
import { finishHash, hashMask } from '../fingerprint/token-hash.ts'

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

/** Runs of four tokens of the body that bear no mark of `skipped`, hashed to 32 bits, ascending, each once. */
export function shingles(fingerprint: Fingerprint, skipped: number): Uint32Array {
  const body = fingerprint.tokens.subarray(fingerprint.titleTokens)
  const tokens = skipped === 0 ? body : body.filter((token) => (token & skipped) === 0)
  const runs = tokens.length - runTokens + 1
  if (runs <= 0) return new Uint32Array(0)
  const hashes = new Uint32Array(runs)
  for (let at = 0; at < runs; at++) {
    let hash = 0
    for (let step = 0; step < runTokens; step++) {
      hash = Math.imul(hash, 0x2c1b3c6d) + ((tokens[at + step] ?? 0) & hashMask) + 1
    }
    hashes[at] = finishHash(hash)
  }
  hashes.sort()
  let size = 0
  for (let at = 0; at < runs; at++)
    if (at === 0 || hashes[at] !== hashes[at - 1]) hashes[size++] = hashes[at] ?? 0
  return hashes.subarray(0, size)
}

export function compareShingles(left: Uint32Array, right: Uint32Array): ShingleScores {
  let shared = 0
  for (let a = 0, b = 0; a < left.length && b < right.length;) {
    const difference = (left[a] ?? 0) - (right[b] ?? 0)
    if (difference === 0) shared++
    if (difference <= 0) a++
    if (difference >= 0) b++
  }
  return {
    jaccard: shared / Math.max(1, left.length + right.length - shared),
    containment: shared / Math.max(1, Math.min(left.length, right.length)),
    ofLeft: shared / Math.max(1, left.length),
    ofRight: shared / Math.max(1, right.length),
  }
}
