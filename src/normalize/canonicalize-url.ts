/** One address per page: wrappers, tracking, AMP forms and spelling differences removed. */
import { parseCanonicalUrl, type CanonicalUrl } from '../model/canonical-url.ts'
import { isTrackingParameter } from '../model/tracking-parameters.ts'
import { unwrapUrl } from '../model/unwrap-url.ts'

/** Removing one layer can lay bare the next (an AMP page's own utm_source): a ceiling, chosen and not measured. */
const roundsMax = 8

/**
 * The address under which copies of one page meet. Idempotent. `base` resolves a relative reference.
 * Kept as they are: scheme (many small sites still answer on one of the two only), `www.`, the order of the
 * parameters, trailing slashes: each can choose between two pages.
 * Returns undefined for anything a reader could not open.
 */
export function canonicalizeUrl(input: string, base?: string): CanonicalUrl | undefined {
  const absolute = parseCanonicalUrl(cleanInput(input), base)
  if (absolute === undefined) return undefined
  let current: string = absolute
  for (let round = 0; round < roundsMax; round += 1) {
    const next = canonicalizeOnce(current)
    if (next === undefined || next === current) break
    current = next
  }
  return parseCanonicalUrl(current)
}

/** Feeds break long addresses over lines; a URL has no white space of its own (WHATWG URL, "remove tab or newline"). */
function cleanInput(input: string): string {
  return input
    .trim()
    .replace(/[\t\n\r]+/g, '')
    .replaceAll(' ', '%20')
}

function canonicalizeOnce(text: string): string | undefined {
  const parsed = parseCanonicalUrl(unwrapUrl(text))
  if (parsed === undefined) return undefined
  const url = new URL(parsed)
  url.hostname = url.hostname.replace(/\.$/, '')
  dropTracking(url)
  dropAmp(url)
  url.pathname = tidyEscapes(url.pathname)
  return url.href
}

/** Works on the raw query, so that what stays keeps its exact spelling (`a=b%20c` and `a=b+c` are two things to some servers). */
function dropTracking(url: URL): void {
  if (url.search === '') {
    url.search = ''
    return
  }
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !isTrackingPair(pair))
  url.search = kept.length === 0 ? '' : `?${kept.join('&')}`
}

function isTrackingPair(pair: string): boolean {
  if (!/[%+]/.test(pair)) {
    const equals = pair.indexOf('=')
    return equals === -1
      ? isTrackingParameter(pair, '')
      : isTrackingParameter(pair.slice(0, equals), pair.slice(equals + 1))
  }
  const [name = '', value = ''] = [...new URLSearchParams(pair)][0] ?? []
  return isTrackingParameter(name, value)
}

/** AMP hosts whose pages stand at the same path under `www.`; other sites move the path too, and a guess would be a dead link. */
const ampHosts: ReadonlySet<string> = new Set(
  'theguardian.com scmp.com smh.com.au theage.com.au abc.net.au usatoday.com france24.com rfi.fr dw.com kansascity.com'.split(
    ' ',
  ),
)

/** What marks the AMP twin of a page by the conventions of WordPress, the Daily Mail and the BBC: `/amp`, `.amp.html`, `.amp`. */
function dropAmp(url: URL): void {
  if (url.hostname.startsWith('amp.') && ampHosts.has(url.hostname.slice(4)))
    url.hostname = `www.${url.hostname.slice(4)}`
  url.pathname = url.pathname
    .replace(/(.)\/amp(\/?)$/i, '$1$2')
    .replace(/(?:\.amp|-amp)\.html$/i, '.html')
    .replace(/([\w-])\.amp$/i, '$1')
}

/** Percent-escapes of unreserved characters mean the characters themselves; hexadecimal digits are upper case (RFC 3986 section 6.2.2). */
function tidyEscapes(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16))
    return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase()
  })
}
