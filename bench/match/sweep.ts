/**
 * Prints what each threshold of a verdict buys: one at a time is moved, the others stay, on two halves of the pairs that
 * count rare words in each other.
 * Usage: node bench/match/sweep.ts DOCS.jsonl.gz PAIRS.jsonl.gz [THRESHOLD]
 */
import process from 'node:process'
import { decideFinding } from '../../src/match/decide-finding.ts'
import { shippedThresholds } from '../../src/match/thresholds.ts'
import type { Thresholds } from '../../src/match/thresholds.ts'
import { judgePairs, measureHalves, readLabelledSet } from './measured-pairs.ts'

const [documentsFile, pairsFile, only] = process.argv.slice(2)
if (documentsFile === undefined || pairsFile === undefined)
  throw new Error('usage: node bench/match/sweep.ts DOCS.jsonl.gz PAIRS.jsonl.gz [THRESHOLD]')
const pairs = measureHalves(readLabelledSet(documentsFile, pairsFile), 1).flat()

/** Seven values around the shipped one: half to one and a half of it, whole where it is a count. */
function valuesAround(shipped: number): readonly number[] {
  const factors = [0.5, 0.7, 0.85, 1, 1.15, 1.3, 1.5]
  const values = factors.map((factor) =>
    shipped >= 2 ? Math.round(shipped * factor) : Number((shipped * factor).toPrecision(2)),
  )
  return [...new Set(values)]
}

const counted = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')

/** Of the pairs that are not folded, how many are called related: reports of one event, and strangers. */
function related(thresholds: Thresholds): string {
  const share = (kind: RegExp): string => {
    const kinds = pairs.map(({ pair, scores }) =>
      kind.test(pair.category) ? decideFinding(scores, thresholds).kind : undefined,
    )
    const of = kinds.filter((found) => found !== undefined).length
    return `${kinds.filter((found) => found === 'related').length} of ${of}`
  }
  return `related: ${share(/^same-event/)} of one event, ${share(/^strangers/)} strangers`
}

function outcome(thresholds: Thresholds): string {
  const { precision, recall, meanRecall, wrong, missed } = judgePairs(pairs, thresholds)
  const figures = [precision, recall, meanRecall].map((figure) => figure.toFixed(4)).join(' ')
  return `${figures} wrong: ${counted(wrong)}; missed: ${counted(missed)}; ${related(thresholds)}`
}

const shippedOutcome = outcome(shippedThresholds)
console.log(`precision, recall, mean recall over kinds\n* ${shippedOutcome}`)
for (const [name, shipped] of Object.entries(shippedThresholds) as [keyof Thresholds, number][]) {
  if (only !== undefined && only !== name) continue
  console.log(`\n${name}`)
  for (const value of valuesAround(shipped)) {
    const found = outcome({ ...shippedThresholds, [name]: value })
    const mark = value === shipped ? '*' : ' '
    console.log(`${mark} ${String(value).padStart(6)} ${found === shippedOutcome ? 'the same' : found}`)
  }
}
