/** What every signal is given and how it reports: shared by the files beside this one. */
import type { CanonicalUrl } from '../../model/canonical-url.ts'
import type { EntryClaims } from '../../model/entry.ts'
import type { Evidence, EvidenceKind } from '../../model/evidence.ts'
import type { PublisherEntry } from '../../model/settings.ts'
import { claimedUrl } from '../address.ts'
import type { PageFacts } from '../page-facts.ts'
import { foldName, type PublisherRegistry } from '../registry.ts'
import { domainOf, hostKind } from '../site.ts'

/** Everything a signal may look at. */
export interface SignalInput {
  readonly facts: PageFacts
  /** The raw HTML, for marks that are looked for as text; cut to a bounded length. */
  readonly html: string
  /** Plain text of the article, paragraphs separated by newlines. */
  readonly text: string
  readonly title: string
  readonly url: CanonicalUrl | undefined
  readonly givenUrl: string | undefined
  readonly siteName: string | undefined
  readonly claims: EntryClaims | undefined
  readonly where: 'entry' | 'page'
  readonly registry: PublisherRegistry
}

/** A pure function of what was read; returns nothing rather than a guess. */
export type Signal = (input: SignalInput) => readonly Evidence[]

interface Seen {
  readonly kind: EvidenceKind
  readonly value: string
  readonly weight: number
  readonly url?: CanonicalUrl | undefined
  readonly publisher?: string | undefined
  readonly where?: Evidence['where']
}

const valueCharactersMax = 300

/** Makes evidence; the publisher of a URL is its registrable domain. */
export function evidenceOf(input: SignalInput, seen: Seen): Evidence {
  const { kind, value, weight, url, where = input.where } = seen
  const publisher = seen.publisher ?? (url === undefined ? undefined : domainOf(url))
  return {
    kind,
    value: value.replaceAll(/\s+/g, ' ').trim().slice(0, valueCharactersMax),
    url,
    publisher,
    weight,
    where,
  }
}

/** The registrable domain of the page itself. */
export function ownDomain(input: SignalInput): string | undefined {
  return input.url === undefined ? undefined : domainOf(input.url)
}

/** A claimed address on another domain than the page's own; share buttons and references are none. */
export function foreignUrl(input: SignalInput, raw: string): CanonicalUrl | undefined {
  const url = claimedUrl(raw, input.facts.base ?? input.url)
  if (url === undefined) return undefined
  const domain = domainOf(url)
  if (domain === undefined || domain === ownDomain(input)) return undefined
  return hostKind(url) === 'social' ? undefined : url
}

/** Whether a name is the page's own: its site name, its domain, or its publisher in the registry. */
export function isOwnName(input: SignalInput, name: string): boolean {
  const folded = foldName(name)
  if (folded === '') return true
  const { siteName } = input
  if (siteName !== undefined && foldName(siteName).includes(folded)) return true
  const own = ownDomain(input)
  if (own === undefined) return false
  const bare = foldName(own.split('.')[0] ?? '')
  if (folded.replaceAll(' ', '') === bare.replaceAll(' ', '') || folded === foldName(own)) return true
  return input.registry.byName(name)?.domain === own
}

const acronym = /^[A-Z]{2,}\d*\b/

/** The registered publisher a run of capitalised words begins with: all of it, or the acronym in front ("CNBC Squawk Box"). */
export function publisherNamed(input: SignalInput, run: string): PublisherEntry | undefined {
  const whole = run.replace(/['’]s?$/u, '').replace(/[.,:;]+$/, '')
  const short = acronym.exec(whole)?.[0]
  const entry =
    input.registry.byName(whole) ?? (short === undefined ? undefined : input.registry.byName(short))
  return entry === undefined || isOwnName(input, entry.name) || entry.domain === ownDomain(input)
    ? undefined
    : entry
}
