/** Where in a longer text a shorter one begins: a teaser is the opening of its article, a quotation stands in the middle. */
import { addToSet, clearSet, isInSet } from './scratch-set.ts'

/** Runs of words of the longer text before the first that the shorter has too; all of them when it has none. Both as `shingles` gives them. */
export function runsBefore(longer: Uint32Array, shorter: Uint32Array): number {
  clearSet()
  for (let at = 0; at < shorter.length; at++) addToSet(shorter[at] ?? 0)
  let before = 0
  while (before < longer.length && !isInSet(longer[before] ?? 0)) before++
  return before
}
