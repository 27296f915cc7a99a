/** Publishers by domain and by name: what turns "told CNBC" into cnbc.com. */
import shipped from './data/publishers.json' with { type: 'json' }
import type { PublisherEntry, SourceSettings } from '../model/settings.ts'
import { domainOf, hostKind } from './site.ts'

/** Looks publishers up. Domains match with their subdomains; names without regard to case, accents, punctuation, "the". */
export interface PublisherRegistry {
  /** The publisher of a host or registrable domain, the closest parent domain first. */
  byDomain(domain: string): PublisherEntry | undefined
  /** The publisher of that name or alias; undefined when nobody, or several without a better-known one, carry it. */
  byName(name: string): PublisherEntry | undefined
}

/** How names are compared: lower case, no accents, apostrophes or punctuation, no leading "the". */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/['’`]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /, '')
}

const listed = (entry: PublisherEntry): boolean => entry.feeds.length + entry.newsSitemaps.length > 0

/** Of those who share a name (18 local papers are called "Daily News") only a first one that lists its feeds is meant. */
function pickOwner(owners: readonly PublisherEntry[]): PublisherEntry | undefined {
  const [first, second] = owners
  return second === undefined || (first !== undefined && listed(first)) ? first : undefined
}

/** Earlier entries win over later ones of the same domain or name: put the user's own first. */
export function createRegistry(entries: readonly PublisherEntry[]): PublisherRegistry {
  const domains = new Map<string, PublisherEntry>()
  const names = new Map<string, PublisherEntry[]>()
  for (const entry of entries) {
    const domain = entry.domain.toLowerCase()
    if (domains.has(domain)) continue
    domains.set(domain, entry)
    for (const name of new Set([entry.name, ...entry.aliases].map(foldName))) {
      const owners = names.get(name)
      if (owners === undefined) names.set(name, [entry])
      else owners.push(entry)
    }
  }
  return {
    byDomain(domain) {
      const labels = domain.toLowerCase().split('.')
      for (let at = 0; at < labels.length - 1; at += 1) {
        const entry = domains.get(labels.slice(at).join('.'))
        if (entry !== undefined) return entry
      }
      return undefined
    },
    byName: (name) => pickOwner(names.get(foldName(name)) ?? []),
  }
}

/**
 * The sources that the user calls publishers, as entries: "told Harbour Ledger" then means that source. They go after the
 * shipped ones, whose domain is the site's and not the feed's. Without feeds: those are polled already.
 */
export function publishersAmong(sources: readonly SourceSettings[]): readonly PublisherEntry[] {
  return sources.flatMap(({ url, publisher, role }) => {
    const domain = domainOf(url)
    return role !== 'publisher' || publisher === undefined || domain === undefined || hostKind(url) !== 'site'
      ? []
      : [{ domain, name: publisher, aliases: [], feeds: [], newsSitemaps: [] }]
  })
}

function entryOf(row: string): PublisherEntry {
  const [domain = '', name = '', aliases = '', feeds = '', newsSitemaps = ''] = row.split('\t')
  const list = (text: string, separator: string): readonly string[] =>
    text === '' ? [] : text.split(separator)
  return {
    domain,
    name,
    aliases: list(aliases, '|'),
    feeds: list(feeds, ' '),
    newsSitemaps: list(newsSitemaps, ' '),
  }
}

let shippedEntries: readonly PublisherEntry[] | undefined

/** The publishers that come with the product, the better-known first (src/trace/data/publishers.json names its sources). */
export function shippedPublishers(): readonly PublisherEntry[] {
  return (shippedEntries ??= shipped.rows.map(entryOf))
}
