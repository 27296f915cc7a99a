/** What one written word comes to: a stem, a number, a month, or nothing. The slow path behind the token cache. */
import type { LanguagePack } from './language-pack.ts'
import { hashToken, mark } from './token-hash.ts'

/** A word that is left out of the fingerprint. */
export const noToken = 0

// Letters that look Latin (Unicode confusables, the single-letter ones): "рrоfit" with Cyrillic letters is "profit".
const lookalikes: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  һ: 'h',
  н: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  ѕ: 's',
  т: 't',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  у: 'y',
  α: 'a',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  γ: 'y',
  ω: 'w',
}
const cyrillicOrGreek = /[\u0370-\u052f]/
const latin = /[a-z]/
// Longer "words" are addresses or noise; a stemmer would only cost time.
const stemmedLengthMax = 40

/** Token of a word in lower case without apostrophes; `capital` when it was written with one. `noToken` for a stop word. */
export function wordToken(word: string, capital: boolean, pack: LanguagePack): number {
  const unmasked = cyrillicOrGreek.test(word) ? unmask(word, pack) : word
  const month = pack.calendar.get(unmasked)
  if (month !== undefined && (capital || pack.language !== 'en'))
    return hashToken(`@${month}`) | mark.calendar
  if (unmasked.length < 2 || pack.stopWords.has(unmasked)) return noToken
  const digits = pack.numbers.get(unmasked)
  if (digits !== undefined) return numberToken(digits)
  if (unmasked.length > stemmedLengthMax) return hashToken(unmasked)
  return hashToken(withoutAccents(pack.stem(unmasked)))
}

/** Token of a canonical number such as `1394` or `7.5`. */
export function numberToken(digits: string): number {
  return hashToken(`#${digits}`) | mark.number
}

/**
 * The canonical numbers in a written one: `1,394` and `1.394` are 1394, `7,5` is 7.5, `21st` is 21, `2021/22` two of
 * them. A separator before exactly three digits parts thousands; the same rule in both copies matters more than the
 * rare decimal with three places.
 */
export function canonicalNumbers(written: string): readonly string[] {
  const found = written.match(/\p{Nd}+(?:[.,'’]\p{Nd}+)*/gu) ?? []
  return found.map((number) => canonicalNumber(asciiDigits(number)))
}

function canonicalNumber(number: string): string {
  const parts = number.split(/[.,'’]/)
  let whole = parts[0] ?? ''
  let fraction = ''
  for (const [index, part] of parts.entries()) {
    if (index === 0) continue
    if (part.length === 3 && fraction === '') whole += part
    else fraction += part
  }
  const digits = whole.replace(/^0+(?=\d)/, '')
  const places = fraction.replace(/0+$/, '')
  return places === '' ? digits : `${digits}.${places}`
}

function asciiDigits(number: string): string {
  if (!/[^\d.,'’]/.test(number)) return number
  return number.replaceAll(/\p{Nd}/gu, (character) => String(digitValue(character)))
}

// Decimal digits stand in runs of ten in Unicode (UAX #44, Numeric_Type=Decimal).
function digitValue(character: string): number {
  const code = character.codePointAt(0) ?? 0
  let zero = code
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero--
  return code < 0x80 ? code - 48 : code - zero
}

// In a text of a Latin script every letter that looks Latin counts as Latin; in any other only within a mixed word.
function unmask(word: string, pack: LanguagePack): string {
  const own = latin.test(word) || !['bg', 'el', 'ru', 'uk', 'sr', 'mk', 'be', ''].includes(pack.language)
  if (!own) return word
  let plain = ''
  for (const character of word) plain += lookalikes[character] ?? character
  return cyrillicOrGreek.test(plain) ? word : plain
}

function withoutAccents(stem: string): string {
  return /^[\u0020-\u007e]*$/.test(stem) ? stem : stem.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '')
}
