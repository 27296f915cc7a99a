/** Thousands, millions and milliards in words: "20 thousand", "2 mln", "1.5bn" and "half a million" are one number each. */
import type { LanguagePack } from './language-pack.ts'
import { listedForm } from './word-token.ts'

/** What the scanner looks up of a language's words for powers of ten. */
export interface ScaleWords {
  /** Word -> what it multiplies by; lower case. */
  readonly factors: ReadonlyMap<string, number>
  /** Latin letters the words begin with, in both cases; empty for another script. */
  readonly initials: ReadonlySet<number>
  /** What may stand before such a word and is no number by itself ("half a", "two"), one or two words -> how many. */
  readonly amounts: ReadonlyMap<string, number>
}

// By exponent; forms of one word are parted by a slash. "Billion" is 10^9 in English and 10^12 on the continent.
const scales: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  en: {
    2: 'hundred',
    3: 'thousand',
    5: 'lakh',
    6: 'million/mln',
    7: 'crore',
    9: 'billion/bn/bln',
    12: 'trillion/tn',
  },
  de: {
    3: 'tausend/tsd',
    6: 'million/millionen/mio',
    9: 'milliarde/milliarden/mrd',
    12: 'billion/billionen',
  },
  nl: { 3: 'duizend', 6: 'miljoen/mln', 9: 'miljard/mld', 12: 'biljoen' },
  fr: { 3: 'mille', 6: 'million/millions', 9: 'milliard/milliards', 12: 'billion/billions' },
  es: { 3: 'mil', 6: 'millón/millones', 12: 'billón/billones' },
  ca: { 3: 'mil', 6: 'milió/milions', 12: 'bilió/bilions' },
  gl: { 3: 'mil', 6: 'millón/millóns', 12: 'billón/billóns' },
  pt: { 3: 'mil', 6: 'milhão/milhões', 9: 'bilhão/bilhões', 12: 'trilhão/trilhões' },
  it: { 3: 'mila', 6: 'milione/milioni/mln', 9: 'miliardo/miliardi/mld' },
  da: { 3: 'tusind/tusinde', 6: 'million/millioner/mio', 9: 'milliard/milliarder/mia' },
  nb: { 3: 'tusen', 6: 'million/millioner/mill', 9: 'milliard/milliarder/mrd' },
  sv: { 3: 'tusen', 6: 'miljon/miljoner/mn', 9: 'miljard/miljarder/mdr' },
  ru: {
    3: 'тысяча/тысячи/тысяч/тысячу/тысячам/тысячами/тысячах/тыс',
    6: 'миллион/миллиона/миллионов/миллионам/миллионами/миллионах/млн',
    9: 'миллиард/миллиарда/миллиардов/миллиардам/миллиардами/миллиардах/млрд',
    12: 'триллион/триллиона/триллионов/трлн',
  },
  uk: {
    3: 'тисяча/тисячі/тисяч/тисячу/тисячам/тисячами/тисячах/тис',
    6: 'мільйон/мільйона/мільйони/мільйонів/мільйонам/мільйонами/мільйонах/млн',
    9: 'мільярд/мільярда/мільярди/мільярдів/мільярдам/мільярдами/мільярдах/млрд',
    12: 'трильйон/трильйона/трильйони/трильйонів/трлн',
  },
  ar: { 3: 'ألف/ألفا/آلاف', 6: 'مليون/مليونا/ملايين', 9: 'مليار/مليارا/مليارات', 12: 'تريليون' },
  hi: { 3: 'हज़ार/हजार/हज़ार', 5: 'लाख', 6: 'मिलियन', 7: 'करोड़/करोड़', 9: 'अरब' },
}

// One and two are no numbers by themselves: they are also articles and pairs.
const amounts: Readonly<Record<string, string>> = {
  en: 'half a=.5 half=.5 a=1 one=1 two=2',
  de: 'eine halbe=.5 einer halben=.5 eine=1 einer=1 zwei=2 anderthalb=1.5 eineinhalb=1.5 zweieinhalb=2.5',
  nl: 'een half=.5 half=.5 een=1 één=1 twee=2 anderhalf=1.5',
  fr: 'un demi=.5 un=1 deux=2',
  es: 'medio=.5 un=1 dos=2',
  ca: 'mig=.5 un=1 dos=2',
  gl: 'medio=.5 un=1 dous=2',
  pt: 'meio=.5 um=1 dois=2 duas=2',
  it: 'mezzo=.5 un=1 due=2',
  da: 'en halv=.5 en=1 to=2 halvanden=1.5',
  nb: 'en halv=.5 en=1 to=2 halvannen=1.5',
  sv: 'en halv=.5 en=1 två=2',
  ru: 'один=1 одного=1 одну=1 одна=1 два=2 две=2 двух=2 полтора=1.5 полторы=1.5',
  uk: 'один=1 одного=1 одну=1 одна=1 два=2 дві=2 двох=2 півтора=1.5 півтори=1.5',
  ar: 'نصف=.5',
  hi: 'आधा=.5 एक=1 डेढ़=1.5 डेढ़=1.5 दो=2 ढाई=2.5',
}

