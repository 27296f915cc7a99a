/** The names and numbers a text mentions, as a set: what survives any rewording, and any other report of the event. */
import { hashOf, wordsOf } from './plain-words.ts'

/** Hashes of words that begin with a capital within a sentence, and of numbers of two digits or more. */
export function namesAndNumbers(text: string): ReadonlySet<number> {
  const found = new Set<number>()
  for (const sentence of text.split(/(?<=[.!?])\s+|\n/)) {
    for (const [at, word] of wordsOf(sentence).entries()) {
      const isName = at > 0 && /^\p{Lu}/u.test(word)
      if (isName || /^\d{2}|^\d[.,]\d/.test(word)) found.add(hashOf(word))
    }
  }
  return found
}
