/** Which language a text is in, as far as the scanner has a use for it: by script, then by its commonest words. */
import { unmaskSample } from './lookalikes.ts'
import { votedLanguage } from './vote-language.ts'

const sampleCharacters = 1_200
// Letters that a Latin alphabet has not; punctuation lies between. Most texts hold none, and one test spares them eleven.
const beyondLatin = /[\u0370-\u1dff\u2e80-\uffff]/

const scripts: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\u3040-\u30ff]/g],
  ['zh', /[\u3400-\u4dbf\u4e00-\u9fff]/g],
  ['ko', /[\uac00-\ud7af]/g],
  ['ar', /[\u0600-\u06ff]/g],
  ['he', /[\u0590-\u05ff]/g],
  ['hi', /[\u0900-\u097f]/g],
  ['th', /[\u0e00-\u0e7f]/g],
  ['el', /[\u0370-\u03ff]/g],
]
// Kana decides for Japanese although Han outnumbers it; every other script must make up a third of the sample.
const kanaShareMin = 0.05
const scriptShareMin = 0.33

/** ISO 639-1 code, or `declared` when the text is too short to tell, or empty. `declared` is a BCP 47 tag. */
export function detectLanguage(text: string, declared?: string): string {
  const sample = text.slice(0, sampleCharacters)
  const claimed = primarySubtag(declared)
  if (!beyondLatin.test(sample)) return votedLanguage(sample, claimed) ?? claimed
  const unmasked = unmaskSample(sample)
  return scriptLanguage(unmasked) ?? votedLanguage(unmasked, claimed) ?? claimed
}

function primarySubtag(tag: string | undefined): string {
  return /^[a-z]{2}(?![a-z])/.exec(tag?.toLowerCase() ?? '')?.[0] ?? ''
}

// Letters that one Cyrillic alphabet has and its neighbours have not; the first that occurs often enough decides.
const cyrillicLetters: readonly (readonly [string, RegExp])[] = [
  ['be', /[ў]/gi],
  ['mk', /[ѓќѕ]/gi],
  ['sr', /[ђћјљњџ]/gi],
  ['uk', /[ґєії]/gi],
  ['ru', /[ыэё]/gi],
]
// A Russian name in a Ukrainian text brings one "ы"; running Ukrainian has an "і" in every twenty letters.
const ownLettersMin = 4
const ownLetterShareMin = 0.01

function cyrillicLanguage(sample: string): string | undefined {
  if (!/[\u0430-\u044f]{3}/.test(sample)) return undefined
  const cyrillic = sample.match(/[\u0400-\u04ff]/g)?.length ?? 0
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  if (cyrillic < letters * 0.5) return undefined
  for (const [language, pattern] of cyrillicLetters) {
    const own = sample.match(pattern)?.length ?? 0
    if (own >= ownLettersMin && own >= cyrillic * ownLetterShareMin) return language
  }
  return undefined
}

function scriptLanguage(sample: string): string | undefined {
  const cyrillic = cyrillicLanguage(sample)
  if (cyrillic !== undefined) return cyrillic
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  for (const [language, pattern] of scripts) {
    const share = (sample.match(pattern)?.length ?? 0) / Math.max(1, letters)
    if (share >= (language === 'ja' ? kanaShareMin : scriptShareMin)) return language
  }
  return undefined
}