/** The words of a language (ISO 639-1); empty when unknown. */
export function scaleWords(language: string): ScaleWords {
  const code = language === 'no' ? 'nb' : language
  const factors = new Map<string, number>()
  for (const [exponent, forms] of Object.entries(scales[code] ?? {})) {
    for (const form of forms.split('/')) factors.set(form, 10 ** Number(exponent))
  }
  const found = amounts[code]?.matchAll(/([^\d.=]+)=([\d.]+)/g) ?? []
  const amountOf = new Map(
    Array.from(found, ([, words = '', amount]) => [words.trim(), Number(amount)] as const),
  )
  const letters = Array.from(factors.keys(), (word) => word.charAt(0))
  const units = letters
    .flatMap((letter) => [letter, letter.toUpperCase()])
    .map((letter) => letter.charCodeAt(0))
  const initials = new Set(units.filter((unit) => unit < beyondLatin))
  return { factors, initials, amounts: amountOf }
}

const beyondLatin = 0x370
const nextWord = /[ \u00a0\u202f-]([\p{L}\p{M}]+)/uy
// 999 trillions; above it digits are lost.
const valueMax = 1e15

/** A number and what multiplies it. */
export interface Scaled {
  /** Canonical. */
  readonly digits: string
  /** After its last word. */
  readonly end: number
}

/** A number that ends at `end` and goes on in words: "20 thousand", "20 mil millones". Undefined when none follows. */
export function scaledNumber(
  text: string,
  from: { readonly value: number; readonly end: number },
  pack: LanguagePack,
): Scaled | undefined {
  let { value, end } = from
  const { factors, initials } = pack.scales
  const initial = text.charCodeAt(end + 1)
  // Nearly every number is followed by another word, which its first letter tells.
  if (factors.size === 0 || (initial < beyondLatin && initials.size > 0 && !initials.has(initial)))
    return undefined
  for (;;) {
    nextWord.lastIndex = end
    const word = nextWord.exec(text)?.[1]
    const low = word?.toLowerCase() ?? ''
    const factor = factors.get(listedForm(low, low !== word, pack))
    if (word === undefined || factor === undefined || value * factor >= valueMax) break
    value *= factor
    end += 1 + word.length
  }
  return end === from.end ? undefined : { digits: canonical(value), end }
}

const amountCharactersMax = 20
const lastWords = /(?:([\p{L}\p{M}]+)[ \u00a0])?([\p{L}\p{M}]+)[ \u00a0-]$/u

/** How many thousands or millions it is of which the word begins at `at`; undefined when nothing before it says so. */
export function amountBefore(text: string, at: number, { amounts: known }: ScaleWords): number | undefined {
  const before = lastWords.exec(text.slice(Math.max(0, at - amountCharactersMax), at).toLowerCase())
  if (before === null) return undefined
  const [, first = '', second = ''] = before
  return known.get(`${first} ${second}`) ?? known.get(second)
}

const bound = /^[\d.,'’]+(\p{L}+)$/u
const money = /[$€£¥₹]$/
// "100m" is a distance unless it is money.
const moneyFactors: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9 }

/** What the letters at the end of a written number multiply it by: "1.5bn", "20mila", "$3m"; 1 when by nothing. */
export function boundFactor(written: string, before: string, { factors }: ScaleWords): number {
  if (written.charCodeAt(written.length - 1) <= 0x39) return 1
  const letters = bound.exec(written)?.[1]?.toLowerCase()
  if (letters === undefined) return 1
  return factors.get(letters) ?? (money.test(before) ? (moneyFactors[letters] ?? 1) : 1)
}

/** Digits of a value without the rounding of binary fractions: 1.1 times a million is 1100000. */
export function canonical(value: number): string {
  return String(Math.round(value * 1_000) / 1_000)
}
