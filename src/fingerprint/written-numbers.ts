/** Numbers as they are written: thousands and decimals, spaces between groups, 万 and 億, words joined to one number. */
import { characterClass, characterTables } from './character-classes.ts'
import type { LanguagePack } from './language-pack.ts'

/**
 * The canonical numbers in a written one: `1,394` and `1.394` are 1394, `7,5` and `٧٫٥` are 7.5, `21st` is 21, `2021/22`
 * two of them. A separator before exactly three digits parts thousands; the same rule in both copies matters more than
 * the rare decimal with three places.
 */
export function canonicalNumbers(written: string): readonly string[] {
  const found = written.match(/\p{Nd}+(?:[.,'’٫٬\u00a0\u202f ]\p{Nd}+)*/gu) ?? []
  return found.map((number) => canonicalNumber(asciiDigits(number)))
}

const indianGroups = /^\d{1,2}(?:,\d\d)+,\d{3}(?:\.|$)/

function canonicalNumber(number: string): string {
  // Lakhs and crores: 2,00,000.
  const parts = (indianGroups.test(number) ? number.replaceAll(',', '') : number).split(
    /([.,'’٫٬\u00a0\u202f ])/,
  )
  let whole = parts[0] ?? ''
  let fraction = ''
  for (let index = 2; index < parts.length; index += 2) {
    const part = parts[index] ?? ''
    if (part.length === 3 && fraction === '' && parts[index - 1] !== '٫') whole += part
    else fraction += part
  }
  const digits = whole.replace(/^0+(?=\d)/, '')
  const places = fraction.replace(/0+$/, '')
  return places === '' ? digits : `${digits}.${places}`
}

function asciiDigits(number: string): string {
  if (/^[\d.,'’]*$/.test(number)) return number
  return number.replaceAll(/\p{Nd}/gu, (character) => String(digitValue(character)))
}

// Decimal digits stand in runs of ten in Unicode (UAX #44, Numeric_Type=Decimal).
function digitValue(character: string): number {
  const code = character.codePointAt(0) ?? 0
  let zero = code
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero--
  return code < 0x80 ? code - 48 : code - zero
}

// Four groups reach the trillions; a longer row is a table.
const spacedGroups = /(?:[\u00a0\u202f ]\p{Nd}{3}){1,4}(?!\p{Nd}|[\u00a0\u202f ]\p{Nd}{3})/uy
// Where the language has another sign, a plain space parts thousands too (translations, agencies) as long as nothing
// else is bound to the last of them: "the top 10 100m runners".
const boundGroups = /(?:[\u00a0\u202f]\p{Nd}{3}){1,4}(?!\p{Nd})/uy
const looseGroups = /(?: \p{Nd}{3}){1,4}(?![\p{L}\p{Nd}-]| \p{Nd}{3})/uy
// What stands at the end of such a row is no number either.
const rowBefore = /(?<!\p{Nd})\p{Nd}{3}[\u00a0\u202f ]$/u

/**
 * Where a number of digits alone ends that goes on in groups of three: "23 000", with a space that does not break, or any.
 * A year ("2019 500 people") and a number that begins with a zero go on in nothing.
 */
export function groupedEnd(text: string, from: { start: number; end: number }, pack: LanguagePack): number {
  const { start, end } = from
  // Nearly every number ends before a word, which one look tells.
  if (characterTables().classes[text.charCodeAt(end + 1)] !== characterClass.digit) return end
  if (end - start > 3 || !/^[^\P{Nd}0]\p{Nd}*$/u.test(text.slice(start, end))) return end
  for (const groups of pack.spacedThousands ? [spacedGroups] : [boundGroups, looseGroups]) {
    groups.lastIndex = end
    if (groups.test(text))
      return rowBefore.test(text.slice(Math.max(0, start - 5), start)) ? end : groups.lastIndex
  }
  return end
}

const hanMultipliers: Readonly<Record<string, number>> = {
  十: 10,
  百: 100,
  千: 1_000,
  万: 1e4,
  萬: 1e4,
  亿: 1e8,
  億: 1e8,
  兆: 1e12,
}
const hanDigits: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  兩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const multiplied = /[百千]?[万萬亿億兆]|[百千](?=[^\p{sc=Han}]|\p{Nd}|$)/uy
const multipliedMore = /\d+(?:\.\d+)?(?:[百千]?[万萬亿億兆])?/y
// Longer ones lose digits as a JavaScript number.
const digitsMax = 12

/** "12.6亿" and "1億8000万" as one number, and where it ends; undefined when no such sign follows the digits. */
export function hanMultiple(
  text: string,
  from: { start: number; end: number },
): { readonly digits: string; readonly end: number } | undefined {
  const first = canonicalNumbers(text.slice(from.start, from.end))[0] ?? ''
  multiplied.lastIndex = from.end
  const sign = multiplied.exec(text)?.[0]
  if (sign === undefined || first === '' || first.length > digitsMax) return undefined
  let total = Number(first) * factorOf(sign)
  let end = from.end + sign.length
  for (;;) {
    multipliedMore.lastIndex = end
    const more = multipliedMore.exec(text)?.[0]
    if (more === undefined || more.length > digitsMax) break
    const digits = /^[\d.]+/.exec(more)?.[0] ?? ''
    total += Number(digits) * factorOf(more.slice(digits.length))
    end += more.length
    if (digits.length === more.length) break
  }
  return { digits: String(Math.round(total * 1_000) / 1_000), end }
}

function factorOf(signs: string): number {
  let factor = 1
  for (const sign of signs) factor *= hanMultipliers[sign] ?? 1
  return factor
}

/** "二十三" is 23, "二〇二七" is 2027, "三万二千" is 32000; undefined for anything that is not written in Han numerals alone. */
export function hanNumeral(word: string): string | undefined {
  let total = 0
  let section = 0
  let digit = -1
  let plain = ''
  let multiplies = false
  if (word.length > digitsMax) return undefined
  for (const character of word) {
    const value = hanDigits[character]
    const factor = hanMultipliers[character]
    if (value !== undefined) {
      plain += String(value)
      digit = value
    } else if (factor === undefined) return undefined
    else {
      multiplies = true
      if (factor < 1e4) section += (digit < 0 ? 1 : digit) * factor
      else {
        total += Math.max(1, section + Math.max(0, digit)) * factor
        section = 0
      }
      digit = -1
    }
  }
  return multiplies ? String(total + section + Math.max(0, digit)) : plain.replace(/^0+(?=\d)/, '')
}

const joinedWords = /(?:[-\u2010\u2011]\p{L}+)+/uy

/**
 * A number that goes on in another word: "twenty-five", "vingt et un", "treinta y cinco", "двадцать пять". `value` is what the
 * first word came to. Undefined when the next word is no part of it.
 */
export function joinedNumber(
  text: string,
  from: { value: number; end: number },
  pack: LanguagePack,
): { readonly digits: string; readonly end: number } | undefined {
  const { end } = from
  if (text.charCodeAt(end) === 0x2d || text.charCodeAt(end) === 0x2011) return hyphenated(text, from, pack)
  if (pack.numberJoin === undefined || from.value < 20 || from.value > 90) return undefined
  pack.numberJoin.lastIndex = end
  const found = pack.numberJoin.exec(text)
  const unit = unitOf(found?.[1], pack)
  if (found === null || unit === undefined) return undefined
  return { digits: String(from.value + unit), end: end + found[0].length }
}

function hyphenated(
  text: string,
  { value, end }: { value: number; end: number },
  pack: LanguagePack,
): { readonly digits: string; readonly end: number } | undefined {
  joinedWords.lastIndex = end
  const words = joinedWords.exec(text)?.[0]
  if (words === undefined) return undefined
  let total = value
  let at = end
  for (const word of words.slice(1).split(/[-\u2010\u2011]/)) {
    const low = word.toLowerCase()
    const number =
      low === 'et' || low === 'i' ? 0 : (unitOf(low, pack) ?? Number(pack.numbers.get(low) ?? Number.NaN))
    // "Quatre-vingt-dix-sept" is four times twenty and so on; anything else only grows by what is smaller.
    if (number === 20 && total === 4) total = 80
    else if (number < 20 && total >= 10 && total % 10 === 0) total += number
    else break
    at += 1 + word.length
  }
  return at === end || total === value ? undefined : { digits: String(total), end: at }
}

function unitOf(word: string | undefined, pack: LanguagePack): number | undefined {
  if (word === undefined) return undefined
  const low = word.toLowerCase().replaceAll(/['’ʼ]/g, '')
  const unit = pack.units.get(low) ?? Number(pack.numbers.get(low) ?? Number.NaN)
  return unit >= 1 && unit <= 9 ? unit : undefined
}
