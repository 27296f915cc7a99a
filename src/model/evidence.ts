/** Why we believe a story was first published somewhere. */
import type { CanonicalUrl } from './canonical-url.ts'

/** Families of signals; two of different families are independent. Catalogue and weights: docs/tracing.md. */
export type EvidenceKind =
  | 'wrapper'
  | 'origLink'
  | 'republishPixel'
  | 'attributionLink'
  | 'attributionName'
  | 'sourceAnchor'
  | 'canonical'
  | 'ogUrl'
  | 'jsonLd'
  | 'originalSource'
  | 'feedSource'
  | 'via'
  | 'externalUrl'
  | 'redirect'
  | 'dateline'
  | 'selfReference'
  | 'photoCredit'
  | 'bodyLink'
  | 'bodyMatch'
  | 'earliest'
  | 'publisherListing'
  | 'resolver'
  | 'override'

/** One observed reason. It names a URL, or at least a publisher. */
export interface Evidence {
  readonly kind: EvidenceKind
  /** What was seen, verbatim, at most 300 characters: the phrase, the anchor text, the attribute. */
  readonly value: string
  /** The URL it claims as the original, if it names one. */
  readonly url: CanonicalUrl | undefined
  /** The publisher it claims: registrable domain if known, else the name. */
  readonly publisher: string | undefined
  /** Prior weight 0..1; combined as 1 - product of (1 - w). */
  readonly weight: number
  /** Where it was seen. */
  readonly where: 'entry' | 'page' | 'feed' | 'url' | 'store' | 'config' | 'resolver'
}

/**
 * E0 self: nothing is claimed. E1: a publisher is named. E2: a URL is claimed and could not be fetched.
 * E3: fetched and verified. E4: verified and independently confirmed. EX: the claim was contradicted.
 */
export type OriginLevel = 'E0' | 'E1' | 'E2' | 'E3' | 'E4' | 'EX'

/** From no claim to the best proven, and the refuted. */
export const originLevels: readonly OriginLevel[] = ['E0', 'E1', 'E2', 'E3', 'E4', 'EX']

/** The first publication of a story. It may be an article we never saw in a feed. */
export interface Origin {
  /** Address to link to. At E0, E1, EX and unproven E2 it is the best article we have ourselves. */
  readonly url: CanonicalUrl | undefined
  readonly publisher: string
  readonly level: OriginLevel
  /** 0..1, the combined weight of the evidence for this URL. */
  readonly confidence: number
  readonly evidence: readonly Evidence[]
  /** A claimed original the link was not changed to (E1, E2, EX): shown as "via". */
  readonly claimed: { readonly url: CanonicalUrl | undefined; readonly publisher: string } | undefined
  /** In words, one line each: what was checked and what came of it. */
  readonly notes: readonly string[]
  readonly tracedMs: number
}
