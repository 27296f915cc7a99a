/** Compares two whole texts without a window: whether a fetched page is the original of an article we hold. */
import { fingerprintText } from '../fingerprint/fingerprint.ts'
import { compareFingerprints } from './compare-fingerprints.ts'
import type { Finding } from './compare-fingerprints.ts'
import type { Frequencies } from './frequencies.ts'
import { seedFrequencies } from './seed-frequencies.ts'

export interface ComparedText {
  readonly title: string
  readonly text: string
  /** BCP 47 tag, when one is claimed. */
  readonly language?: string | undefined
}

let shipped: Frequencies | undefined

/** Kind, scores, vetoes and reason under the shipped document frequencies. Symmetric; never throws. */
export function compareTexts(left: ComparedText, right: ComparedText): Finding {
  shipped ??= seedFrequencies()
  return compareFingerprints(fingerprintText(left), fingerprintText(right), { frequencies: shipped })
}
