/** The cosine of all words, each weighted by how often it stands here and how rare it is elsewhere. */
import { hashOf, idfOf, lowerWords } from './plain-words.ts'
import type { DocumentCounts } from './plain-words.ts'

/** Weight by word hash, of length 1. */
export type TextVector = ReadonlyMap<number, number>

export function textVector(text: string, counts: DocumentCounts): TextVector {
  const times = new Map<string, number>()
  for (const word of lowerWords(text)) times.set(word, (times.get(word) ?? 0) + 1)
  const weights = [...times].map(
    ([word, count]) => [hashOf(word), (1 + Math.log(count)) * idfOf(word, counts)] as const,
  )
  const norm = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
  return new Map(weights.map(([hash, weight]) => [hash, weight / norm]))
}

export function cosine(left: TextVector, right: TextVector): number {
  const [few, many] = left.size < right.size ? [left, right] : [right, left]
  let product = 0
  for (const [hash, weight] of few) product += weight * (many.get(hash) ?? 0)
  return product
}
