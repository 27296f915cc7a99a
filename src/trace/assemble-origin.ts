/** Puts a decision about the origin into the form that is stored and shown. */
import type { Article } from '../model/article.ts'
import type { CanonicalUrl } from '../model/canonical-url.ts'
import type { Evidence, Origin, OriginLevel } from '../model/evidence.ts'
import type { Found } from './follow-claim.ts'
import type { RankedPublisher, RankedUrl } from './rank-claims.ts'
import { reasonOf, type Standing } from './rank-members.ts'
import type { PublisherRegistry } from './registry.ts'
import { domainOf, hostOf } from './site.ts'

/** What every decision is reported against. */
export interface Scene {
  readonly best: Standing
  readonly notes: readonly string[]
  readonly nowMs: number
  readonly registry: PublisherRegistry
}

const notesMax = 40
const evidenceMax = 40

const confidenceOf = (evidence: readonly Evidence[]): number =>
  1 - evidence.reduce((doubt, { weight }) => doubt * (1 - Math.min(weight, 0.98)), 1)

/** One line per observation: ten copies of a text make the same one ten times. */
function once(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Map(
    evidence.map((one) => [`${one.kind} ${one.url ?? ''} ${one.publisher ?? ''} ${one.value}`, one]),
  )
  return [...seen.values()].slice(0, evidenceMax)
}

function originOf(
  scene: Scene,
  level: OriginLevel,
  parts: Pick<Origin, 'url' | 'publisher' | 'evidence' | 'claimed'>,
): Origin {
  const evidence = once(parts.evidence)
  const confidence = Math.round(confidenceOf(evidence) * 1000) / 1000
  return {
    ...parts,
    level,
    evidence,
    confidence,
    notes: scene.notes.slice(0, notesMax),
    tracedMs: scene.nowMs,
  }
}

function publisherAt(url: CanonicalUrl, registry: PublisherRegistry, said: string | undefined): string {
  return registry.byDomain(hostOf(url))?.name ?? said ?? domainOf(url) ?? hostOf(url)
}

const ownParts = ({ article }: Standing): Pick<Origin, 'url' | 'publisher'> => ({
  url: article.url,
  publisher: article.publisher,
})

/** The original as it was found: E3, or E4 when something independent confirms it. */
export function verifiedOrigin(
  scene: Scene,
  found: Found,
  proof: { readonly evidence: readonly Evidence[]; readonly corroborated: boolean },
): Origin {
  const { url, article, siteName } = found
  const publisher = article === undefined ? publisherAt(url, scene.registry, siteName) : article.publisher
  const evidence = [...proof.evidence, ...found.evidence]
  return originOf(scene, proof.corroborated ? 'E4' : 'E3', { url, publisher, evidence, claimed: undefined })
}

/** A claimed page that could not be read: the copy stays the link unless the claim is strong enough to stand alone. */
export function claimedOrigin(scene: Scene, claim: RankedUrl, rewrite: boolean): Origin {
  const publisher = publisherAt(claim.url, scene.registry, undefined)
  const claimed = { url: claim.url, publisher }
  const link = rewrite ? { ...claimed, claimed: undefined } : { ...ownParts(scene.best), claimed }
  return originOf(scene, 'E2', { ...link, evidence: claim.evidence })
}

/** Only a publisher is named. */
export function namedOrigin(scene: Scene, by: RankedPublisher): Origin {
  const claimed = { url: undefined, publisher: by.name }
  return originOf(scene, 'E1', { ...ownParts(scene.best), claimed, evidence: by.evidence })
}

/** The page that was claimed says otherwise. */
export function contradictedOrigin(scene: Scene, claim: RankedUrl): Origin {
  const claimed = { url: claim.url, publisher: publisherAt(claim.url, scene.registry, undefined) }
  return originOf(scene, 'EX', { ...ownParts(scene.best), claimed, evidence: claim.evidence })
}

/** Nothing is claimed: the best of the articles we have, and why it is the best. */
export function ownOrigin(scene: Scene, articles: readonly Article[]): Origin {
  const { article } = scene.best
  // An outlet that renumbers its entries has not copied itself.
  const addresses = new Set(articles.map(({ url, id }) => url ?? id)).size
  if (addresses < 2)
    return originOf(scene, 'E0', { ...ownParts(scene.best), evidence: [], claimed: undefined })
  const evidence: Evidence = {
    kind: 'earliest',
    value: `first of ${addresses} copies: ${reasonOf(scene.best)}`,
    url: article.url,
    publisher: article.site === '' ? article.publisher : article.site,
    weight: scene.best.role === 'publisher' || scene.best.registered ? 0.5 : 0.2,
    where: 'store',
  }
  return originOf(scene, 'E0', { ...ownParts(scene.best), evidence: [evidence], claimed: undefined })
}

/** The user's word. */
export function overriddenOrigin(scene: Scene): Origin {
  const { url, publisher, site } = scene.best.article
  const value = `overrides.origins: ${site}: always`
  const evidence: Evidence = { kind: 'override', value, url, publisher: site, weight: 1, where: 'config' }
  return originOf(scene, 'E4', { url, publisher, evidence: [evidence], claimed: undefined })
}
