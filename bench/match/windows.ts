/** Three windows with one face: what `run.ts` feeds with the same articles. */
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import type { Fingerprint } from '../../src/fingerprint/fingerprint.ts'
import { CandidateIndex } from '../../src/match/candidate-index.ts'
import { chooseAnchors } from '../../src/match/choose-anchors.ts'
import { compareSides } from '../../src/match/compare-fingerprints.ts'
import { documentCount, learnTokens } from '../../src/match/frequencies.ts'
import { createTokenRoom, packFingerprint, unpackFingerprint } from '../../src/match/pack-fingerprint.ts'
import { createSideRoom, prepareSide } from '../../src/match/prepare-side.ts'
import { seedFrequencies } from '../../src/match/seed-frequencies.ts'
import { shippedThresholds } from '../../src/match/thresholds.ts'
import { TokenNumbers } from '../../src/match/token-numbers.ts'
import { hashMask } from '../../src/fingerprint/token-hash.ts'
import { isCopyKind } from '../../src/model/verdict.ts'
import { bandKeys, estimateJaccard, minHash } from './min-hash.ts'
import type { BenchDocument } from './read-documents.ts'
import { blockKeys, hammingDistance, simHash } from './sim-hash.ts'

/** A window of one method. Documents are numbered from 0 in the order they are added. */
export interface Look<State> {
  make(document: BenchDocument): State
  /** Earlier documents worth comparing. */
  find(state: State): readonly number[]
  /** Those of the candidates that are the same. */
  verify(state: State, candidates: readonly number[]): readonly number[]
  add(number: number, state: State): void
}

/** Documents by key; a document is filed under several. */
class KeyTable {
  readonly #byKey = new Map<number, number[]>()

  find(keys: readonly number[]): readonly number[] {
    return [...new Set(keys.flatMap((key) => this.#byKey.get(key) ?? []))]
  }

  add(number: number, keys: readonly number[]): void {
    for (const key of keys) {
      const known = this.#byKey.get(key)
      if (known === undefined) this.#byKey.set(key, [number])
      else known.push(number)
    }
  }
}

/** SimHash found by any of four blocks of 16 bits: all within Hamming distance 3 (Manku et al. 2007). */
export class BlockIndex implements Look<readonly [number, number]> {
  readonly #table = new KeyTable()
  readonly #states: (readonly [number, number])[] = []

  make({ text }: BenchDocument): readonly [number, number] {
    return simHash(text)
  }

  find(state: readonly [number, number]): readonly number[] {
    return this.#table.find(blockKeys(state))
  }

  verify(state: readonly [number, number], candidates: readonly number[]): readonly number[] {
    return candidates.filter((number) => hammingDistance(this.#states[number] ?? [0, 0], state) <= 3)
  }

  add(number: number, state: readonly [number, number]): void {
    this.#states[number] = state
    this.#table.add(number, blockKeys(state))
  }
}

const noSignature = new Uint32Array(0)

/** MinHash found by any of 32 bands of 4 hashes: 99.98 % of the pairs at Jaccard .7 (Leskovec et al., ch. 3.4). */
export class BandIndex implements Look<Uint32Array> {
  readonly #table = new KeyTable()
  readonly #states: Uint32Array[] = []

  make({ text }: BenchDocument): Uint32Array {
    return minHash(text)
  }

  find(state: Uint32Array): readonly number[] {
    return this.#table.find(bandKeys(state))
  }

  verify(state: Uint32Array, candidates: readonly number[]): readonly number[] {
    return candidates.filter((number) => estimateJaccard(this.#states[number] ?? noSignature, state) >= 0.7)
  }

  add(number: number, state: Uint32Array): void {
    this.#states[number] = state
    this.#table.add(number, bandKeys(state))
  }
}

/** The parts of the matcher in the order it uses them, so that look-up and comparing are timed apart. */
export class MatcherIndex implements Look<Fingerprint> {
  readonly #frequencies = seedFrequencies()
  readonly #index = new CandidateIndex()
  readonly #numbers = new TokenNumbers()
  readonly #packed: Uint8Array[] = []
  readonly #tokenRoom = createTokenRoom()
  readonly #queryRoom = createSideRoom(1_023, 1_023)
  readonly #otherRoom = createSideRoom(1_023, 1_023)

  make(document: BenchDocument): Fingerprint {
    return fingerprintText(document)
  }

  find({ tokens }: Fingerprint): readonly number[] {
    const hits = this.#index.find(chooseAnchors(tokens, this.#frequencies), 3)
    return hits.slice(0, 12).map(({ slot }) => slot)
  }

  verify(state: Fingerprint, candidates: readonly number[]): readonly number[] {
    if (candidates.length === 0) return []
    const side = prepareSide(state, this.#frequencies, this.#queryRoom)
    return candidates.filter((number) => {
      const packed = this.#packed[number] ?? new Uint8Array(0)
      const fingerprint = unpackFingerprint(packed, this.#numbers, this.#tokenRoom)
      const other = prepareSide(fingerprint, this.#frequencies, this.#otherRoom)
      return isCopyKind(compareSides(other, side, shippedThresholds).kind)
    })
  }

  add(number: number, state: Fingerprint): void {
    learnTokens(this.#frequencies, state.tokens)
    this.#index.add(chooseAnchors(state.tokens, this.#frequencies))
    const isCommon = (token: number): boolean => documentCount(this.#frequencies, token & hashMask) >= 3
    this.#packed[number] = packFingerprint(state, this.#numbers, isCommon).slice()
  }
}
