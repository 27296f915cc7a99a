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
  const own = unmaskWord(word, pack.language, capital)
  const unmasked = pack.fold === undefined ? own : pack.fold(own)
  const month = pack.calendar.get(unmasked)
  if (month !== undefined && (capital || pack.language !== 'en'))
    return hashToken(`@${month}`) | mark.calendar
  const digits = pack.numbers.get(unmasked)
  if (digits !== undefined) return numberToken(digits)
  // A single letter says nothing; a single Han character is a word.
  if ((unmasked.length < 2 && !hanCharacter.test(unmasked)) || pack.stopWords.has(unmasked)) return noToken
  if (unmasked.length > stemmedLengthMax) return hashToken(unmasked)
  return hashToken(withoutAccents(pack.stem(unmasked)))
}

/** Token of a canonical number such as `1394` or `7.5`. */
export function numberToken(digits: string): number {
  return hashToken(`#${digits}`) | mark.number
}

function withoutAccents(stem: string): string {
  return /^[\u0020-\u007e]*$/.test(stem) ? stem : stem.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '')
}
