/** Token numbers: a 24-bit hash and what kind of token it is, in one 32-bit integer. */

/** A token without its marks: 24 bits. 45,000 stems of English news share 60 of them, which moves no figure. */
export const hashMask = 0xff_ffff

/** Marks above the hash. A token has at most one of name, number and calendar, and any may stand in quotation marks. */
export const mark = {
  /** Written with a capital inside a sentence. */
  name: 1 << 24,
  number: 1 << 25,
  /** A month or a weekday: a slot that varies in templates. */
  calendar: 1 << 26,
  quoted: 1 << 27,
} as const

export const kindMask = mark.name | mark.number | mark.calendar

const offsetBasis = 0x811c9dc5
const prime = 0x01000193

/** FNV-1a over UTF-16 code units, mixed by the finisher of MurmurHash3, cut to 24 bits. */
export function hashToken(text: string): number {
  let hash = offsetBasis
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), prime)
  return finishHash(hash) & hashMask
}

/** Spreads every input bit over all 32 output bits (MurmurHash3, public domain, Austin Appleby). */
export function finishHash(hash: number): number {
  let mixed = hash ^ (hash >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
