/** Whether two texts name the same figures. */
import type { Fingerprint } from '../fingerprint/fingerprint.ts'
import { hashMask, hashToken, mark } from '../fingerprint/token-hash.ts'

export interface NumberScores {
  readonly shared: number
  readonly left: number
  readonly right: number
}

const singleDigits: ReadonlySet<number> = new Set(
  Array.from({ length: 10 }, (_, digit) => hashToken(`#${digit}`)),
)

/** Counts of distinct numbers, as `numbersOf` gives them. */
export function compareNumbers(left: ReadonlySet<number>, right: ReadonlySet<number>): NumberScores {
  let shared = 0
  for (const number of left) if (right.has(number)) shared++
  return { shared, left: left.size, right: right.size }
}

/** Distinct numbers of two digits or more, quotations and title included. */
export function numbersOf(fingerprint: Fingerprint): ReadonlySet<number> {
  const numbers = new Set<number>()
  const { tokens } = fingerprint
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? 0
    if ((token & mark.number) !== 0 && !singleDigits.has(token & hashMask)) numbers.add(token & hashMask)
  }
  return numbers
}
