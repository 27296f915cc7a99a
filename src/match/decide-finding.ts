/** What two texts are to one another, from measured scores alone. */
import type { Scores, VerdictKind } from '../model/verdict.ts'
import type { Finding } from './compare-fingerprints.ts'
import type { Thresholds } from './thresholds.ts'

/** Decides: `nearDuplicate`, `spun`, `related` or `new`, with the rule that decided and whatever forbade folding. */
export function decideFinding(scores: Scores, thresholds: Thresholds): Finding {
  const score = (name: string): number => scores[name] ?? 0
  const found = copyRule(score, thresholds)
  if (found === undefined) return { ...unfolded(score, thresholds), scores, vetoes: [] }
  const { kind, reason, needsSign = false } = found
  const vetoes = [
    ...(needsSign && !hasSign(score, thresholds) ? ['neither the opening nor the figures agree'] : []),
    ...vetoesAgainst(score, thresholds),
  ]
  if (vetoes.length > 0)
    return { kind: 'related', scores, vetoes, reason: `${reason}, but ${vetoes.join('; ')}` }
  return { kind, reason, scores, vetoes }
}

/**
 * Whether the scores say copy before any veto. A score of the slots that is missing counts as nothing changed, one of the
 * telling as nothing told.
 */
export function mayBeCopy(scores: Scores, thresholds: Thresholds): boolean {
  return copyRule((name) => scores[name] ?? 0, thresholds) !== undefined
}

type Score = (name: string) => number

interface Judgement {
  readonly kind: VerdictKind
  readonly reason: string
}

interface Rule extends Judgement {
  /** The rule says copy only together with a second sign. */
  readonly needsSign?: boolean
}

function copyRule(score: Score, thresholds: Thresholds): Rule | undefined {
  const words = score('wordsOfShorter')
  if (words < thresholds.containmentWordsMin) return undefined
  const verbatim = contained(score)
  if (verbatim >= thresholds.containmentMin) {
    return {
      kind: 'nearDuplicate',
      reason: `${percent(verbatim)} of the shorter text stands word for word in the longer`,
    }
  }
  if (words < thresholds.spunWordsMin) return undefined
  const aligned = score('alignment')
  const nothingChanged = changedShare(score) <= thresholds.changedShareMax
  if (aligned >= thresholds.alignmentMin || (aligned >= thresholds.alignmentUnchangedMin && nothingChanged)) {
    const reason = `the sentences of both align to ${percent(aligned)}`
    return { kind: score('jaccard') >= thresholds.verbatimJaccardMin ? 'nearDuplicate' : 'spun', reason }
  }
  if (
    score('alignmentOfSmaller') >= thresholds.abridgedAlignmentMin &&
    verbatim >= thresholds.abridgedContainmentMin
  ) {
    const reason = `the longer text tells ${percent(score('alignmentOfSmaller'))} of the shorter in its order`
    return { kind: 'nearDuplicate', reason }
  }
  if (score('telling') >= thresholds.tellingFiguresMin && score('ownShare') >= thresholds.ownShareMin) {
    const reason = `the same things are told in the same order in other words (${score('telling').toFixed(2)})`
    return { kind: 'spun', reason, needsSign: score('telling') < thresholds.tellingMin }
  }
  return undefined
}

/**
 * Whether something besides the telling says copy. A machine that rewords begins where the original begins and leaves
 * figures alone; two reporters of one event begin elsewhere, and do not pick the same eight figures in the same order.
 */
function hasSign(score: Score, thresholds: Thresholds): boolean {
  if (score('figuresChanged') > 0) return false
  if (score('telling') >= thresholds.tellingOpeningMin && score('opening') >= thresholds.openingToldMin)
    return true
  return (
    score('figuresSame') >= thresholds.figuresToldMin &&
    score('numbersShared') >= thresholds.numbersToldMin * Math.max(1, score('numbersOfFewer'))
  )
}

function contained(score: Score): number {
  return Math.max(score('containment'), score('ownContainment'))
}

const goesOn = 'goes on with another matter'

/** Whether a comparison was kept from folding because one of the texts is a digest. */
export function saysDigest({ vetoes }: Pick<Finding, 'vetoes'>): boolean {
  return vetoes.some((veto) => veto.includes(goesOn))
}

function vetoesAgainst(score: Score, thresholds: Thresholds): readonly string[] {
  const vetoes: string[] = []
  const figures = score('figuresSame') + score('figuresChanged')
  if (slotsDiffer(score, thresholds)) {
    const names = score('namesSame') + score('namesChanged')
    vetoes.push(
      `the slots of the form differ: ${score('figuresChanged')} of ${figures} figures and dates, ${score('namesChanged')} of ${names} names`,
    )
  }
  // Spanish, French, Italian and Portuguese translations of one report share names, figures and stems enough to look spun;
  // what stands there word for word was only taken for another language.
  if (score('languagesDiffer') > 0 && contained(score) < thresholds.containmentMin)
    vetoes.push('the languages differ')
  const fewer = score('numbersOfFewer')
  if (fewer >= thresholds.numbersMin && score('numbersShared') / fewer < thresholds.numbersSharedMin) {
    vetoes.push(`the numbers differ: ${score('numbersShared')} of ${fewer} shared`)
  }
  if (score('opening') < thresholds.openingMin && score('telling') < thresholds.openingTellingMin) {
    vetoes.push(`the openings differ: ${percent(score('opening'))} of the first sentences aligned`)
  }
  const [least = 1, most = 1] = [score('leftRestAlike'), score('rightRestAlike')].sort(
    (one, other) => one - other,
  )
  if (most < thresholds.restsAlikeMin) vetoes.push(`each of them ${goesOn}`)
  else if (least < thresholds.restAlikeMin && score('titles') < thresholds.restTitlesMin)
    vetoes.push(`one of them ${goesOn}, under a title of its own`)
  return vetoes
}

function slotsDiffer(score: Score, thresholds: Thresholds): boolean {
  const changed = score('figuresChanged')
  if (changed < thresholds.slotsMin) return false
  const share = changed / (changed + score('figuresSame'))
  const short = score('wordsOfShorter') < thresholds.templateWordsMax
  const shareMin = short ? thresholds.slotShareMin : thresholds.slotShareOfLongMin
  const isForm = score('formShared') >= thresholds.formSharedMin
  if (isForm && share >= shareMin) return true
  if (share >= thresholds.slotShareMin && changedShare(score) >= thresholds.slotsAndNamesShareMin) return true
  return isForm && short && changedShare(score) >= thresholds.slotsAndNamesShareOfFormMin
}

// Of figures, dates and names together.
function changedShare(score: Score): number {
  const changed = score('figuresChanged') + score('namesChanged')
  return changed / Math.max(1, changed + score('figuresSame') + score('namesSame'))
}

function unfolded(score: Score, thresholds: Thresholds): Judgement {
  const related =
    score('alignment') >= thresholds.relatedAlignmentMin ||
    score('containment') >= thresholds.relatedContainmentMin
  return related
    ? { kind: 'related', reason: 'the same event in another telling' }
    : { kind: 'new', reason: 'too little is told in common' }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
