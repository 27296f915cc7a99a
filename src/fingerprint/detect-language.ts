/** Which language a text is in, as far as the scanner has a use for it: by script, then by its commonest words. */
import { unmaskSample } from './lookalikes.ts'
import { stopWords } from './stop-words.ts'

// The libraries measured took 247 (eld, and 117 MB), 485 (franc-min), 738 (tinyld light) microseconds for 400
// characters; a whole fingerprint may take 333. Counting stop words takes 15 and needs no further data.
const sampleCharacters = 1_200
const hitsMin = 3

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

let votes: ReadonlyMap<string, readonly string[]> | undefined

/** ISO 639-1 code, or `declared` when the text is too short to tell, or empty. `declared` is a BCP 47 tag. */
export function detectLanguage(text: string, declared?: string): string {
  const sample = unmaskSample(text.slice(0, sampleCharacters))
  const claimed = primarySubtag(declared)
  return scriptLanguage(sample) ?? votedLanguage(sample, claimed) ?? claimed
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
  // Nearly every text is Latin or Cyrillic; one test spares it eight.
  if (!/[\u0370-\u03ff\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]/.test(sample))
    return undefined
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  for (const [language, pattern] of scripts) {
    const share = (sample.match(pattern)?.length ?? 0) / Math.max(1, letters)
    if (share >= (language === 'ja' ? kanaShareMin : scriptShareMin)) return language
  }
  return undefined
}

function votedLanguage(sample: string, claimed: string): string | undefined {
  votes ??= buildVotes()
  // One vote: it decides between neighbours in a few lines and nothing in an article.
  const tally = new Map<string, number>([[claimed, claimed === '' ? 0 : 1]])
  let hits = 0
  for (const word of sample.toLowerCase().split(/[^\p{L}\p{M}]+/u)) {
    const languages = votes.get(word)
    // Initials ("U.S.") are words in many languages.
    if (languages === undefined || word.length < 2) continue
    hits++
    // A word that many languages share says little.
    for (const language of languages) tally.set(language, (tally.get(language) ?? 0) + 1 / languages.length)
  }
  if (hits < hitsMin) return undefined
  let best: string | undefined
  for (const [language, score] of tally) if (score > (tally.get(best ?? '') ?? 0)) best = language
  return best
}

function buildVotes(): ReadonlyMap<string, readonly string[]> {
  const built = new Map<string, string[]>()
  for (const [language, words] of Object.entries(stopWords)) {
    if (language === 'no') continue
    for (const word of new Set(words)) {
      const known = built.get(word)
      if (known === undefined) built.set(word, [language])
      else known.push(language)
    }
  }
  return built
}
