/** Whether a mark ends a sentence, or only a title, an ordinal or an abbreviation. */
import { characterClass, characterTables } from './character-classes.ts'
import type { LanguagePack } from './language-pack.ts'

const c = characterClass

/** The word before a mark, as the scanner read it. */
export interface LastWord {
  readonly start: number
  readonly end: number
  /** Short and with a capital: a full stop after it shortens ("Gov. Reyes"). */
  readonly maybeShortened: boolean
}

// "on the 4th" is written "4." where the pack says so; a year before a full stop ends its sentence.
const ordinalDigitsMax = 2
const shortenedLettersMax = 6

/** Whether the full stop, exclamation or question mark at `at` ends a sentence. `quoted` is true within „low“ quotation marks. */
export function endsSentence(
  text: string,
  at: number,
  options: { readonly pack: LanguagePack; readonly word: LastWord; readonly quoted: boolean },
): boolean {
  const { classes } = characterTables()
  const unit = text.charCodeAt(at)
  // Full-width stops, Arabic and Indic ones need no space after them.
  if (unit > 0x60b && unit !== 0x2026) return true
  if (unit === 0x2e && shortens(text, at, options)) return false
  let next = at + 1
  while (next < text.length && isCloser(text.charCodeAt(next), options.quoted)) next++
  if (next >= text.length) return true
  const after = classes[text.charCodeAt(next)]
  // Chinese and Japanese put no space after any mark.
  if (after === c.newline || after === c.unspaced) return true
  if (!isSpace(text.charCodeAt(next))) return false
  while (next < text.length && (isSpace(text.charCodeAt(next)) || isOpener(text.charCodeAt(next)))) next++
  return classes[text.charCodeAt(next)] !== c.lower
}

function shortens(
  text: string,
  at: number,
  { pack, word }: { readonly pack: LanguagePack; readonly word: LastWord },
): boolean {
  if (word.end !== at) return false
  if (word.maybeShortened) return true
  const length = word.end - word.start
  if (pack.ordinalPoint && length <= ordinalDigitsMax && isNumeric(text, word)) return true
  if (pack.shortened.size === 0 || length > shortenedLettersMax) return false
  return pack.shortened.has(text.slice(word.start, word.end).toLowerCase().replaceAll('.', ''))
}

function isNumeric(text: string, { start, end }: LastWord): boolean {
  const { classes } = characterTables()
  for (let at = start; at < end; at++) if (classes[text.charCodeAt(at)] !== c.digit) return false
  return end > start
}

export function isSpace(unit: number): boolean {
  return (
    unit === 0x20 || unit === 0xa0 || unit === 0x09 || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200a)
  )
}

// ” ’ " ' ) ] » 」 』 ） and, after „, also “ and ‘.
function isCloser(unit: number, quoted: boolean): boolean {
  switch (unit) {
    case 0x22:
    case 0x27:
    case 0x29:
    case 0x5d:
    case 0xbb:
    case 0x2019:
    case 0x201d:
    case 0x300d:
    case 0x300f:
    case 0xff09:
      return true
    default:
      return quoted && (unit === 0x201c || unit === 0x2018 || unit === 0xab)
  }
}

// “ ‘ " ' ( [ « „ ¿ ¡
function isOpener(unit: number): boolean {
  switch (unit) {
    case 0x22:
    case 0x27:
    case 0x28:
    case 0x5b:
    case 0xa1:
    case 0xab:
    case 0xbf:
    case 0x2018:
    case 0x201c:
    case 0x201e:
      return true
    default:
      return false
  }
}
