/** Rare words in the order they stand in, compared by the longest sequence both have. */
import { hashOf, lowerWords } from './plain-words.ts'
import type { DocumentCounts } from './plain-words.ts'

// A word of one document in fifty and rarer. At most this many of them: the comparison takes the product of both.
const shareMax = 0.02
const wordsMax = 190

export function rareSequence(text: string, { documents, byWord }: DocumentCounts): Uint32Array {
  const countMax = documents * shareMax
  const rare = lowerWords(text).filter((word) => (byWord.get(word) ?? 0) <= countMax)
  return Uint32Array.from(rare.slice(0, wordsMax), hashOf)
}

/** Longest common subsequence over the longer of both, 0..1. */
export function sequenceShare(left: Uint32Array, right: Uint32Array): number {
  const longest = new Uint16Array(right.length + 1)
  for (const word of left) {
    let diagonal = 0
    for (let at = 1; at <= right.length; at++) {
      const above = longest[at] ?? 0
      longest[at] = word === right[at - 1] ? diagonal + 1 : Math.max(above, longest[at - 1] ?? 0)
      diagonal = above
    }
  }
  return (longest[right.length] ?? 0) / Math.max(1, left.length, right.length)
}
