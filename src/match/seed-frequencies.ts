/** The document frequencies that ship: counts from 6,100 English news articles, no text. */
import seed from './seed-frequencies.json' with { type: 'json' }
import { decodeFrequencies } from './frequencies.ts'
import type { Frequencies } from './frequencies.ts'

/** A fresh table holding the shipped counts; the caller may learn on top of it. */
export function seedFrequencies(): Frequencies {
  return decodeFrequencies(Uint8Array.from(atob(seed.data), (character) => character.charCodeAt(0)))
}
