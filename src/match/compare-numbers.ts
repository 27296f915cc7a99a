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

/** Distinct numbers of two digits or more, quotations and title included. */
export function compareNumbers(left: Fingerprint, right: Fingerprint): NumberScores {
  const lefts = numbersOf(left)
  const rights = numbersOf(right)
  let shared = 0
  for (const number of lefts) if (rights.has(number)) shared++
  return { shared, left: lefts.size, right: rights.size }
}

function numbersOf(fingerprint: Fingerprint): ReadonlySet<number> {
  const numbers = new Set<number>()
  for (const token of fingerprint.tokens) {
    if ((token & mark.number) !== 0 && !singleDigits.has(token & hashMask)) numbers.add(token & hashMask)
  }
  return numbers
}
