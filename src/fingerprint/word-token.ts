/** What one written word comes to: a stem, a number, a month, or nothing. The slow path behind the token cache. */
import type { LanguagePack } from './language-pack.ts'
import { unmaskWord } from './lookalikes.ts'
import { hashToken, mark } from './token-hash.ts'

/** A word that is left out of the fingerprint. */
export const noToken = 0

// Longer "words" are addresses or noise; a stemmer would only cost time.
const stemmedLengthMax = 40

const hanCharacter = /[\u3400-\u9fff\uf900-\ufaff]/

/** Token of a word in lower case without apostrophes; `capital` when it was written with one. `noToken` for a stop word. */
export function wordToken(word: string, capital: boolean, pack: LanguagePack): number {
  const unmasked = listedForm(word, capital, pack)
  const month = pack.calendar.get(unmasked)
  if (month !== undefined && (capital || pack.language !== 'en'))
    return hashToken(`@${month}`) | mark.calendar
  const digits = pack.numbers.get(unmasked)
  if (digits !== undefined) return numberToken(digits)
  // Marked as a number, so that the scanner looks at what stands before it.
  const factor = pack.scales.factors.get(unmasked)
  if (factor !== undefined) return numberToken(String(factor))
  return plainToken(unmasked, pack)
}

/** A word in lower case as the lists of the language spell it: lookalikes put right, one spelling of several. */
export function listedForm(word: string, capital: boolean, pack: LanguagePack): string {
  const own = unmaskWord(word, pack.language, capital)
  return pack.fold === undefined ? own : pack.fold(own)
}

/** Token of a word by its stem alone, whatever number it may be part of; `noToken` for a stop word. */
export function plainToken(word: string, pack: LanguagePack): number {
  // A single letter says nothing; a single Han character is a word.
  if ((word.length < 2 && !hanCharacter.test(word)) || pack.stopWords.has(word)) return noToken
  if (word.length > stemmedLengthMax) return hashToken(word)
  return hashToken(withoutAccents(pack.stem(word)))
}

/** Token of a canonical number such as `1394` or `7.5`. */
export function numberToken(digits: string): number {
  return hashToken(`#${digits}`) | mark.number
}

function withoutAccents(stem: string): string {
  return /^[\u0020-\u007e]*$/.test(stem) ? stem : stem.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '')
}
