/** Whether a sentence speaks of what an article is about: furniture does not, background does. */
import { detectLanguage } from './detect-language.ts'
import { languagePack } from './language-pack.ts'
import { emptyScan, scanText } from './scan-text.ts'
import { hashMask } from './token-hash.ts'

// "The trial of mayor Olsund over the harbour contract began in March" shares half of its words with a report of that
// trial. Of 4,470 recurring sentences in English news 353 pass, nearly all captions that tell of the article's subject.
const sharedMin = 3
const sharedShareMin = 0.35

/** Takes the rest of the article, title included; returns the test for one sentence. */
export function sharesTopic(rest: string): (sentence: string) => boolean {
  const language = detectLanguage(rest)
  const told = tellingTokens(rest, language)
  return (sentence) => {
    const tokens = tellingTokens(sentence, language)
    const shared = tokens.intersection(told).size
    return shared >= sharedMin && shared >= sharedShareMin * tokens.size
  }
}

function tellingTokens(text: string, language: string): ReadonlySet<number> {
  const scan = emptyScan()
  scanText(scan, text, { pack: languagePack(language), names: false })
  return new Set(Array.from(scan.tokens.subarray(0, scan.count), (token) => token & hashMask))
}
