/** What the matcher must reach on the fixture corpus, language by language and kind by kind. */
import type { PairReport } from '../../src/match/measure-pairs.ts'

/** Languages of the corpus (ISO 639-1). */
export const corpusLanguages = [
  'ar',
  'de',
  'en',
  'es',
  'fr',
  'hi',
  'it',
  'ja',
  'nl',
  'pt',
  'ru',
  'uk',
  'zh',
] as const

// Round trips through rule-based machine translation, where there is one for the language; Chinese in its other characters.
const furtherKinds: Readonly<Record<string, readonly string[]>> = {
  en: ['spun-es', 'spun-ca', 'spun-gl', 'spun-twice', 'spun-abridged'],
  es: ['spun-en', 'spun-fr', 'spun-it', 'spun-twice', 'spun-abridged'],
  fr: ['spun-es', 'spun-ca', 'spun-abridged'],
  it: ['spun-es', 'spun-ca', 'spun-abridged'],
  pt: ['spun-es', 'spun-ca', 'spun-abridged'],
  zh: ['traditional'],
}

/** Share of each category that must fold. All are 1: what was measured when they were set. */
export const foldFloors: ReadonlyMap<string, number> = new Map(
  corpusLanguages.flatMap((language) =>
    ['copy', 'abridged', 'reworded', 'reworded-abridged', ...(furtherKinds[language] ?? [])].map(
      (kind) => [`${language} ${kind}`, 1] as const,
    ),
  ),
)

/** Categories of which no pair may fold. */
export const apartCategories: readonly string[] = [
  ...corpusLanguages.flatMap((language) =>
    ['own-report', 'template', 'unrelated'].map((kind) => `${language} ${kind}`),
  ),
  'translated',
  'translated own-report',
]

/** A sentence for every category that is missing, or below its floor, or folds what must stay apart. Empty when all is well. */
export function belowFloors({ categories }: PairReport): readonly string[] {
  const below: string[] = []
  for (const [category, floor] of foldFloors) {
    const { pairs = 0, merged = 0 } = categories[category] ?? {}
    if (pairs === 0 || merged / pairs < floor) below.push(`${category}: ${merged} of ${pairs} fold`)
  }
  for (const category of apartCategories) {
    const { pairs = 0, merged = 0 } = categories[category] ?? {}
    if (pairs === 0 || merged > 0) below.push(`${category}: ${merged} of ${pairs} fold, none may`)
  }
  return below
}
