/** The matcher's own measurements, for `headwater evaluate`. */
export { measurePairs } from './match/measure-pairs.ts'
export type { LabelledDocument, LabelledPair, PairReport } from './match/measure-pairs.ts'
export { measureStream } from './match/measure-stream.ts'
export type { StreamReport } from './match/measure-stream.ts'
