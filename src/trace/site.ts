/** What the host of an address says: whose it is, and whether it can hold an original at all. */
import { getDomain, getDomainWithoutSuffix } from 'tldts'

/** The registrable domain (public suffix list), for example `bbc.co.uk`; undefined for addresses and bare names. */
export function domainOf(address: string): string | undefined {
  return getDomain(address) ?? undefined
}

/** The host, without `www.`; empty when the address has none. */
export function hostOf(address: string): string {
  return URL.parse(address)?.hostname.replace(/^www\./, '') ?? ''
}

/** Whether two addresses are one brand under several suffixes: `outlet.example.com` and `outlet.example.de` are. */
export function sameBrand(left: string, right: string): boolean {
  const brand = getDomainWithoutSuffix(left)
  return brand !== null && brand !== '' && brand === getDomainWithoutSuffix(right)
}

// A canonical that leaks the machine behind a site names no publisher (seen: localtvkstu.wordpress.com behind a TV station).
const backendHost =
  /(?:^|\.)(?:wordpress\.com|wpengine\.com|herokuapp\.com|pantheonsite\.io|kinsta\.cloud|netlify\.app|vercel\.app|amazonaws\.com|azurewebsites\.net|cloudfront\.net|localhost|local|test|internal|staging\.[a-z]+)$/i
// Share buttons, references and shops stand in every article and publish none.
const socialHost =
  /(?:^|\.)(?:google\.com|facebook\.com|twitter\.com|x\.com|linkedin\.com|instagram\.com|youtube\.com|youtu\.be|reddit\.com|pinterest\.[a-z.]+|wikipedia\.org|t\.co|bit\.ly|wa\.me|whatsapp\.com|creativecommons\.org|schema\.org|apple\.com|amazon\.[a-z.]+|feedburner\.com|gravatar\.com|addtoany\.com|telegram\.me|t\.me|tiktok\.com|threads\.net|bsky\.app|doi\.org)$/i
// Portals that show others' articles under their own address.
const portalHost =
  /(?:^|\.)(?:msn\.com|yahoo\.com|newsbreak\.com|smartnews\.com|flipboard\.com|aol\.com|apple\.news|dailyhunt\.in|ground\.news|feedly\.com|inoreader\.com|medium\.com|pressreader\.com|newslocker\.com)$/i

export type HostKind = 'backend' | 'social' | 'portal' | 'site'

/** What kind of host an address is on; only a `site` is a full candidate for an original. */
export function hostKind(address: string): HostKind {
  const host = URL.parse(address)?.hostname ?? ''
  if (backendHost.test(host)) return 'backend'
  if (socialHost.test(host)) return 'social'
  return portalHost.test(host) ? 'portal' : 'site'
}

/** Looks like a name of another alphabet dressed as Latin (IDN homograph): punycode labels are never a known publisher. */
export function isDisguised(address: string): boolean {
  return /(?:^|\.)xn--/.test(URL.parse(address)?.hostname ?? '')
}
