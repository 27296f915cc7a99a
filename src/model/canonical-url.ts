/** The one way to a URL that a reader can open: http or https, absolute, without a fragment. */
import type { Branded } from './brand.ts'

/** An absolute http(s) URL without fragment. Tracking parameters are the business of `normalize/`. */
export type CanonicalUrl = Branded<string, 'CanonicalUrl'>

/** Returns undefined for anything a reader could not open. `base` resolves a relative reference (RFC 3986 section 5). */
export function parseCanonicalUrl(input: string, base?: string): CanonicalUrl | undefined {
  const url = URL.parse(input.trim(), base)
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined
  url.hash = ''
  url.username = ''
  url.password = ''
  return url.href as CanonicalUrl
}
