/** The tokens an article is filed under: its rarest ones. */
import { distinctHashes, documentCount } from './frequencies.ts'
import type { Frequencies } from './frequencies.ts'
import { anchorsMax } from './candidate-index.ts'

// A token in more than 1 % of all articles finds too many of them (the recipe's figure).
const shareMax = 0.01
const countFloor = 5

/** At most `anchorsMax` token hashes, rarest first. */
export function chooseAnchors(tokens: Uint32Array, frequencies: Frequencies): Uint32Array {
  const countMax = Math.max(countFloor, frequencies.documents * shareMax)
  const rare: { readonly hash: number; readonly count: number }[] = []
  for (const hash of distinctHashes(tokens)) {
    // The article itself counts once it is learnt: words nobody else has must not outrank those its copy shares.
    const count = Math.max(1, documentCount(frequencies, hash))
    if (count <= countMax) rare.push({ hash, count })
  }
  rare.sort((left, right) => left.count - right.count || left.hash - right.hash)
  return Uint32Array.from(rare.slice(0, anchorsMax), ({ hash }) => hash)
}
