/** Checks a claimed original against the copies: same story, one article, not later than the first copy, not pointing back. */
import type { Article } from '../model/article.ts'
import type { ExtractedPage } from '../model/page.ts'
import { isCopyKind, type Scores, type VerdictKind } from '../model/verdict.ts'
import { addressKey, isDeepLink, overlapOf, slugWords, wordsOf } from './address.ts'
import { factsAgree } from './shared-facts.ts'

/** What a claimed original shows, whether it was fetched or we hold it. */
export interface Original {
  readonly url: string
  readonly title: string
  readonly text: string
  readonly publishedMs: number | undefined
  /** False when the page gives a date without a zone. */
  readonly zoned: boolean
  readonly canonicals: readonly string[]
  /** Whether a feed carried it as an article: then its address need not look like one. */
  readonly carried: boolean
}

export interface TextComparison {
  readonly kind: VerdictKind
  readonly scores: Scores
  readonly reason: string
}

export type CompareTexts = (
  left: { readonly title: string; readonly text: string },
  right: { readonly title: string; readonly text: string },
) => TextComparison

export type Check =
  | { readonly kind: 'verified'; readonly how: string }
  /** The page says or shows the opposite of the claim. */
  | { readonly kind: 'contradicted'; readonly why: string }
  /** Nothing speaks against it and too little for it. `gone`: the page says that there is nothing. */
  | { readonly kind: 'unproven'; readonly why: string; readonly gone: boolean }

/** Clocks differ by minutes; a date without a zone may be read 14 hours wrong (the zones span UTC-12 to UTC+14). */
const clockToleranceMs = 15 * 60 * 1000
const zoneToleranceMs = 14 * 3600 * 1000

/** Shorter main texts are section pages, consent walls or errors: too little to compare. Chosen, not measured. */
const articleCharactersMin = 200
/** A page that says in its title that it is missing, and has hardly more to say. */
const missingCharactersMax = 1_000
const missingPage =
  /\b(?:404|not found|page (?:no longer|does not) exist|seite nicht gefunden|page introuvable|no encontrada)\b/i

/** A page with less than half of the copy's text shows its opening only: a wall of payment or consent. */
const openingShareMax = 0.5
/** Of the words of its headline or slug, that an opening must share with the copy. Chosen, not measured. */
const openingTitleMin = 0.4

const copiesComparedMax = 4
/** A teaser is too short for the matcher: nine of ten of its words must stand in the page, and the headlines must agree. */
const teaserContainmentMin = 0.9
const teaserWordsMin = 12
const titleOverlapMin = 0.6

function wordContainment(teaser: string, text: string): number {
  const words = wordsOf(teaser)
  if (words.size < teaserWordsMin) return 0
  const page = wordsOf(text)
  return [...words].filter((word) => page.has(word)).length / words.size
}

function matchText(original: Original, copy: Article, compareTexts: CompareTexts): string | undefined {
  const verdict = compareTexts(original, copy)
  if (isCopyKind(verdict.kind))
    return `the text of ${copy.site} is a copy of it (${verdict.kind}: ${verdict.reason})`
  if (copy.completeness !== 'teaser' && copy.text.length > 600) return undefined
  const agrees = overlapOf(wordsOf(original.title), wordsOf(copy.title)) >= titleOverlapMin
  const contained = wordContainment(copy.text, original.text)
  return agrees && contained >= teaserContainmentMin
    ? `it has the headline and ${Math.round(contained * 100)} % of the words of the teaser of ${copy.site}`
    : undefined
}

function sameStory(
  original: Original,
  copies: readonly Article[],
  compareTexts: CompareTexts,
): string | undefined {
  const longestFirst = copies.toSorted((a, b) => b.text.length - a.text.length)
  for (const copy of longestFirst.slice(0, copiesComparedMax)) {
    const how = matchText(original, copy, compareTexts)
    if (how !== undefined) return how
  }
  return undefined
}

/** The canonical address of a page that is not its own; undefined when it is, or when there is none. */
export function otherCanonical(page: Pick<ExtractedPage, 'canonicals'>, url: string): string | undefined {
  const own = addressKey(url)
  const [first] = page.canonicals
  return first === undefined || page.canonicals.some((canonical) => addressKey(canonical) === own)
    ? undefined
    : first
}

function contradiction(original: Original, copies: readonly Article[]): string | undefined {
  const canonical = otherCanonical(original, original.url)
  const back =
    canonical === undefined
      ? undefined
      : copies.find(({ url }) => url !== undefined && addressKey(url) === addressKey(canonical))
  if (back !== undefined)
    return `its canonical address is the copy at ${back.site}: the direction is reversed`
  const firstSeenMs = Math.min(...copies.map((copy) => copy.firstSeenMs))
  const tolerance = original.zoned ? clockToleranceMs : zoneToleranceMs
  if (original.publishedMs !== undefined && original.publishedMs > firstSeenMs + tolerance) {
    return `it is dated ${new Date(original.publishedMs).toISOString()}, after we had seen the copy at ${new Date(firstSeenMs).toISOString()}`
  }
  return undefined
}

/** The page shows less than the copies do, and its headline is theirs: it may well be the whole story behind a wall. */
function isOpening(original: Original, copies: readonly Article[]): boolean {
  const longest = Math.max(...copies.map(({ text }) => text.length))
  if (original.text.length >= openingShareMax * longest) return false
  const words = new Set([...wordsOf(original.title), ...slugWords(original.url)])
  return copies.some(
    ({ title, url }) =>
      Math.max(overlapOf(wordsOf(title), words), overlapOf(slugWords(url ?? ''), words)) >= openingTitleMin,
  )
}

/** What speaks for a page that the matcher does not know again, short of proof. */
function excuseOf(original: Original, copies: readonly Article[]): string | undefined {
  if (original.text.length < articleCharactersMin) return 'it shows too little text to compare'
  if (isOpening(original, copies)) return 'it has the headline and shows only the opening of a text'
  return copies.slice(0, copiesComparedMax).some(({ text }) => factsAgree(original.text, text))
    ? 'its figures and names agree in their order, its sentences do not'
    : undefined
}

/** Judges a claimed original. `copies` are the articles of the story without the claimed one; at least one. Pure. */
export function verifyOriginal(
  original: Original,
  copies: readonly Article[],
  compareTexts: CompareTexts,
): Check {
  if (!original.carried && !isDeepLink(original.url))
    return { kind: 'contradicted', why: 'it is a home or section page, not an article' }
  const against = contradiction(original, copies)
  if (against !== undefined) return { kind: 'contradicted', why: against }
  if (missingPage.test(original.title) && original.text.length < missingCharactersMax)
    return { kind: 'unproven', why: 'the page says that it does not exist', gone: true }
  const how = sameStory(original, copies, compareTexts)
  if (how !== undefined) return { kind: 'verified', how }
  const excuse = excuseOf(original, copies)
  if (excuse !== undefined) return { kind: 'unproven', why: excuse, gone: false }
  return { kind: 'contradicted', why: 'its text is another story' }
}
