/** Labelled pairs with their scores, measured as on unseen data: rare words are counted in the other half of the documents. */
import { BoilerplateLearner } from '../../src/fingerprint/boilerplate.ts'
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import type { Fingerprint } from '../../src/fingerprint/fingerprint.ts'
import { CandidateIndex } from '../../src/match/candidate-index.ts'
import { chooseAnchors } from '../../src/match/choose-anchors.ts'
import { measureSides } from '../../src/match/compare-fingerprints.ts'
import { decideFinding } from '../../src/match/decide-finding.ts'
import { emptyFrequencies, learnTokens } from '../../src/match/frequencies.ts'
import type { Frequencies } from '../../src/match/frequencies.ts'
import { prepareSide } from '../../src/match/prepare-side.ts'
import type { Side } from '../../src/match/prepare-side.ts'
import type { Thresholds } from '../../src/match/thresholds.ts'
import { isCopyKind } from '../../src/model/verdict.ts'
import type { Scores } from '../../src/model/verdict.ts'
import { readDocuments, readPairs } from './read-documents.ts'
import type { BenchDocument, BenchPair } from './read-documents.ts'

export interface MeasuredPair {
  readonly pair: BenchPair
  /** Whether it should fold. */
  readonly folds: boolean
  readonly scores: Scores
}

export interface LabelledSet {
  readonly documents: readonly BenchDocument[]
  readonly pairs: readonly BenchPair[]
  readonly fingerprints: ReadonlyMap<string, Fingerprint>
  /** Documents of one text, one cluster, one event, or one pair have the same group. */
  readonly groupOf: (id: string) => string
}

export function readLabelledSet(documentsFile: string, pairsFile: string): LabelledSet {
  const documents = readDocuments(documentsFile)
  const pairs = readPairs(pairsFile).filter(({ label }) => label !== 'graded')
  const strip = learnBoilerplate(documents)
  const fingerprints = new Map(
    documents.map((document) => [
      document.id,
      fingerprintText({ title: document.title, text: strip(document) }),
    ]),
  )
  return { documents, pairs, fingerprints, groupOf: groupDocuments(documents, pairs) }
}

function hostOf({ url }: BenchDocument): string {
  return URL.parse(url)?.hostname.replace(/^www\./, '') ?? ''
}

/** What is left of a document once what its host repeats is gone; each cluster teaches once. */
export function learnBoilerplate(documents: readonly BenchDocument[]): (document: BenchDocument) => string {
  const learner = new BoilerplateLearner()
  const clusters = new Set<string>()
  for (const document of documents) {
    const host = hostOf(document)
    if (host === '' || clusters.has(document.cluster)) continue
    clusters.add(document.cluster)
    learner.learn(host, document.text)
  }
  return (document) => learner.strip(hostOf(document), document.text).text
}

/** Union by text, cluster, event and pair (Tarjan). */
function groupDocuments(
  documents: readonly BenchDocument[],
  pairs: readonly BenchPair[],
): (id: string) => string {
  const parent = new Map<string, string>()
  const find = (key: string): string => {
    let root = key
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up
    if (root !== key) parent.set(key, root)
    return root
  }
  const unite = (one: string, other: string): void => {
    const [a, b] = [find(one), find(other)]
    if (a !== b) parent.set(a, b)
  }
  for (const { id, text, cluster, event } of documents) {
    unite(`document ${id}`, `text ${text}`)
    if (cluster !== '') unite(`document ${id}`, `cluster ${cluster}`)
    if (event !== '') unite(`document ${id}`, `event ${event}`)
  }
  for (const { a, b } of pairs) unite(`document ${a}`, `document ${b}`)
  return (id) => find(`document ${id}`)
}

/** Both halves of the set, split by group, each with its strangers; `seed` chooses the split. */
export function measureHalves(set: LabelledSet, seed: number): readonly (readonly MeasuredPair[])[] {
  const isFirst = (id: string): boolean => hash(`${seed} ${set.groupOf(id)}`) % 2 === 0
  return [true, false].map((first) => {
    const here = set.documents.filter(({ id }) => isFirst(id) === first)
    const frequencies = countTokens(
      set,
      set.documents.filter(({ id }) => isFirst(id) !== first),
    )
    const sides = new Map<string, Side>()
    const sideOf = (id: string): Side => {
      const side = sides.get(id) ?? prepareSide(fingerprintOf(set, id), frequencies)
      sides.set(id, side)
      return side
    }
    const pairs = set.pairs.filter(({ a }) => isFirst(a) === first)
    return [...pairs, ...strangers(set, here, frequencies)].map((pair) => ({
      pair,
      folds: pair.label === 'duplicate' || pair.label === 'spun',
      scores: measureSides(sideOf(pair.a), sideOf(pair.b)),
    }))
  })
}

function fingerprintOf({ fingerprints }: LabelledSet, id: string): Fingerprint {
  const fingerprint = fingerprints.get(id)
  if (fingerprint === undefined) throw new Error(`a pair names ${id}, which is no document`)
  return fingerprint
}

function countTokens(set: LabelledSet, documents: readonly BenchDocument[]): Frequencies {
  const frequencies = emptyFrequencies()
  for (const { id } of documents) learnTokens(frequencies, fingerprintOf(set, id).tokens)
  return frequencies
}

/** Pairs of documents of different groups that share three rare words: what the window compares besides copies. */
function strangers(
  set: LabelledSet,
  documents: readonly BenchDocument[],
  frequencies: Frequencies,
): readonly BenchPair[] {
  const index = new CandidateIndex()
  const bySlot = new Map<number, string>()
  return documents.flatMap(({ id: b }) => {
    const anchors = chooseAnchors(fingerprintOf(set, b).tokens, frequencies)
    const found = index.find(anchors, 3).map(({ slot }) => bySlot.get(slot) ?? b)
    bySlot.set(index.add(anchors), b)
    return found
      .filter((a) => set.groupOf(a) !== set.groupOf(b))
      .map((a) => ({ a, b, label: 'unrelated', category: 'strangers' }))
  })
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b)
  return (value ^ (value >>> 13)) >>> 0
}

export interface Figures {
  readonly precision: number
  readonly recall: number
  readonly meanRecall: number
  /** Pairs of each kind that should stand apart and were folded; kinds without any are left out. */
  readonly wrong: Readonly<Record<string, number>>
  /** Pairs of each kind that should fold and were not. */
  readonly missed: Readonly<Record<string, number>>
}

/** What these thresholds make of the pairs. */
export function judgePairs(pairs: readonly MeasuredPair[], thresholds: Thresholds): Figures {
  const wrong: Record<string, number> = {}
  const missed: Record<string, number> = {}
  const kinds: Record<string, number> = {}
  let right = 0
  for (const { pair, folds, scores } of pairs) {
    const { category } = pair
    if (folds) kinds[category] = (kinds[category] ?? 0) + 1
    const folded = isCopyKind(decideFinding(scores, thresholds).kind)
    if (folded && folds) right++
    else if (folded) wrong[category] = (wrong[category] ?? 0) + 1
    else if (folds) missed[category] = (missed[category] ?? 0) + 1
  }
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((all, count) => all + count, 0)
  const recalls = Object.entries(kinds).map(([kind, all]) => 1 - (missed[kind] ?? 0) / all)
  return {
    precision: right / Math.max(1, right + sum(wrong)),
    recall: right / Math.max(1, right + sum(missed)),
    meanRecall: recalls.reduce((all, recall) => all + recall, 0) / Math.max(1, recalls.length),
    wrong,
    missed,
  }
}
