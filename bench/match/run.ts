/**
 * Prints quality and cost beside plain MinHash and SimHash on the same labelled articles in one run.
 * Usage: node bench/match/run.ts DOCS.jsonl.gz PAIRS.jsonl.gz [ARTICLES, default 3000]
 */
import process from 'node:process'
import { encodeFingerprint } from '../../src/fingerprint/encode.ts'
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import { compareSides } from '../../src/match/compare-fingerprints.ts'
import { prepareSide } from '../../src/match/prepare-side.ts'
import { seedFrequencies } from '../../src/match/seed-frequencies.ts'
import { shippedThresholds } from '../../src/match/thresholds.ts'
import { estimateJaccard, minHash } from './min-hash.ts'
import { readDocuments, readPairs } from './read-documents.ts'
import type { BenchDocument } from './read-documents.ts'
import { hammingDistance, simHash } from './sim-hash.ts'

const documents = readDocuments(process.argv[2] ?? '')
const pairs = readPairs(process.argv[3] ?? '').filter(({ label }) => label !== 'graded')
const articlesMax = Number(process.argv[4] ?? 3_000)
const byId = new Map(documents.map((document) => [document.id, document]))

/** CPU microseconds of a call. */
function cost(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

interface Method {
  readonly name: string
  readonly make: (document: BenchDocument) => unknown
  readonly folds: (left: never, right: never) => boolean
  readonly bytes: string
}

const frequencies = seedFrequencies()
const encodedBytes = documents.reduce(
  (sum, document) => sum + encodeFingerprint(fingerprintText(document)).length,
  0,
)
const methods: readonly Method[] = [
  {
    name: 'SimHash64, Hamming <= 3',
    make: ({ text }) => simHash(text),
    folds: (left, right) => hammingDistance(left, right) <= 3,
    bytes: '8',
  },
  {
    name: 'MinHash128, 5-grams, J >= .7',
    make: ({ text }) => minHash(text),
    folds: (left, right) => estimateJaccard(left, right) >= 0.7,
    bytes: '512',
  },
  {
    name: 'headwater',
    make: (document) => prepareSide(fingerprintText(document), frequencies),
    folds: (left, right) =>
      ['spun', 'nearDuplicate'].includes(compareSides(left, right, shippedThresholds).kind),
    bytes: (encodedBytes / documents.length).toFixed(0),
  },
]

function measure({ name, make, folds, bytes }: Method): void {
  const made = new Map<string, unknown>()
  const makeUs =
    cost(() => documents.forEach((document) => made.set(document.id, make(document)))) / documents.length
  const total = { right: 0, wrong: 0, missed: 0 }
  const kinds = new Map<string, { pairs: number; merged: number }>()
  const compareUs =
    cost(() => {
      for (const { a, b, label, category } of pairs) {
        const merged = folds(made.get(a) as never, made.get(b) as never)
        const same = label === 'duplicate' || label === 'spun'
        if (merged && same) total.right++
        else if (merged) total.wrong++
        else if (same) total.missed++
        if (!same) continue
        const kind = kinds.get(category) ?? { pairs: 0, merged: 0 }
        kinds.set(category, { pairs: kind.pairs + 1, merged: kind.merged + (merged ? 1 : 0) })
      }
    }) / pairs.length
  const recalls = [...kinds.values()].map((kind) => kind.merged / kind.pairs)
  const mean = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length
  const precision = total.right / Math.max(1, total.right + total.wrong)
  const recall = total.right / (total.right + total.missed)
  const figures = [
    precision.toFixed(4),
    recall.toFixed(4),
    mean.toFixed(4),
    makeUs.toFixed(0),
    compareUs.toFixed(1),
    bytes,
  ]
  console.log([name.padEnd(30), ...figures.map((figure) => figure.padStart(9))].join(' '))
}

/** Articles of 800 words drawn from all words of the documents: what a fingerprint costs, in articles a CPU second. */
function fingerprints(count: number): void {
  const words = documents.flatMap(({ text }) => text.split(/\s+/))
  let seed = 1
  const word = (): string => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return words[Math.floor((seed / 2 ** 32) * words.length)] ?? ''
  }
  const sentence = (): string => `The ${Array.from({ length: 22 }, word).join(' ')}.`
  const texts = Array.from({ length: count }, () => Array.from({ length: 35 }, sentence).join(' '))
  const us = cost(() => texts.forEach((text) => fingerprintText({ title: '', text })))
  console.log(`fingerprints of 800 words: ${Math.round((count * 1e6) / us)} a CPU second`)
}

console.log(`${byId.size} documents, ${pairs.length} pairs`)
console.log(
  'method                         precision    recall  mean rec.   us/make us/compare bytes/article',
)
methods.forEach((method) => measure(method))
fingerprints(articlesMax)
