/** What every method of the table reads: words as they stand, and how many documents have each. */

/** Written words and numbers in order, as they stand. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu) ?? []
}

/** The same in lower case. */
export function lowerWords(text: string): readonly string[] {
  return wordsOf(text).map((word) => word.toLowerCase())
}

/** 32-bit FNV-1a. */
export function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

export interface DocumentCounts {
  readonly documents: number
  readonly byWord: ReadonlyMap<string, number>
}

/** Counts each word once a document. */
export function countDocuments(texts: readonly string[]): DocumentCounts {
  const byWord = new Map<string, number>()
  for (const text of texts)
    for (const word of new Set(lowerWords(text))) byWord.set(word, (byWord.get(word) ?? 0) + 1)
  return { documents: texts.length, byWord }
}

/** Inverse document frequency, 1 for a word of every document. */
export function idfOf(word: string, { documents, byWord }: DocumentCounts): number {
  return Math.log((documents + 1) / ((byWord.get(word) ?? 0) + 1)) + 1
}

/** Shared over all, 0..1; two empty sets have nothing in common. */
export function jaccard(left: ReadonlySet<number>, right: ReadonlySet<number>): number {
  let shared = 0
  for (const one of left) if (right.has(one)) shared++
  return shared / Math.max(1, left.size + right.size - shared)
}
