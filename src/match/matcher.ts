/** The window of recent articles: what a new one is compared with, and what all of them taught about rare words. */
import type { Article } from '../model/article.ts'
import type { ArticleId, SourceId } from '../model/brand.ts'
import { limits } from '../model/limits.ts'
import { isCopyKind } from '../model/verdict.ts'
import type { Comparison, VerdictKind } from '../model/verdict.ts'
import type { Fingerprint } from '../fingerprint/fingerprint.ts'
import { hashMask, hashToken } from '../fingerprint/token-hash.ts'
import { CandidateIndex } from './candidate-index.ts'
import { chooseAnchors } from './choose-anchors.ts'
import { compareSides } from './compare-fingerprints.ts'
import { decideMeeting } from './decide-meeting.ts'
import type { Meeting } from './decide-meeting.ts'
import { decodeFrequencies, documentCount, encodeFrequencies, learnTokens } from './frequencies.ts'
import type { Frequencies } from './frequencies.ts'
import { HeldArticles } from './held-articles.ts'
import type { Held } from './held-articles.ts'
import { createTokenRoom, packedTokensMax, packFingerprint, unpackFingerprint } from './pack-fingerprint.ts'
import { createSideRoom, prepareSide } from './prepare-side.ts'
import { seedFrequencies } from './seed-frequencies.ts'
import { shippedThresholds } from './thresholds.ts'
import type { Thresholds } from './thresholds.ts'
import { TokenNumbers } from './token-numbers.ts'

/** What the matcher needs of an article. */
export interface IndexedArticle {
  readonly articleId: ArticleId
  readonly sourceId: SourceId
  /** Registrable domain of the article's URL; empty when there is none. */
  readonly site: string
  readonly firstSeenMs: number
  readonly publishedMs: number | undefined
  readonly completeness: Article['completeness']
  readonly fingerprint: Fingerprint
}

/** An earlier article the store found by address or by text, however old. */
export interface ExtraCandidate {
  readonly articleId: ArticleId
  readonly tier: 'sameAddress' | 'sameText'
}

export interface QueryArticle extends IndexedArticle {
  readonly extraCandidates?: readonly ExtraCandidate[]
}

export interface MatcherOptions {
  /** How far apart two articles may have been seen. Default 30 days. */
  readonly windowMs?: number
  readonly thresholds?: Thresholds
  /** What `frequencies()` returned before; default the shipped counts. Foreign bytes throw RangeError. */
  readonly frequencies?: Uint8Array
}

const dayMs = 86_400_000
// An anchor found in common by chance costs a comparison; articles of one text share 8 of 24 and more.
const sharedAnchorsMin = 3
// Articles too old to be found are let go this often: looking through the columns costs about a microsecond an article.
const forgetEvery = 1_024
// Names of one event are not worth a number: from here on a token of the window is written as one.
const commonCountMin = 3

/** Holds the window in memory. Comparing changes nothing; adding teaches. */
export class Matcher {
  readonly #windowMs: number
  readonly #thresholds: Thresholds
  readonly #frequencies: Frequencies
  readonly #index = new CandidateIndex()
  readonly #held = new HeldArticles()
  readonly #numbers = new TokenNumbers()
  // One article is asked about at a time, and one candidate unpacked and prepared. Arrays made for each of them would lie
  // outside the heap until the next collection: 8 MB at any time.
  readonly #tokenRoom = createTokenRoom()
  readonly #queryRoom = createSideRoom(packedTokensMax, packedTokensMax)
  readonly #otherRoom = createSideRoom(packedTokensMax, packedTokensMax)
  #newestMs = Number.NEGATIVE_INFINITY
  #addedSinceForgetting = 0

  constructor(options: MatcherOptions = {}) {
    this.#windowMs = options.windowMs ?? 30 * dayMs
    this.#thresholds = options.thresholds ?? shippedThresholds
    this.#frequencies =
      options.frequencies === undefined ? seedFrequencies() : decodeFrequencies(options.frequencies)
  }

