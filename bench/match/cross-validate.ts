/**
 * Prints how much the figures vary between halves of the labelled pairs, and how near to the line each kind comes.
 * Usage: node bench/match/cross-validate.ts DOCS.jsonl.gz PAIRS.jsonl.gz [SPLITS, default 10]
 */
import process from 'node:process'
import { decideFinding } from '../../src/match/decide-finding.ts'
import { shippedThresholds } from '../../src/match/thresholds.ts'
import { isCopyKind } from '../../src/model/verdict.ts'
import { judgePairs, measureHalves, readLabelledSet } from './measured-pairs.ts'
import type { MeasuredPair } from './measured-pairs.ts'

const [documentsFile, pairsFile, splitsTyped = '10'] = process.argv.slice(2)
if (documentsFile === undefined || pairsFile === undefined)
  throw new Error('usage: node bench/match/cross-validate.ts DOCS.jsonl.gz PAIRS.jsonl.gz [SPLITS]')
const set = readLabelledSet(documentsFile, pairsFile)
const splits = Array.from({ length: Number(splitsTyped) }, (_, at) => measureHalves(set, at + 1))

function spread(name: string, values: readonly number[]): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const [low, high] = [Math.min(...values), Math.max(...values)]
  console.log(
    `${name.padEnd(28)} mean ${mean.toFixed(4)}  lowest ${low.toFixed(4)}  highest ${high.toFixed(4)}`,
  )
}

const halves = splits.flat().map((pairs) => judgePairs(pairs, shippedThresholds))
console.log(`${splits.length} splits by event, ${halves.length} halves, rare words counted in the other half`)
spread(
  'precision',
  halves.map(({ precision }) => precision),
)
spread(
  'recall',
  halves.map(({ recall }) => recall),
)
spread(
  'mean recall over kinds',
  halves.map(({ meanRecall }) => meanRecall),
)

/**
 * How far all its thresholds must move together before a pair changes sides: the factor nearest to 1, in steps of .02,
 * with which what has to be reached is lowered or what forbids is raised.
 */
function slack({ scores, folds }: MeasuredPair): number {
  const isFolded = (factor: number): boolean => {
    const { containmentMin, alignmentMin, alignmentUnchangedMin, abridgedAlignmentMin, tellingMin } =
      shippedThresholds
    const moved = {
      containmentMin: containmentMin * factor,
      alignmentMin: alignmentMin * factor,
      alignmentUnchangedMin: alignmentUnchangedMin * factor,
      abridgedAlignmentMin: abridgedAlignmentMin * factor,
      tellingMin: tellingMin * factor,
    }
    return isCopyKind(decideFinding(scores, { ...shippedThresholds, ...moved }).kind)
  }
  const step = folds ? 0.02 : -0.02
  for (let moves = 0; moves <= 25; moves++) if (isFolded(1 + step * moves) !== folds) return moves * 2
  return 52
}

const bySlack = Map.groupBy(
  splits.flatMap((both) => both.flat()),
  ({ pair, folds }) => `${folds ? 'fold ' : 'apart'} ${pair.category}`,
)
console.log('\npairs on the wrong side, and of the others how many change sides when the rules are moved by:')
console.log(`${'kind'.padEnd(32)}   wrong   <=4 %  <=10 %  <=20 %  <=30 %  of`)
for (const [kind, pairs] of [...bySlack].toSorted(([one], [other]) => one.localeCompare(other))) {
  const moves = pairs.map(slack)
  const within = (most: number): string =>
    (moves.filter((move) => move > 0 && move <= most).length / splits.length).toFixed(1).padStart(7)
  const wrong = (moves.filter((move) => move === 0).length / splits.length).toFixed(1).padStart(7)
  const of = (pairs.length / splits.length).toFixed(0)
  console.log(`${kind.padEnd(32)} ${wrong} ${within(4)} ${within(10)} ${within(20)} ${within(30)}  ${of}`)
}
