/** How many articles hold each token: what makes a token rare, and sharing it telling. */
import { hashMask } from '../fingerprint/token-hash.ts'
import { addToSet, clearSet } from './scratch-set.ts'

/** Counts by 24-bit token hash in an open-addressed table. Grows; forgets slowly, so that "corona" becomes common in time. */
export interface Frequencies {
  keys: Uint32Array
  counts: Uint32Array
  used: number
  /** Articles counted. */
  documents: number
}

const magic = 0xdf
const version = 1
// From here every count is halved and tokens seen once are dropped: the table holds at most about 400,000 tokens
// (measured: 6,100 articles have 62,000), and half of what it says is younger than 100,000 articles.
const documentsMax = 200_000

export function emptyFrequencies(): Frequencies {
  return { keys: new Uint32Array(1 << 12), counts: new Uint32Array(1 << 12), used: 0, documents: 0 }
}

/** Articles that held the token with this hash. */
export function documentCount(frequencies: Frequencies, hash: number): number {
  const { keys, counts } = frequencies
  const slots = keys.length - 1
  for (let slot = spread(hash) & slots; ; slot = (slot + 1) & slots) {
    const key = keys[slot] ?? 0
    if (key === hash + 1) return counts[slot] ?? 0
    if (key === 0) return 0
  }
}

/** Counts an article: each of its tokens once. */
export function learnTokens(frequencies: Frequencies, tokens: Uint32Array): void {
  for (const hash of distinctHashes(tokens)) addCount(frequencies, hash, 1)
  frequencies.documents++
  if (frequencies.documents >= documentsMax) halve(frequencies)
}

const hashes = new Uint32Array(2_047)

/** Token hashes without marks, each once, in order of the text; good until the next call. At most 2,047 tokens. */
export function distinctHashes(tokens: Uint32Array): Uint32Array {
  let size = 0
  clearSet()
  for (let at = 0; at < tokens.length; at++) {
    const hash = (tokens[at] ?? 0) & hashMask
    if (addToSet(hash)) hashes[size++] = hash
  }
  return hashes.subarray(0, size)
}

// Hashes are random already; the multiplication parts neighbours of the sorted seed (Knuth, vol. 3, 6.4).
function spread(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 8
}

function addCount(frequencies: Frequencies, hash: number, count: number): void {
  // Three quarters full at most: half as much memory as half full, and a word is still found at the second place it looks.
  if (frequencies.used * 4 >= frequencies.keys.length * 3) grow(frequencies)
  const { keys, counts } = frequencies
  const slots = keys.length - 1
  let slot = spread(hash) & slots
  while (keys[slot] !== 0 && keys[slot] !== hash + 1) slot = (slot + 1) & slots
  if (keys[slot] === 0) {
    keys[slot] = hash + 1
    frequencies.used++
  }
  counts[slot] = (counts[slot] ?? 0) + count
}

function grow(frequencies: Frequencies): void {
  rebuild(frequencies, frequencies.keys.length * 2, (count) => count)
}

function halve(frequencies: Frequencies): void {
  frequencies.documents = Math.ceil(frequencies.documents / 2)
  rebuild(frequencies, frequencies.keys.length, (count) => count >>> 1)
}

function rebuild(frequencies: Frequencies, slots: number, change: (count: number) => number): void {
  const { keys, counts } = frequencies
  frequencies.keys = new Uint32Array(slots)
  frequencies.counts = new Uint32Array(slots)
  frequencies.used = 0
  for (let at = 0; at < keys.length; at++) {
    const count = change(counts[at] ?? 0)
    if (keys[at] !== 0 && count > 0) addCount(frequencies, (keys[at] ?? 1) - 1, count)
  }
}

/** A copy without the tokens that stand in fewer than `countMin` articles. */
export function withoutRare(frequencies: Frequencies, countMin: number): Frequencies {
  const copy = { ...frequencies }
  rebuild(copy, copy.keys.length, (count) => (count < countMin ? 0 : count))
  return copy
}

/** The table as bytes: hashes ascending as differences, counts beside them, both as LEB128 numbers. */
export function encodeFrequencies(frequencies: Frequencies): Uint8Array {
  const entries: (readonly [number, number])[] = []
  for (let at = 0; at < frequencies.keys.length; at++) {
    const key = frequencies.keys[at] ?? 0
    if (key !== 0) entries.push([key - 1, frequencies.counts[at] ?? 0])
  }
  entries.sort((left, right) => left[0] - right[0])
  const bytes: number[] = [magic, version]
  pushNumber(bytes, frequencies.documents)
  pushNumber(bytes, entries.length)
  let before = 0
  for (const [hash, count] of entries) {
    pushNumber(bytes, hash - before)
    pushNumber(bytes, count)
    before = hash
  }
  return Uint8Array.from(bytes)
}

/** Reads what `encodeFrequencies` wrote. Throws RangeError for anything else. */
export function decodeFrequencies(bytes: Uint8Array): Frequencies {
  if (bytes[0] !== magic || bytes[1] !== version) throw new RangeError('not a table of document frequencies')
  const reader = { bytes, at: 2 }
  const frequencies = emptyFrequencies()
  frequencies.documents = readNumber(reader)
  const size = readNumber(reader)
  let hash = 0
  for (let index = 0; index < size; index++) {
    hash += readNumber(reader)
    addCount(frequencies, hash & hashMask, readNumber(reader))
  }
  return frequencies
}

function pushNumber(bytes: number[], value: number): void {
  let left = value
  while (left >= 0x80) {
    bytes.push((left & 0x7f) | 0x80)
    left >>>= 7
  }
  bytes.push(left)
}

function readNumber(reader: { readonly bytes: Uint8Array; at: number }): number {
  let value = 0
  for (let shift = 0; shift <= 28; shift += 7) {
    const byte = reader.bytes[reader.at++]
    if (byte === undefined) throw new RangeError('the document frequencies end too early')
    value |= (byte & 0x7f) << shift
    if (byte < 0x80) return value >>> 0
  }
  throw new RangeError('a number of the document frequencies is too long')
}
