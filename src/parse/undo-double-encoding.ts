/** Text whose UTF-8 bytes were taken for windows-1252 and encoded a second time: `Ã©` where `é` was meant. */

/** What windows-1252 has at the bytes 0x80 to 0x9f (Encoding Standard, index windows-1252); `_` where it has a control. */
const specials = '€_‚ƒ„…†‡ˆ‰Š‹Œ_Ž__‘’“”•–—˜™š›œ_žŸ'

const byteOfSpecial: ReadonlyMap<string, number> = new Map(
  Array.from(specials, (character, index) => [character, 0x80 + index] as const).filter(
    ([character]) => character !== '_',
  ),
)

/** What a character of the range U+0080 to U+00FF is as a byte of windows-1252; programs leave such bytes as they are. */
export function ofWindows1252(character: string): string {
  const meant = specials[character.charCodeAt(0) - 0x80]
  return meant === undefined || meant === '_' ? character : meant
}

/** A first byte of a UTF-8 sequence and a further one, as windows-1252 shows them. */
const pair = new RegExp(`[\\u00c2-\\u00f4][\\u0080-\\u00bf${specials.replaceAll('_', '')}]`)

/** First bytes of the sequences of Latin, Cyrillic, Greek, punctuation and East Asian letters; looking for one costs next to nothing. */
const leads: readonly string[] = Array.from('ÃÂâÐÑÎÏãäåæçì')

const special = new RegExp(`[${specials.replaceAll('_', '')}]`, 'g')

const beyondWindows1252 = new RegExp(`[^\\u0000-\\u00ff${specials.replaceAll('_', '')}]`)

/** A space that stands where a no-break space, the second half of `à`, was. */
const spoiltSpace = /\u00c3 (?=[ a-z])/g

/**
 * The text as it was meant; undefined unless every character beyond ASCII is part of such a sequence. One accent
 * that is right keeps a document that writes about `Ã©` as it is.
 */
export function undoDoubleEncoding(text: string): string | undefined {
  if (!leads.some((lead) => text.includes(lead)) || !pair.test(text) || beyondWindows1252.test(text))
    return undefined
  const bytes = Buffer.from(
    text
      .replace(spoiltSpace, '\u00c3\u00a0 ')
      .replace(special, (character) => String.fromCharCode(byteOfSpecial.get(character) ?? 0x3f)),
    'latin1',
  )
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