  /** Remembers an article and counts its words. */
  add(article: IndexedArticle): void {
    learnTokens(this.#frequencies, article.fingerprint.tokens)
    this.restore(article)
  }

  /** Remembers an article whose words were counted in an earlier life. */
  restore(article: IndexedArticle): void {
    this.remove(article.articleId)
    const { articleId, firstSeenMs, fingerprint } = article
    const slot = this.#index.add(chooseAnchors(fingerprint.tokens, this.#frequencies))
    this.#held.set(slot, {
      articleId,
      siteHash: siteHash(article.site),
      seenMs: firstSeenMs,
      isTeaser: article.completeness === 'teaser',
      titleHash: titleHash(fingerprint),
      bytes: packFingerprint(fingerprint, this.#numbers, (token) => this.#isCommon(token)),
    })
    this.#newestMs = Math.max(this.#newestMs, firstSeenMs)
    if (++this.#addedSinceForgetting >= forgetEvery) this.#forgetOld()
  }

  /** Forgets an article; one that is not held is no matter. */
  remove(articleId: ArticleId): void {
    const slot = this.#held.slotOf(articleId)
    if (slot !== undefined) this.#removeSlot(slot)
  }

  #isCommon(token: number): boolean {
    return documentCount(this.#frequencies, token & hashMask) >= commonCountMin
  }

  #removeSlot(slot: number): void {
    this.#held.remove(slot)
    this.#index.remove(slot)
  }

  #forgetOld(): void {
    this.#addedSinceForgetting = 0
    for (const slot of this.#held.seenBefore(this.#newestMs - this.#windowMs)) this.#removeSlot(slot)
  }

  /** Compares with the likeliest earlier articles. Folding ones first, then related, then others; best first within. */
  compare(query: QueryArticle): readonly Comparison[] {
    const found: Comparison[] = []
    for (const { articleId, tier } of query.extraCandidates ?? []) found.push(identical(articleId, tier))
    const known = new Set(found.map((comparison) => comparison.articleId))
    const side = prepareSide(query.fingerprint, this.#frequencies, this.#queryRoom)
    for (const held of this.#candidates(query)) {
      if (known.has(held.articleId)) continue
      const fingerprint = unpackFingerprint(held.bytes, this.#numbers, this.#tokenRoom)
      const other = prepareSide(fingerprint, this.#frequencies, this.#otherRoom)
      const finding = compareSides(other, side, this.#thresholds)
      found.push({ articleId: held.articleId, ...decideMeeting(finding, meetingOf(held, query)) })
    }
    return found.sort((left, right) => rank(right) - rank(left))
  }

  /** The document frequencies as bytes for the store. */
  frequencies(): Uint8Array {
    return encodeFrequencies(this.#frequencies)
  }

  #candidates(query: QueryArticle): readonly Held[] {
    const candidates: Held[] = []
    const anchors = chooseAnchors(query.fingerprint.tokens, this.#frequencies)
    for (const { slot } of this.#index.find(anchors, sharedAnchorsMin)) {
      const held = this.#held.get(slot)
      if (held.articleId === query.articleId) continue
      if (Math.abs(held.seenMs - query.firstSeenMs) <= this.#windowMs) candidates.push(held)
      if (candidates.length >= limits.candidatesMax) break
    }
    return candidates
  }
}

function meetingOf(held: Held, query: IndexedArticle): Meeting {
  return {
    isTeaser: held.isTeaser || query.completeness === 'teaser',
    sameTitle: held.titleHash !== 0 && held.titleHash === titleHash(query.fingerprint),
    sameSite: held.siteHash !== 0 && held.siteHash === siteHash(query.site),
  }
}

// 24 bits: two sites of a thousand share one with a chance of 3 %, and it decides nothing without the same words.
function siteHash(site: string): number {
  return site === '' ? 0 : hashToken(site) + 1
}

// 0 for a title of fewer than four telling words: "Live updates" names no article.
function titleHash({ tokens, titleTokens }: Fingerprint): number {
  if (titleTokens < 4) return 0
  let hash = 0
  for (let at = 0; at < titleTokens; at++)
    hash = Math.imul(hash, 0x2c1b3c6d) + ((tokens[at] ?? 0) & hashMask) + 1
  return hash >>> 0
}

function identical(articleId: ArticleId, tier: ExtraCandidate['tier']): Comparison {
  const reason =
    tier === 'sameAddress' ? 'the canonical address is the same' : 'the text is the same, letter for letter'
  return { kind: tier, articleId, scores: {}, vetoes: [], reason }
}

const kindRank: Readonly<Record<VerdictKind, number>> = {
  sameAddress: 5,
  sameText: 4,
  nearDuplicate: 3,
  spun: 3,
  related: 1,
  new: 0,
}

function rank(comparison: Comparison): number {
  const closeness = (comparison.scores['alignment'] ?? 0) + (comparison.scores['jaccard'] ?? 0)
  return (kindRank[comparison.kind] + (isCopyKind(comparison.kind) ? 1 : 0)) * 10 + closeness
}
