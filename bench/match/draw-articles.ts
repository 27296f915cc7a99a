/**
 * Writes encoded fingerprints to standard output for `window.ts`: the number of the article it copies (0 for none) in 4
 * bytes, the length in 2, the bytes. They are as long as real articles, in sentences and with quotations of the same
 * lengths; words, names and figures are drawn by how often they stand in the documents (Zipf's law as it is), and, as
 * Heaps' law has it, the vocabulary grows with what was written.
 * Usage: node bench/match/draw-articles.ts DOCS.jsonl.gz COUNT
 */
import process from 'node:process'
import { decodeFingerprint, encodeFingerprint } from '../../src/fingerprint/encode.ts'
import { fingerprintText, type Fingerprint } from '../../src/fingerprint/fingerprint.ts'
import { hashMask, mark } from '../../src/fingerprint/token-hash.ts'
import { readDocuments } from './read-documents.ts'

/** One article in eight is a copy with every fifth word changed: of one of the last thousand, or of any there was. */
const copyEvery = 8
const recentMax = 1_000
const anyMax = 4_096
const changedOneIn = 5
/** Of the others, one in three tells what another one tells in words of its own: every third word is one of its words. */
const eventEvery = 3
const eventWordOneIn = 3
// Of the words of an article 1.7 % stand in none of 4,000 others; of a big stream's next article so many are new as
// Heaps' law says, a share that falls with the square root (1978, here with exponent .47: measured on the documents).
const unlistedShare = 0.017
const unlistedAt = 4_000

let seed = 1
function luck(below: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}

interface Written {
  readonly number: number
  readonly bytes: Uint8Array
}

const shapes = readDocuments(process.argv[2] ?? '').map((document) => fingerprintText(document))
const pool = Uint32Array.from(shapes.flatMap(({ tokens }) => [...tokens]))
const invented: number[] = []
/** Originals: the last ones, and a fair choice of all (Vitter 1985). */
const recent: Written[] = []
const any: Written[] = []

/** A word of the documents, or one that stands in none of them: new, or met before in the stream. */
function drawWord(number: number): number {
  const drawn = (pool[luck(pool.length)] ?? 0) & ~mark.quoted
  const chance = luck(1_000_000) / 1_000_000
  if (chance >= unlistedShare) return drawn
  const known = invented[luck(invented.length)]
  const isNew = chance < unlistedShare * Math.min(1, Math.sqrt(unlistedAt / number)) || known === undefined
  const hash = isNew ? luck(hashMask + 1) : known
  if (isNew) invented.push(hash)
  return (drawn & ~hashMask) | hash
}

/** Every word becomes another one, the same each time it stands there; what was quoted stays quoted. */
function redrawn(tokens: Uint32Array, drawOne: () => number): Uint32Array {
  const instead = new Map<number, number>()
  return tokens.map((token) => {
    const word = token & ~mark.quoted
    const drawn = instead.get(word) ?? drawOne()
    instead.set(word, drawn)
    return drawn | (token & mark.quoted)
  })
}

function drawCopy(number: number, original: Written): Fingerprint {
  const fingerprint = decodeFingerprint(original.bytes)
  const tokens = fingerprint.tokens.map((token) =>
    luck(changedOneIn) > 0 ? token : drawWord(number) | (token & mark.quoted),
  )
  return { ...fingerprint, tokens }
}

function drawOriginal(number: number): Fingerprint {
  const shape = shapes[luck(shapes.length)]
  if (shape === undefined) throw new RangeError('no documents')
  const other = luck(eventEvery) === 0 ? recent[luck(recent.length)] : undefined
  const words = other === undefined ? new Uint32Array(0) : decodeFingerprint(other.bytes).tokens
  const drawOne = (): number =>
    words.length > 0 && luck(eventWordOneIn) === 0
      ? (words[luck(words.length)] ?? 0) & ~mark.quoted
      : drawWord(number)
  return { ...shape, tokens: redrawn(shape.tokens, drawOne) }
}

function keep(written: Written): void {
  recent[written.number % recentMax] = written
  if (any.length < anyMax) any.push(written)
  else {
    const place = luck(written.number)
    if (place < anyMax) any[place] = written
  }
}

async function write(copyOf: number, bytes: Uint8Array): Promise<void> {
  const frame = Buffer.alloc(6 + bytes.length)
  frame.writeUInt32LE(copyOf, 0)
  frame.writeUInt16LE(bytes.length, 4)
  frame.set(bytes, 6)
  if (!process.stdout.write(frame)) await new Promise((resolve) => process.stdout.once('drain', resolve))
}

const count = Number(process.argv[3])
for (let number = 1; number <= count; number++) {
  const originals = luck(2) === 0 ? recent : any
  const original = number % copyEvery === 0 ? originals[luck(originals.length)] : undefined
  const drawn = original === undefined ? drawOriginal(number) : drawCopy(number, original)
  const bytes = encodeFingerprint(drawn)
  if (original === undefined) keep({ number, bytes })
  await write(original?.number ?? 0, bytes)
}
