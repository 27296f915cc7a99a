/** What every UTF-16 code unit is to the scanner: one table look-up instead of a regular expression per character. */

/** Classes of code units. `joiner` binds letters or digits on both sides of it into one token. */
export const characterClass = {
  separator: 0,
  lower: 1,
  upper: 2,
  digit: 3,
  /** A letter of a script without capitals (Arabic, Hebrew, Devanagari, Hangul). */
  uncased: 4,
  /** Written without spaces (Han, kana, Thai, Lao, Khmer, Burmese): cut into words by `segment-words.ts`. */
  unspaced: 5,
  joiner: 6,
  sentenceEnd: 7,
  newline: 8,
  quoteOpen: 9,
  quoteClose: 10,
  /** Opens or closes, depending on what came before. */
  quoteEither: 11,
} as const

const { separator, lower, upper, digit, uncased, unspaced } = characterClass

/** What the scanner looks up per code unit: its class, and the unit it counts as (lower case). */
export interface CharacterTables {
  readonly classes: Uint8Array
  readonly folded: Uint16Array
}

const unspacedScript =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const letterOrMark = /[\p{L}\p{M}]/u
const punctuation: readonly (readonly [string, number])[] = [
  ["'’ʼ.,٫٬", characterClass.joiner],
  ['!?…؟。！？।॥۔', characterClass.sentenceEnd],
  ['\n\r\u2028\u2029', characterClass.newline],
  ['“«「『', characterClass.quoteOpen],
  ['”»」』', characterClass.quoteClose],
  ['"„＂', characterClass.quoteEither],
]

let built: CharacterTables | undefined

/** The tables, built on first use (about 15 ms) and shared: they depend on nothing but Unicode. */
export function characterTables(): CharacterTables {
  built ??= buildTables()
  return built
}

function buildTables(): CharacterTables {
  const classes = new Uint8Array(65_536)
  const folded = new Uint16Array(65_536)
  for (let unit = 0; unit < 65_536; unit++) {
    const character = String.fromCharCode(unit)
    const low = character.toLowerCase()
    folded[unit] = low.length === 1 ? low.charCodeAt(0) : unit
    classes[unit] = classOf(unit, character, low)
  }
  for (const [characters, kind] of punctuation) {
    for (const character of characters) classes[character.charCodeAt(0)] = kind
  }
  return { classes, folded }
}

function classOf(unit: number, character: string, low: string): number {
  // Halves of surrogate pairs: letters of rare scripts and emoji; both halves together make a token.
  if (unit >= 0xd800 && unit <= 0xdfff) return unit >= 0xd83c && unit <= 0xd83e ? separator : uncased
  if (unit < 0x80) return asciiClass(unit)
  if (/\p{Nd}/u.test(character)) return digit
  // 〇 is a number to Unicode and a character of Han numerals to whoever writes it.
  if (unit === 0x3007) return unspaced
  if (!letterOrMark.test(character)) return separator
  if (unspacedScript.test(character)) return unspaced
  if (low !== character) return upper
  return character.toUpperCase() === character && !/\p{M}/u.test(character) ? uncased : lower
}

function asciiClass(unit: number): number {
  if (unit >= 97 && unit <= 122) return lower
  if (unit >= 65 && unit <= 90) return upper
  return unit >= 48 && unit <= 57 ? digit : separator
}
