/** What an address says of the article behind it: its words, whether it is one article, and how to compare two. */
import { parseCanonicalUrl, type CanonicalUrl } from '../model/canonical-url.ts'
import { isTrackingParameter } from '../model/tracking-parameters.ts'
import { unwrapUrl } from '../model/unwrap-url.ts'

/** A claimed address made comparable: absolute, unwrapped, without tracking. Undefined when a reader could not open it. */
export function claimedUrl(raw: string, base: string | undefined): CanonicalUrl | undefined {
  const url = URL.parse(raw.trim(), base)
  if (url === null || raw.trim() === '' || raw.length > 2_048) return undefined
  const opened = URL.parse(unwrapUrl(url.href))
  if (opened === null) return undefined
  for (const [name, value] of new URLSearchParams(opened.search)) {
    if (isTrackingParameter(name, value)) opened.searchParams.delete(name)
  }
  return parseCanonicalUrl(opened.href)
}

/** Equal for addresses that differ in scheme, `www.`, tracking or a trailing slash only. */
export function addressKey(address: string): string {
  const url = URL.parse(claimedUrl(address, undefined) ?? address)
  if (url === null) return address
  const host = url.hostname.replace(/^www\./, '')
  const port = url.port === '' ? '' : `:${url.port}`
  return `${host}${port}${url.pathname.replace(/\/+$/, '')}${url.search}`
}

const indexPages =
  /^\/(?:author|authors|autor|autoren|people|person|profile|profiles|staff|contributors?|tags?|topics?|category|categories|section|sections|search|about|about-us|contact|privacy|terms|republish[\w-]*|newsletters?|subscribe|login|feed|rss)(?:\/|$)/i

/** Whether an address leads to one article: a long or numbered path, or a post id. Home, section and author pages do not. */
export function isDeepLink(address: string): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  const path = url.pathname.replace(/\/+$/, '')
  if (/[?&](?:p|id|story_?id|articleid)=\d/i.test(url.search)) return true
  if (indexPages.test(`${path}/`)) return false
  return path.length >= 12 || /\d{4,}/.test(path)
}

const commonWords: ReadonlySet<string> = new Set(
  'the and for with from that this der die das und von den www html htm php asp aspx story article articles news'.split(
    ' ',
  ),
)
const word = /[\p{L}\p{N}]{3,}/gu

/** Words of a headline or a slug, folded; common words left out. */
export function wordsOf(text: string): ReadonlySet<string> {
  const folded = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/['’]/g, '').toLowerCase()
  return new Set((folded.match(word) ?? []).filter((one) => !commonWords.has(one)))
}

function decodedPath(address: string): string {
  const path = URL.parse(address)?.pathname ?? ''
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Words of an address's path; pure numbers left out. Spinners reword the headline and keep the slug. */
export function slugWords(address: string): ReadonlySet<string> {
  const words = wordsOf(decodedPath(address).replaceAll(/[-_/.+]/g, ' '))
  return new Set([...words].filter((one) => !/^\d+$/.test(one)))
}

/** Shared words over the smaller set, 0..1; 0 when either is empty. */
export function overlapOf(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size === 0 || right.size === 0) return 0
  let shared = 0
  for (const one of left) if (right.has(one)) shared += 1
  return shared / Math.min(left.size, right.size)
}
