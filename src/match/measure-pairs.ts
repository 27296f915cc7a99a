/** Measures the matcher on labelled pairs: what it folds of what it should, kind by kind. */
import { BoilerplateLearner } from '../fingerprint/boilerplate.ts'
import { fingerprintText } from '../fingerprint/fingerprint.ts'
import { isCopyKind } from '../model/verdict.ts'
import { compareSides } from './compare-fingerprints.ts'
import type { Finding } from './compare-fingerprints.ts'
import { prepareSide } from './prepare-side.ts'
import type { Side } from './prepare-side.ts'
import { seedFrequencies } from './seed-frequencies.ts'
import { shippedThresholds } from './thresholds.ts'

export interface LabelledDocument {
  readonly id: string
  readonly title: string
  readonly text: string
  /** Host name of the document's address: whose boilerplate it may carry. Empty when unknown. */
  readonly host: string
  /** Documents with the same cluster are the same article. */
  readonly cluster: string
  /** Undefined when unknown. */
  readonly publishedMs: number | undefined
}

export interface LabelledPair {
  readonly a: string
  readonly b: string
  /** `duplicate` and `spun` should fold; `graded` is reported and not counted; anything else should not fold. */
  readonly label: string
  readonly category: string
}

export interface PairError {
  readonly a: string
  readonly b: string
  readonly category: string
  readonly expected: 'fold' | 'apart'
  readonly finding: Finding
}

export interface CategoryCount {
  readonly pairs: number
  readonly merged: number
}

export interface PairReport {
  readonly precision: number
  readonly recall: number
  /** Mean over the categories that should fold. */
  readonly meanRecall: number
  readonly categories: Readonly<Record<string, CategoryCount>>
  /** Pairs that name a document nobody gave. */
  readonly missing: number
  /** The clearest mistakes first. */
  readonly worst: readonly PairError[]
}

const worstMax = 10

/** Compares every pair after learning each host's boilerplate from all documents, once per cluster. */
export function measurePairs(
  documents: readonly LabelledDocument[],
  pairs: readonly LabelledPair[],
): PairReport {
  const sideOf = prepareSides(documents)
  const categories: Record<string, { pairs: number; merged: number; folds: boolean }> = {}
  const errors: PairError[] = []
  const total = { right: 0, wrong: 0, missed: 0 }
  let missing = 0
  for (const { a, b, label, category } of pairs) {
    const left = sideOf(a)
    const right = sideOf(b)
    if (left === undefined || right === undefined) {
      missing++
      continue
    }
    const finding = compareSides(left, right, shippedThresholds)
    const merged = isCopyKind(finding.kind)
    const folds = label === 'duplicate' || label === 'spun'
    const count = (categories[category] ??= { pairs: 0, merged: 0, folds })
    count.pairs++
    if (merged) count.merged++
    if (label === 'graded') continue
    if (merged && folds) total.right++
    else if (merged) total.wrong++
    else if (folds) total.missed++
    if (merged !== folds) errors.push({ a, b, category, expected: folds ? 'fold' : 'apart', finding })
  }
  const recalls = Object.values(categories)
    .filter(({ folds }) => folds)
    .map(({ pairs: of, merged }) => merged / of)
  return {
    precision: total.right / Math.max(1, total.right + total.wrong),
    recall: total.right / Math.max(1, total.right + total.missed),
    meanRecall: recalls.reduce((sum, recall) => sum + recall, 0) / Math.max(1, recalls.length),
    categories: Object.fromEntries(
      Object.entries(categories).map(([name, { pairs: of, merged }]) => [name, { pairs: of, merged }]),
    ),
    missing,
    worst: errors.sort((one, other) => clarity(other) - clarity(one)).slice(0, worstMax),
  }
}

// A wrong fold with a high score and a missed copy with a high score are both plain to see.
function clarity({ expected, finding }: PairError): number {
  return (
    (expected === 'apart' ? 10 : 0) + (finding.scores['telling'] ?? 0) + (finding.scores['alignment'] ?? 0)
  )
}

function prepareSides(documents: readonly LabelledDocument[]): (id: string) => Side | undefined {
  const learner = new BoilerplateLearner()
  const clusters = new Set<string>()
  for (const { id, host, cluster, text } of documents) {
    const key = cluster === '' ? id : cluster
    if (host === '' || clusters.has(key)) continue
    clusters.add(key)
    learner.learn(host, text)
  }
  const frequencies = seedFrequencies()
  const byId = new Map(documents.map((document) => [document.id, document]))
  const sides = new Map<string, Side>()
  return (id) => {
    const document = byId.get(id)
    if (document === undefined) return undefined
    const known = sides.get(id)
    if (known !== undefined) return known
    const { title, host } = document
    const { text } = learner.strip(host, document.text)
    const side = prepareSide(fingerprintText({ title, text }), frequencies)
    sides.set(id, side)
    return side
  }
}
