/** Asks every signal what an entry or a page says of its origin. */
import type { CanonicalUrl } from '../model/canonical-url.ts'
import type { EntryClaims } from '../model/entry.ts'
import type { Evidence } from '../model/evidence.ts'
import { readPageFacts } from './page-facts.ts'
import type { PublisherRegistry } from './registry.ts'
import { credit, externalUrl, feedSource, origLink, via, wrapper } from './signals/address-claims.ts'
import { attribution, repostOf, sourceAnchor } from './signals/attribution.ts'
import { bodyLinks } from './signals/body-links.ts'
import { canonical, ogUrl, originalSource } from './signals/head-claims.ts'
import { closingLine } from './signals/house-lines.ts'
import { houseStyle, photoCredit, selfReference } from './signals/leaked-marks.ts'
import { republishPixel } from './signals/republish-pixel.ts'
import type { Signal } from './signals/signal.ts'
import { jsonLd } from './signals/structured-data.ts'
import { wireLines } from './signals/wire-lines.ts'

export interface EvidenceInput {
  /** Address of the article; undefined when it has none, then nothing counts as its own. */
  readonly url: CanonicalUrl | undefined
  /** The address as the feed gave it, in its wrapper. */
  readonly givenUrl?: string
  /** HTML of the entry, or of the whole page. */
  readonly html: string
  /** Plain text of the article. */
  readonly text: string
  readonly title: string
  readonly where: 'entry' | 'page'
  readonly claims?: EntryClaims
  readonly siteName?: string
  readonly registry: PublisherRegistry
}

const signals: readonly Signal[] = [
  wrapper,
  origLink,
  republishPixel,
  attribution,
  sourceAnchor,
  canonical,
  originalSource,
  repostOf,
  ogUrl,
  jsonLd,
  feedSource,
  via,
  externalUrl,
  credit,
  wireLines,
  closingLine,
  selfReference,
  houseStyle,
  photoCredit,
  bodyLinks,
]

const evidenceMax = 40
const htmlCharactersMax = 4 * 1024 * 1024

/** Every observed claim, in the order of the catalogue in docs/tracing.md. Claims are recorded here and judged in rank-claims. */
export function collectEvidence(input: EvidenceInput): readonly Evidence[] {
  const { url, givenUrl, text, title, claims, siteName, where, registry } = input
  const html = input.html.slice(0, htmlCharactersMax)
  const facts = readPageFacts(html)
  const named = siteName ?? facts.metas.find(({ name }) => name === 'og:site_name')?.content
  const all = { facts, html, text, title, url, givenUrl, claims, siteName: named, where, registry }
  return signals.flatMap((signal) => signal(all)).slice(0, evidenceMax)
}
