/** Whether the places that matter differ: figures, dates and names in sentences that otherwise say the same. */
import { mark } from '../fingerprint/token-hash.ts'
import type { SentencePair } from './align-sentences.ts'
import type { Side } from './prepare-side.ts'

export interface SlotScores {
  /** Numbers, months and weekdays that stand in both sentences of an aligned pair. */
  readonly figuresSame: number
  /** Those one sentence has where the other has another one. */
  readonly figuresChanged: number
  readonly namesSame: number
  readonly namesChanged: number
  /** Share of the other words of the aligned sentences that both have, 0..1. */
  readonly formShared: number
}

const figure = mark.number | mark.calendar

/** Counts over all aligned pairs. Symmetric. */
export function compareSlots(left: Side, right: Side, pairs: readonly SentencePair[]): SlotScores {
  let figuresSame = 0
  let figuresChanged = 0
  let namesSame = 0
  let namesChanged = 0
  let words = 0
  let wordsShared = 0
  for (const pair of pairs) {
    const here = tallySentence(left, pair.left, right, pair.right)
    const there = tallySentence(right, pair.right, left, pair.left)
    figuresSame += here.figuresFound
    figuresChanged += Math.min(here.figuresLost, there.figuresLost)
    namesSame += here.namesFound
    namesChanged += Math.min(here.namesLost, there.namesLost)
    words += Math.min(here.words, there.words)
    wordsShared += Math.min(here.wordsFound, there.wordsFound)
  }
  return {
    figuresSame,
    figuresChanged,
    namesSame,
    namesChanged,
    formShared: wordsShared / Math.max(1, words),
  }
}

interface Tally {
  figuresFound: number
  figuresLost: number
  namesFound: number
  namesLost: number
  words: number
  wordsFound: number
}

function tallySentence(side: Side, sentence: number, other: Side, otherSentence: number): Tally {
  const tally: Tally = {
    figuresFound: 0,
    figuresLost: 0,
    namesFound: 0,
    namesLost: 0,
    words: 0,
    wordsFound: 0,
  }
  const end = side.starts[sentence + 1] ?? 0
  const from = other.starts[otherSentence] ?? 0
  const to = other.starts[otherSentence + 1] ?? 0
  for (let at = side.starts[sentence] ?? 0; at < end; at++) {
    const found = stands(other.hashes, side.hashes[at] ?? 0, from, to)
    const marks = side.marks[at] ?? 0
    if ((marks & figure) !== 0) {
      if (found) tally.figuresFound++
      else tally.figuresLost++
    } else if ((marks & mark.name) !== 0) {
      if (found) tally.namesFound++
      else tally.namesLost++
    } else {
      tally.words++
      if (found) tally.wordsFound++
    }
  }
  return tally
}

function stands(hashes: Uint32Array, hash: number, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (hashes[at] === hash) return true
  return false
}
