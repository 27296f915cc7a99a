/**
 * Prints what the matcher costs and finds beside plain MinHash with banded look-up and SimHash with look-up by blocks, on
 * the same articles in one run: every document is made, looked up, compared and remembered in order of time.
 * Usage: node --expose-gc bench/match/run.ts DOCS.jsonl.gz PAIRS.jsonl.gz [ARTICLES of 800 words, default 3000]
 */
import process from 'node:process'
import { encodeFingerprint } from '../../src/fingerprint/encode.ts'
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import { readDocuments, readPairs } from './read-documents.ts'
import type { BenchDocument } from './read-documents.ts'
import { BlockIndex, BandIndex, MatcherIndex } from './windows.ts'
import type { Look } from './windows.ts'

const [documentsFile, pairsFile, articles = '3000'] = process.argv.slice(2)
if (documentsFile === undefined || pairsFile === undefined)
  throw new Error('usage: node --expose-gc bench/match/run.ts DOCS.jsonl.gz PAIRS.jsonl.gz [ARTICLES]')
const documents = readDocuments(documentsFile).toSorted((one, other) => timeOf(one) - timeOf(other))
const pairs = readPairs(pairsFile).filter(({ label }) => label !== 'graded')

function timeOf({ published }: BenchDocument): number {
  const timeMs = Date.parse(published)
  return Number.isNaN(timeMs) ? 0 : timeMs
}

function cpuUs(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

// What the collector leaves: heap and arrays beside it.
function heldBytes(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** `folded` holds `earlier later` of every two documents that look-up brought together and comparing called the same. */
interface Run {
  readonly folded: ReadonlySet<string>
  readonly us: { readonly make: number; readonly find: number; readonly verify: number; readonly add: number }
  readonly compared: number
  readonly windowBytes: number
}

function runStream<State>(look: Look<State>): Run {
  const folded = new Set<string>()
  const us = { make: 0, find: 0, verify: 0, add: 0 }
  let compared = 0
  const before = heldBytes()
  for (const [number, document] of documents.entries()) {
    const times = [cpuUs()]
    const state = look.make(document)
    times.push(cpuUs())
    const candidates = look.find(state)
    times.push(cpuUs())
    const same = look.verify(state, candidates)
    times.push(cpuUs())
    look.add(number, state)
    times.push(cpuUs())
    for (const [at, part] of (['make', 'find', 'verify', 'add'] as const).entries())
      us[part] += (times[at + 1] ?? 0) - (times[at] ?? 0)
    compared += candidates.length
    for (const earlier of same) folded.add(`${documents[earlier]?.id} ${document.id}`)
  }
  return { folded, us, compared, windowBytes: (heldBytes() - before) / documents.length }
}

function printRow(name: string, { folded, us, compared, windowBytes }: Run, stateBytes: number): void {
  const total = { right: 0, wrong: 0, missed: 0 }
  for (const { a, b, label } of pairs) {
    const merged = folded.has(`${a} ${b}`) || folded.has(`${b} ${a}`)
    const same = label === 'duplicate' || label === 'spun'
    if (merged) total[same ? 'right' : 'wrong']++
    else if (same) total.missed++
  }
  const each = (value: number): string => (value / documents.length).toFixed(0)
  const figures = [
    (total.right / Math.max(1, total.right + total.wrong)).toFixed(4),
    (total.right / Math.max(1, total.right + total.missed)).toFixed(4),
    String(Math.round((documents.length * 1e6) / us.make)),
    each(us.find),
    each(us.add),
    (us.verify / Math.max(1, compared)).toFixed(1),
    (compared / documents.length).toFixed(2),
    stateBytes.toFixed(0),
    windowBytes.toFixed(0),
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
  const before = cpuUs()
  for (const text of texts) fingerprintText({ title: '', text })
  console.log(`fingerprints of 800 words: ${Math.round((count * 1e6) / (cpuUs() - before))} a CPU second`)
}

const stored = documents.reduce(
  (sum, document) => sum + encodeFingerprint(fingerprintText(document)).length,
  0,
)
console.log(`${documents.length} documents, ${pairs.length} pairs; CPU microseconds, bytes an article`)
console.log(
  'method                         precision    recall  made/CPUs   look-up       add  verify/1  compared    stored    window',
)
printRow('SimHash64, 4 blocks, <= 3', runStream(new BlockIndex()), 8)
printRow('MinHash128, 32 bands, J >= .7', runStream(new BandIndex()), 512)
printRow('headwater', runStream(new MatcherIndex()), stored / documents.length)
fingerprints(Number(articles))
