/**
 * Prints one table: the matcher beside plain implementations of seven methods on the same labelled pairs, quality and cost.
 * Usage: node bench/match/methods.ts DOCS.jsonl.gz PAIRS.jsonl.gz
 */
import process from 'node:process'
import { encodeFingerprint } from '../../src/fingerprint/encode.ts'
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import { isCopyKind } from '../../src/model/verdict.ts'
import { compareSides } from '../../src/match/compare-fingerprints.ts'
import { prepareSide } from '../../src/match/prepare-side.ts'
import { seedFrequencies } from '../../src/match/seed-frequencies.ts'
import { shippedThresholds } from '../../src/match/thresholds.ts'
import { exactHash } from './methods/exact-hash.ts'
import { namesAndNumbers } from './methods/names-and-numbers.ts'
import { countDocuments, jaccard } from './methods/plain-words.ts'
import { rareSequence, sequenceShare } from './methods/rare-sequence.ts'
import { spotSignatures } from './methods/spot-sigs.ts'
import { cosine, textVector } from './methods/tf-idf.ts'
import { learnBoilerplate } from './measured-pairs.ts'
import { estimateJaccard, minHash } from './min-hash.ts'
import { readDocuments, readPairs } from './read-documents.ts'
import type { BenchDocument } from './read-documents.ts'
import { hammingDistance, simHash } from './sim-hash.ts'

const [documentsFile, pairsFile] = process.argv.slice(2)
if (documentsFile === undefined || pairsFile === undefined)
  throw new Error('usage: node bench/match/methods.ts DOCS.jsonl.gz PAIRS.jsonl.gz')
const documents = readDocuments(documentsFile)
const pairs = readPairs(pairsFile).filter(({ label }) => label !== 'graded')

/** A way to recognise an article: what is kept of it, how big that is, and what counts as the same. */
interface Method<State> {
  readonly name: string
  readonly make: (document: BenchDocument) => State
  readonly folds: (left: State, right: State) => boolean
  readonly bytes: (state: State) => number
}

interface Row {
  readonly name: string
  readonly folded: readonly boolean[]
  readonly makeUs: number
  readonly compareUs: number
  readonly bytes: number
}

/** CPU microseconds of a call. */
function cost(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

function run<State>({ name, make, folds, bytes }: Method<State>): Row {
  const made = new Map<string, State>()
  const makeUs = cost(() => documents.forEach((document) => made.set(document.id, make(document))))
  const folded: boolean[] = []
  const compareUs = cost(() => {
    for (const { a, b } of pairs) {
      const [left, right] = [made.get(a), made.get(b)]
      folded.push(left !== undefined && right !== undefined && folds(left, right))
    }
  })
  const kept = [...made.values()].reduce((sum, state) => sum + bytes(state), 0)
  return {
    name,
    folded,
    makeUs: makeUs / documents.length,
    compareUs: compareUs / pairs.length,
    bytes: kept / documents.length,
  }
}

const isSame = (label: string): boolean => label === 'duplicate' || label === 'spun'

/** How many of the pairs that `only` takes were folded. */
function count({ folded }: Row, only: (pair: (typeof pairs)[number]) => boolean): number {
  return pairs.filter((pair, at) => only(pair) && folded[at] === true).length
}

function render(row: Row): readonly string[] {
  const right = count(row, ({ label }) => isSame(label))
  const wrong = count(row, ({ label }) => !isSame(label))
  const same = pairs.filter(({ label }) => isSame(label))
  const kinds = [...new Set(same.map(({ category }) => category))]
  const recalls = kinds.map(
    (kind) =>
      count(row, ({ label, category }) => isSame(label) && category === kind) /
      same.filter(({ category }) => category === kind).length,
  )
  const of = (kind: RegExp): string => String(count(row, ({ category }) => kind.test(category)))
  return [
    row.name,
    (right / Math.max(1, right + wrong)).toFixed(4),
    (right / same.length).toFixed(3),
    (recalls.reduce((sum, recall) => sum + recall, 0) / kinds.length).toFixed(3),
    of(/^real-spun/),
    of(/^wmt-orig/),
    of(/^same-event/),
    String(wrong),
    String(Math.round(1e6 / row.makeUs)),
    row.compareUs.toFixed(1),
    row.bytes.toFixed(0),
  ]
}

const counts = countDocuments(documents.map(({ text }) => text))
const frequencies = seedFrequencies()
const strip = learnBoilerplate(documents)

const byWords = (cosineMin: number): Row =>
  run({
    name: `tf-idf, cosine >= ${cosineMin}`,
    make: ({ text }) => textVector(text, counts),
    folds: (left, right) => cosine(left, right) >= cosineMin,
    bytes: ({ size }) => size * 8,
  })
const byNames = (jaccardMin: number): Row =>
  run({
    name: `names and numbers, J >= ${jaccardMin}`,
    make: ({ text }) => namesAndNumbers(text),
    folds: (left, right) => jaccard(left, right) >= jaccardMin,
    bytes: ({ size }) => size * 4,
  })

// Thresholds as published; where two are given the second has the best F1 on these pairs in steps of .05, and so has
// that of the rare words.
const rows: readonly Row[] = [
  run({
    name: 'exact hash',
    make: ({ text }) => exactHash(text),
    folds: (left, right) => left === right,
    bytes: () => 32,
  }),
  run({
    name: 'SimHash64, Hamming <= 3',
    make: ({ text }) => simHash(text),
    folds: (left, right) => hammingDistance(left, right) <= 3,
    bytes: () => 8,
  }),
  run({
    name: 'MinHash128, 5-grams, J >= 0.7',
    make: ({ text }) => minHash(text),
    folds: (left, right) => estimateJaccard(left, right) >= 0.7,
    bytes: () => 512,
  }),
  run({
    name: 'SpotSigs, J >= 0.44',
    make: ({ text }) => spotSignatures(text),
    folds: (left, right) => jaccard(left, right) >= 0.44,
    bytes: ({ size }) => size * 4,
  }),
  byWords(0.6),
  byWords(0.5),
  byNames(0.5),
  byNames(0.35),
  run({
    name: 'rare words in order, LCS >= 0.25',
    make: ({ text }) => rareSequence(text, counts),
    folds: (left, right) => sequenceShare(left, right) >= 0.25,
    bytes: ({ length }) => length * 4,
  }),
  run({
    name: 'Headwater',
    make: (document) => fingerprintText({ title: document.title, text: strip(document) }),
    folds: (left, right) =>
      isCopyKind(
        compareSides(prepareSide(left, frequencies), prepareSide(right, frequencies), shippedThresholds).kind,
      ),
    bytes: (fingerprint) => encodeFingerprint(fingerprint).length,
  }),
]

const kindPairs = (kind: RegExp): number => pairs.filter(({ category }) => kind.test(category)).length
const header = [
  'method',
  'P',
  'R',
  'mean R',
  `real spun, of ${kindPairs(/^real-spun/)}`,
  `round trip, of ${kindPairs(/^wmt-orig/)}`,
  `same event folded, of ${kindPairs(/^same-event/)}`,
  `any folded wrongly, of ${pairs.filter(({ label }) => !isSame(label)).length}`,
  'articles/CPU s',
  'us/comparison',
  'bytes/article',
]
console.log(`| ${header.join(' | ')} |\n|${' --- |'.repeat(header.length)}`)
for (const row of rows) console.log(`| ${render(row).join(' | ')} |`)
