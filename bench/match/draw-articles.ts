/**
 * Writes encoded fingerprints to standard output for `window.ts`: the number of the article it copies (0 for none) in 4
 * bytes, the length in 2, the bytes. They are as long as real articles, in sentences of the same lengths; words are drawn
 * by how often they stand in the documents, and, as Heaps' law has it, the vocabulary grows with what was written.
 * Usage: node bench/match/draw-articles.ts DOCS.jsonl.gz COUNT
 */
import process from 'node:process'
import { encodeFingerprint } from '../../src/fingerprint/encode.ts'
import { fingerprintText, type Fingerprint } from '../../src/fingerprint/fingerprint.ts'
import { hashMask } from '../../src/fingerprint/token-hash.ts'
import { readDocuments } from './read-documents.ts'

/** One article in eight is a copy with every fifth word changed, of one of the last thousand. */
const copyEvery = 8
const copyAgeMax = 1_000
const changedOneIn = 5
// Of the words of an article 1.7 % stand in none of 4,000 others; of a big stream's next article so many are new as
// Heaps' law says, a share that falls with the square root (1978, here with exponent .47: measured on the documents).
const unlistedShare = 0.017
const unlistedAt = 4_000

let seed = 1
function luck(below: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}

const shapes = readDocuments(process.argv[2] ?? '').map((document) => fingerprintText(document))
const pool = Uint32Array.from(shapes.flatMap(({ tokens }) => [...tokens]))
const invented: number[] = []
const recent: { readonly number: number; readonly fingerprint: Fingerprint }[] = []

/** A word of the documents, or one that stands in none of them: new, or met before in the stream. */
function drawToken(number: number): number {
  const drawn = pool[luck(pool.length)] ?? 0
  const chance = luck(1_000_000) / 1_000_000
  if (chance >= unlistedShare) return drawn
  const known = invented[luck(invented.length)]
  const isNew = chance < unlistedShare * Math.min(1, Math.sqrt(unlistedAt / number)) || known === undefined
  const hash = isNew ? luck(hashMask + 1) : known
  if (isNew) invented.push(hash)
  return (drawn & ~hashMask) | hash
}

// Every word becomes another one, the same each time it stands there.
function redrawn(tokens: Uint32Array, number: number): Uint32Array {
  const instead = new Map<number, number>()
  for (const token of tokens) if (!instead.has(token)) instead.set(token, drawToken(number))
  return tokens.map((token) => instead.get(token) ?? token)
}

function draw(number: number): { readonly copyOf: number; readonly fingerprint: Fingerprint } {
  const copied = number % copyEvery === 0 ? recent[luck(recent.length)] : undefined
  const shape = copied?.fingerprint ?? shapes[luck(shapes.length)]
  if (shape === undefined) throw new RangeError('no documents')
  const tokens =
    copied === undefined
      ? redrawn(shape.tokens, number)
      : shape.tokens.map((token) => (luck(changedOneIn) > 0 ? token : drawToken(number)))
  const fingerprint = { ...shape, tokens }
  if (copied === undefined) recent[number % copyAgeMax] = { number, fingerprint }
  return { copyOf: copied?.number ?? 0, fingerprint }
}

const count = Number(process.argv[3])
for (let number = 1; number <= count; number++) {
  const { copyOf, fingerprint } = draw(number)
  const bytes = encodeFingerprint(fingerprint)
  const frame = Buffer.alloc(6 + bytes.length)
  frame.writeUInt32LE(copyOf, 0)
  frame.writeUInt16LE(bytes.length, 4)
  frame.set(bytes, 6)
  if (!process.stdout.write(frame)) await new Promise((resolve) => process.stdout.once('drain', resolve))
}
