/** The tokens an article is filed under: its rarest ones, most of them words that others use too. */
import { hashMask } from '../fingerprint/token-hash.ts'
import { distinctHashes, documentCount } from './frequencies.ts'
import type { Frequencies } from './frequencies.ts'
import { anchorsMax } from './candidate-index.ts'

// A token in more than 1 % of all articles finds too many of them (the recipe's figure).
const shareMax = 0.01
const countFloor = 5

// The very rarest words of a reworded copy are its misspelt names, which no other article has. So only 8 of the 24 may be
// any words, and 16 are known from 2 other articles at least. Pairs of 2,342 copies (counts without their own cluster)
// that share fewer than 3 anchors, and other articles that share 3: the 24 rarest 18 and 3.57; 12 + 12 known 6 and 3.61;
// 8 + 16 known 4 and 3.69; 8 + 16 known from 6: 2 and 3.98; all 24 known from 2: 0 and 5.60.
const anyMax = 8
const knownCountMin = 2

// Rarest first, then by hash: counts above hashes, sorted as plain numbers. Used again and again.
const keys = new Float64Array(1_024)
const hashSpan = hashMask + 1

/** At most `anchorsMax` token hashes. */
export function chooseAnchors(tokens: Uint32Array, frequencies: Frequencies): Uint32Array {
  const countMax = Math.max(countFloor, frequencies.documents * shareMax)
  const hashes = distinctHashes(tokens)
  let size = 0
  for (let at = 0; at < hashes.length; at++) {
    const hash = hashes[at] ?? 0
    // The article itself counts once it is learnt: words nobody else has must not outrank those its copy shares.
    const count = Math.max(1, documentCount(frequencies, hash))
    if (count <= countMax) keys[size++] = count * hashSpan + hash
  }
  const rare = keys.subarray(0, size).sort()
  const anchors = new Uint32Array(Math.min(size, anchorsMax))
  let chosen = 0
  const take = (from: number, to: number): void => {
    for (let at = from; at < to && chosen < anchors.length; at++)
      anchors[chosen++] = (rare[at] ?? 0) % hashSpan
  }
  const any = Math.min(anyMax, size)
  let known = any
  while (known < size && (rare[known] ?? 0) < knownCountMin * hashSpan) known++
  take(0, any)
  take(known, size)
  take(any, known)
  return anchors
}
