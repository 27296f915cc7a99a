/** A fingerprint as bytes for the store: a new token costs 27 bits, one seen before only its number. */
import { readBits, writeBits } from './bit-stream.ts'
import type { BitReader, BitWriter } from './bit-stream.ts'
import type { Fingerprint } from './fingerprint.ts'
import { hashMask, mark } from './token-hash.ts'

/** Moves when a text would get another fingerprint or another encoding: stored ones are then made anew. */
export const FINGERPRINT_VERSION = 3

const magic = 0xb5
const hashBits = 24
const kinds = [0, mark.name, mark.number, mark.calendar] as const
const countBits = 10
const wordBits = 16
const sentenceBits = 6

/** Layout: magic, version, language (2 letters), counts, sentence lengths, quoted runs, then the tokens. */
export function encodeFingerprint(fp: Fingerprint): Uint8Array {
  const writer: BitWriter = { bytes: new Uint8Array(256), bits: 0 }
  writeBits(writer, magic, 8)
  writeBits(writer, FINGERPRINT_VERSION, 8)
  for (let at = 0; at < 2; at++) writeBits(writer, fp.language.charCodeAt(at) & 0x7f, 7)
  writeBits(writer, Math.min(fp.words, 0xffff), wordBits)
  writeBits(writer, fp.cut ? 1 : 0, 1)
  writeBits(writer, fp.titleTokens, countBits)
  writeBits(writer, fp.tokens.length, countBits)
  writeBits(writer, fp.sentenceEnds.length, countBits)
  let start = 0
  for (const [index, end] of fp.sentenceEnds.entries()) {
    // Only the title can be longer than the scanner's longest sentence.
    writeBits(writer, end - start, index === 0 ? countBits : sentenceBits)
    start = end
  }
  writeTokens(writer, fp.tokens)
  return writer.bytes.slice(0, (writer.bits + 7) >>> 3)
}

function writeTokens(writer: BitWriter, tokens: Uint32Array): void {
  const numbers = new Map<number, number>()
  let quoted = false
  for (const token of tokens) {
    const isQuoted = (token & mark.quoted) !== 0
    writeBits(writer, isQuoted === quoted ? 0 : 1, 1)
    quoted = isQuoted
    const plain = (token & ~mark.quoted) >>> 0
    const known = numbers.get(plain)
    writeBits(writer, known === undefined ? 1 : 0, 1)
    if (known !== undefined) {
      writeBits(writer, known, widthOf(numbers.size))
      continue
    }
    writeBits(writer, kindNumber(plain), 2)
    writeBits(writer, plain & hashMask, hashBits)
    numbers.set(plain, numbers.size)
  }
}

// Bits that number `size` things from 0.
function widthOf(size: number): number {
  return size <= 1 ? 0 : 32 - Math.clz32(size - 1)
}

function kindNumber(token: number): number {
  if ((token & mark.name) !== 0) return 1
  if ((token & mark.number) !== 0) return 2
  return (token & mark.calendar) === 0 ? 0 : 3
}

/** Reads what `encodeFingerprint` wrote. Throws RangeError for bytes of another version or anything else. */
export function decodeFingerprint(bytes: Uint8Array): Fingerprint {
  const reader: BitReader = { bytes, bits: 0 }
  if (readBits(reader, 8) !== magic) throw new RangeError('not a fingerprint')
  const version = readBits(reader, 8)
  if (version !== FINGERPRINT_VERSION) throw new RangeError(`fingerprint of version ${version}`)
  const letters = [readBits(reader, 7), readBits(reader, 7)].filter((letter) => letter > 0)
  const words = readBits(reader, wordBits)
  const cut = readBits(reader, 1) === 1
  const titleTokens = readBits(reader, countBits)
  const tokenCount = readBits(reader, countBits)
  const sentenceEnds = new Uint16Array(readBits(reader, countBits))
  let end = 0
  for (let index = 0; index < sentenceEnds.length; index++) {
    end += readBits(reader, index === 0 ? countBits : sentenceBits)
    sentenceEnds[index] = end
  }
  if (end !== tokenCount || titleTokens > tokenCount)
    throw new RangeError('the fingerprint contradicts itself')
  const tokens = readTokens(reader, tokenCount)
  return { language: String.fromCharCode(...letters), words, cut, titleTokens, tokens, sentenceEnds }
}

// Used again and again: a fingerprint counts its tokens in ten bits.
const seen = new Uint32Array(1 << countBits)

function readTokens(reader: BitReader, count: number): Uint32Array {
  const tokens = new Uint32Array(count)
  let size = 0
  let quoted = 0
  for (let at = 0; at < count; at++) {
    if (readBits(reader, 1) === 1) quoted ^= mark.quoted
    const isNew = readBits(reader, 1) === 1
    if (isNew) {
      const kind = kinds[readBits(reader, 2)] ?? 0
      seen[size++] = readBits(reader, hashBits) | kind
    }
    const index = isNew ? size - 1 : readBits(reader, widthOf(size))
    if (index < 0 || index >= size) throw new RangeError('the fingerprint refers to nothing')
    tokens[at] = (seen[index] ?? 0) | quoted
  }
  return tokens
}
