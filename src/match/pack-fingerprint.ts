/** A fingerprint as the window holds it in memory: about 0.55 KB where the store's form takes 0.93, and quicker to read. */
import type { Fingerprint } from '../fingerprint/fingerprint.ts'
import { hashMask, kindMask, mark } from '../fingerprint/token-hash.ts'
import type { TokenNumbers } from './token-numbers.ts'

// A token new to the article is a class of 4 bits and a place within it, from `froms[class]`. Narrow classes where most
// words of news stand: 13.3 bits a word, an optimal code of as many classes 13.1. The last one is no number but the token.
const widths = [5, 5, 6, 7, 7, 7, 8, 8, 9, 9, 10, 10, 12, 13, 15]
const froms = widths.map((_, at) => widths.slice(0, at).reduce((sum, width) => sum + 2 ** width, 0))
const unnumbered = widths.length
const classBits = 4
const hashBits = 24
const kindBits = 3
const countBits = 10
const sentenceBits = 6
/** More tokens, or more sentences, a packed fingerprint cannot hold; the scanner stops at 520. */
export const packedTokensMax = (1 << countBits) - 1

// One writer and one reader, used again and again. Numbers are packed without gaps, most significant bit first.
const written = new Uint8Array(8 * 1_024)
let writtenBytes = 0
let pending = 0
let pendingBits = 0
let source: Uint8Array = written
let sourceAt = 0
let held = 0
let heldBits = 0

/** Appends a number of at most `width` bits, 24 at most. */
function put(value: number, width: number): void {
  pending = (pending << width) | value
  pendingBits += width
  while (pendingBits >= 8) {
    pendingBits -= 8
    written[writtenBytes++] = pending >>> pendingBits
  }
}

/** The next `width` bits, at most 24. */
function take(width: number): number {
  while (heldBits < width) {
    held = (held << 8) | (source[sourceAt++] ?? 0)
    heldBits += 8
  }
  heldBits -= width
  return (held >>> heldBits) & ((1 << width) - 1)
}

const seen = new Uint32Array(packedTokensMax + 1)
// Where in `seen` a token stands, plus one: an open-addressed table, half full at most.
const placeSlots = 2_048
const places = new Uint16Array(placeSlots)

/**
 * Packs a fingerprint. `isCommon` says whether a token without a number deserves one. What comes back is good until the
 * next call. Only the `TokenNumbers` it was packed with can unpack it. A fingerprint has at most 1,023 tokens.
 */
export function packFingerprint(
  fingerprint: Fingerprint,
  numbers: TokenNumbers,
  isCommon: (token: number) => boolean,
): Uint8Array {
  const { language, words, cut, titleTokens, tokens, sentenceEnds } = fingerprint
  writtenBytes = 0
  pendingBits = 0
  places.fill(0)
  for (let at = 0; at < 2; at++) put(language.charCodeAt(at) & 0x7f, 7)
  put(Math.min(words, 0xffff), 16)
  put(cut ? 1 : 0, 1)
  put(titleTokens, countBits)
  put(tokens.length, countBits)
  put(sentenceEnds.length, countBits)
  let start = 0
  for (const [index, end] of sentenceEnds.entries()) {
    // Only the title can be longer than the scanner's longest sentence.
    put(end - start, index === 0 ? countBits : sentenceBits)
    start = end
  }
  putQuotations(tokens)
  let size = 0
  for (let at = 0; at < tokens.length; at++) {
    const token = (tokens[at] ?? 0) & ~mark.quoted
    const place = placeOf(token, size)
    put(place < 0 ? 0 : 1, 1)
    if (place >= 0) {
      put(place, bitsFor(size))
      continue
    }
    size++
    let number = numbers.numberOf(token)
    if (number < 0 && isCommon(token)) number = numbers.add(token)
    putToken(token, number)
  }
  put(0, 7)
  return written.subarray(0, writtenBytes)
}

