/** Which part of each text the other one tells, and whether the rest is of the same matter: a digest's is not. */
import type { SentencePair } from './align-sentences.ts'
import type { Side } from './prepare-side.ts'
import type { CosineTable } from './sentence-cosines.ts'

/** Places are shares of a text's mass, 0 its beginning and 1 its end; between them lie eight tenths of what is told. */
export interface SpanScores {
  readonly rightFrom: number
  readonly rightUntil: number
  /** Cosine, by tf-idf, of what is outside that part and the other text; 1 where hardly anything is outside. */
  readonly leftRestAlike: number
  readonly rightRestAlike: number
  /** Cosine of the titles; 1 where one of the texts has none. */
  readonly titles: number
}

// A stray pair of sentences at the other end of a text is no part of what is told.
const strayShare = 0.1
/** Less than this outside the part that is told is an appendix, not another text. */
const restMin = 0.35

interface Part {
  readonly from: number
  readonly until: number
}

/** `pairs` are the aligned sentences in order. */
export function compareSpans(
  left: Side,
  right: Side,
  { table, pairs }: { readonly table: CosineTable; readonly pairs: readonly SentencePair[] },
): SpanScores {
  const told = pairs.filter(
    (pair) => !(left.hasTitle && pair.left === 0) && !(right.hasTitle && pair.right === 0),
  )
  const gains = told.map(
    (pair) => pair.cosine * Math.min(left.masses[pair.left] ?? 0, right.masses[pair.right] ?? 0),
  )
  const [first, last] = withoutStrays(gains)
  const [lefts, rights] = [
    [told[first]?.left, told[last]?.left],
    [told[first]?.right, told[last]?.right],
  ]
  const ofLeft = partOf(left, lefts)
  const ofRight = partOf(right, rights)
  return {
    rightFrom: ofRight.from,
    rightUntil: ofRight.until,
    leftRestAlike: restAlike(left, { ...ofLeft, told: told.map((pair) => pair.left) }, right),
    rightRestAlike: restAlike(right, { ...ofRight, told: told.map((pair) => pair.right) }, left),
    titles: left.hasTitle && right.hasTitle ? (table.values[0] ?? 1) : 1,
  }
}

/** Positions of the first and the last gain between which all but a tenth at either end is earned. */
function withoutStrays(gains: readonly number[]): readonly [number, number] {
  const total = gains.reduce((all, gain) => all + gain, 0)
  let earned = 0
  let first = -1
  let last = -1
  for (const [at, gain] of gains.entries()) {
    earned += gain
    if (first < 0 && earned >= strayShare * total) first = at
    if (last < 0 && earned >= (1 - strayShare) * total) last = at
  }
  return [first, last]
}

// From the beginning of the first sentence to the end of the last.
function partOf(
  side: Side,
  [first = 0, last = side.masses.length - 1]: readonly (number | undefined)[],
): Part {
  return { from: massBefore(side, first), until: massBefore(side, last + 1) }
}

function massBefore({ masses, mass }: Side, sentence: number): number {
  let before = 0
  for (let at = 0; at < sentence; at++) before += masses[at] ?? 0
  return before / Math.max(mass, 1e-9)
}

/** Strays that are told all the same are no part of the rest. */
function restAlike(
  side: Side,
  { from, until, told }: Part & { readonly told: readonly number[] },
  other: Side,
): number {
  if (1 - (until - from) < restMin) return 1
  const isTold = new Set(told)
  const isRest = (sentence: number): boolean => {
    const place = massBefore(side, sentence)
    return (place < from || place >= until) && !isTold.has(sentence)
  }
  return cosine(
    termWeights(side, isRest),
    termWeights(other, () => true),
  )
}

/** Term frequency (logarithmic) times inverse document frequency of the words in the sentences of the body it takes. */
function termWeights(side: Side, takes: (sentence: number) => boolean): ReadonlyMap<number, number> {
  const terms = new Map<number, { count: number; readonly idf: number }>()
  for (let sentence = side.hasTitle ? 1 : 0; sentence < side.masses.length; sentence++) {
    if (!takes(sentence)) continue
    for (let at = side.starts[sentence] ?? 0; at < (side.starts[sentence + 1] ?? 0); at++) {
      const hash = side.hashes[at] ?? 0
      const term = terms.get(hash)
      if (term === undefined) terms.set(hash, { count: 1, idf: (side.weights[at] ?? 0) ** 3 })
      else term.count++
    }
  }
  return new Map([...terms].map(([hash, { count, idf }]) => [hash, (1 + Math.log(count)) * idf]))
}

function cosine(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): number {
  let shared = 0
  for (const [hash, weight] of one) shared += weight * (other.get(hash) ?? 0)
  const norm = Math.sqrt(squares(one) * squares(other))
  return norm === 0 ? 1 : shared / norm
}

function squares(weights: ReadonlyMap<number, number>): number {
  let total = 0
  for (const weight of weights.values()) total += weight * weight
  return total
}