function putQuotations(tokens: Uint32Array): void {
  const turns: number[] = []
  let quoted = 0
  for (let at = 0; at < tokens.length; at++) {
    const now = (tokens[at] ?? 0) & mark.quoted
    if (now !== quoted) turns.push(at)
    quoted = now
  }
  put(turns.length, countBits)
  for (const turn of turns) put(turn, countBits)
}

function putToken(token: number, number: number): void {
  if (number < 0) {
    put(unnumbered, classBits)
    put(token >>> hashBits, kindBits)
    put(token & hashMask, hashBits)
    return
  }
  let kind = unnumbered - 1
  while ((froms[kind] ?? 0) > number) kind--
  put(kind, classBits)
  put(number - (froms[kind] ?? 0), widths[kind] ?? 0)
}

// Which of the tokens seen so far this one is; -1 for a new one, which is remembered under `size`.
function placeOf(token: number, size: number): number {
  let slot = (token ^ (token >>> 11)) & (placeSlots - 1)
  for (; places[slot] !== 0; slot = (slot + 1) & (placeSlots - 1)) {
    const place = (places[slot] ?? 0) - 1
    if (seen[place] === token) return place
  }
  places[slot] = size + 1
  seen[size] = token
  return -1
}

// Bits that number `size` things from 0.
function bitsFor(size: number): number {
  return size <= 1 ? 0 : 32 - Math.clz32(size - 1)
}

const turns = new Uint16Array(packedTokensMax + 1)

/** Reads what `packFingerprint` gave. Its arrays are those of `room`, good until the next call with the same room. */
export function unpackFingerprint(bytes: Uint8Array, numbers: TokenNumbers, room: TokenRoom): Fingerprint {
  source = bytes
  sourceAt = 0
  heldBits = 0
  const language = languageOf(take(7), take(7))
  const words = take(16)
  const cut = take(1) === 1
  const titleTokens = take(countBits)
  const count = take(countBits)
  const sentences = take(countBits)
  let end = 0
  for (let index = 0; index < sentences; index++) {
    end += take(index === 0 ? countBits : sentenceBits)
    room.sentenceEnds[index] = end
  }
  const turnCount = take(countBits)
  for (let index = 0; index < turnCount; index++) turns[index] = take(countBits)
  turns[turnCount] = count
  takeTokens(room.tokens, count, numbers)
  const tokens = room.tokens.subarray(0, count)
  return { language, words, cut, titleTokens, tokens, sentenceEnds: room.sentenceEnds.subarray(0, sentences) }
}

/** Room for the longest fingerprint. */
export interface TokenRoom {
  readonly tokens: Uint32Array
  readonly sentenceEnds: Uint16Array
}

export function createTokenRoom(): TokenRoom {
  return { tokens: new Uint32Array(packedTokensMax + 1), sentenceEnds: new Uint16Array(packedTokensMax + 1) }
}

function takeTokens(tokens: Uint32Array, count: number, numbers: TokenNumbers): void {
  let size = 0
  let turn = 0
  let quoted = 0
  for (let at = 0; at < count; at++) {
    if (turns[turn] === at) {
      turn++
      quoted ^= mark.quoted
    }
    if (take(1) === 1) {
      tokens[at] = (seen[take(bitsFor(size))] ?? 0) | quoted
      continue
    }
    const token = takeToken(numbers)
    seen[size++] = token
    tokens[at] = token | quoted
  }
}

function takeToken(numbers: TokenNumbers): number {
  const kind = take(classBits)
  if (kind < unnumbered) return numbers.tokenOf((froms[kind] ?? 0) + take(widths[kind] ?? 0))
  const marks = take(kindBits) << hashBits
  return (marks & kindMask) | take(hashBits)
}

const languages = new Map<number, string>()

function languageOf(first: number, second: number): string {
  const code = first * 128 + second
  const known = languages.get(code)
  if (known !== undefined) return known
  const language = String.fromCharCode(...[first, second].filter((letter) => letter > 0))
  languages.set(code, language)
  return language
}
