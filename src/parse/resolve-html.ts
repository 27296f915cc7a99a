/** Makes every relative address inside an HTML fragment absolute, and changes nothing else. */
import { createBaseChain, type BaseChain } from './base-chain.ts'
import { decodeEntities } from './decode-entities.ts'
import {
  createFinders,
  endOfSpace,
  isNameStart,
  readAttribute,
  type Finders,
  type RawAttribute,
} from './scan-tags.ts'

/** HTML attributes that hold one address (HTML Living Standard, "Attributes"), and what lazy-loading scripts put in their place. */
const addressAttributes: ReadonlySet<string> = new Set(
  'href src action formaction cite poster longdesc background data data-src data-original data-lazy-src xlink:href'.split(
    ' ',
  ),
)
const listAttributes: ReadonlySet<string> = new Set(['srcset', 'imagesrcset', 'data-srcset'])

/** More relative addresses than this in one text are nobody's reading; the rest stays as it is. */
const replacementsMax = 20_000

/** `base` is where the fragment would stand as a page. Addresses that cannot be resolved stay as they are. */
export function resolveHtml(html: string, base: string | undefined): string {
  if (base === undefined) return html
  let candidate = nextRelative(html, 0)
  if (candidate === -1) return html
  const outer = baseOf(base)
  if (outer === undefined) return html
  const chain = html.includes('xml:base') ? createBaseChain(base) : undefined
  const find = createFinders(html)
  const parts: string[] = []
  let kept = 0
  for (let at = find.lessThan(0); at !== -1; at = find.lessThan(at)) {
    if (candidate < at) candidate = nextRelative(html, at)
    if (candidate === -1) break
    if (html.startsWith('<!--', at)) {
      const end = find.commentEnd(at + 4)
      at = end === -1 ? html.length : end
      continue
    }
    const next = find.lessThan(at + 1)
    if (chain === undefined && candidate > next && endsBefore(html, at, find, next)) {
      at = next
      continue
    }
    at += 1
    if (chain !== undefined && html.charCodeAt(at) === 47) chain.close(nameAt(html, at + 1))
    if (!isNameStart(html.charCodeAt(at))) continue
    const from = (chain === undefined ? undefined : enter(html, at, find, chain)) ?? outer
    at = eachAttribute(html, at, find, (attribute) => {
      const value = parts.length / 2 < replacementsMax ? resolved(attribute, from) : undefined
      if (value === undefined) return
      parts.push(html.slice(kept, attribute.valueStart), attribute.quoted ? value : `"${value}"`)
      kept = attribute.valueStart + attribute.value.length
    })
  }
  return parts.length === 0 ? html : parts.join('') + html.slice(kept)
}

/** Whether the tag at `at` is over before `next`, where another one begins: then no address stands in it. */
function endsBefore(html: string, at: number, find: Finders, next: number): boolean {
  const close = find.greaterThan(at)
  if (close === -1 || close > next) return false
  let quote = 0
  for (let inside = at + 1; inside < close; inside += 1) {
    const code = html.charCodeAt(inside)
    if (code === quote) quote = 0
    else if (quote === 0 && (code === 34 || code === 39)) quote = code
  }
  return quote === 0
}

function baseOf(url: string): Base | undefined {
  const origin = plainOrigin.exec(url)?.[0] ?? URL.parse(url)?.origin
  return origin === undefined ? undefined : { url, origin }
}

/** HTML elements that hold nothing (HTML Living Standard, "Void elements"). */
const voidElement = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/

/** The base for the attributes of the tag whose name stands at `at`. */
function enter(html: string, at: number, find: Finders, chain: BaseChain): Base | undefined {
  const name = nameAt(html, at)
  let own: string | undefined
  const end = eachAttribute(html, at, find, (attribute) => {
    if (attribute.name === 'xml:base') own = decodeEntities(attribute.value)
  })
  const isEmpty = voidElement.test(name) || html.charCodeAt(end - 2) === 47
  chain.open(name, own, isEmpty)
  if (!isEmpty || own === undefined) return baseOf(chain.current())
  return baseOf(URL.parse(own, chain.current())?.href ?? chain.current())
}

function nameAt(html: string, at: number): string {
  let end = at
  while (end < html.length && end - at < 60 && !endsName(html.charCodeAt(end))) end += 1
  return html.slice(at, end).toLowerCase()
}

const plainOrigin = /^https?:\/\/[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?=\/)/

interface Base {
  readonly url: string
  readonly origin: string
}

/** Ends of the names above, in front of the `=`. */
const addressName =
  /(?:href|src|srcset|action|cite|poster|longdesc|background|data|data-original|imagesrcset)\s*$/i

/** Offset of the `=` of the next attribute that may hold a relative address, -1 when there is none: most texts have none at all. */
function nextRelative(html: string, from: number): number {
  for (let at = html.indexOf('=', from); at !== -1; at = html.indexOf('=', at + 1)) {
    let value = at + 1
    const quote = html.charCodeAt(value)
    if (quote === 34 || quote === 39) value += 1
    const isList = html.charCodeAt(at - 1) === 116
    if (
      !isList &&
      html.startsWith('http', value) &&
      (html.startsWith('s://', value + 4) || html.startsWith('://', value + 4))
    )
      continue
    if (addressName.test(html.slice(Math.max(0, at - 16), at))) return at
  }
  return -1
}

/** Returns the offset after the tag. */
function eachAttribute(
  html: string,
  nameAt: number,
  find: Finders,
  visit: (attribute: RawAttribute) => void,
): number {
  let at = nameAt
  while (at < html.length && !endsName(html.charCodeAt(at))) at += 1
  for (;;) {
    at = endOfSpace(html, at)
    if (at >= html.length) return at
    const code = html.charCodeAt(at)
    if (code === 62) return at + 1
    if (code === 60) return at
    if (code === 47) {
      at += 1
      continue
    }
    const attribute = readAttribute(html, at, find)
    visit(attribute)
    at = attribute.end
  }
}

function endsName(code: number): boolean {
  return code <= 32 || code === 62 || code === 60 || code === 47
}

function resolved(attribute: RawAttribute, base: Base): string | undefined {
  if (attribute.value === '' || attribute.value.length > 8_000) return undefined
  if (addressAttributes.has(attribute.name)) return resolvedAddress(attribute.value, base)
  return listAttributes.has(attribute.name) ? resolvedList(attribute.value, base) : undefined
}

/** RFC 3986 section 3.1: what begins with a scheme is absolute already. */
const absolute = /^\s*[a-z][a-z0-9+.-]*:/i

/** A path from the root that the URL Standard would leave as it is. */
const plainPath = /^\/(?!\/)(?!\.)[\w\-~/]*(?:\.[\w\-~]+)?(?:\?[\w\-.~/=+:;,@]*)?(?:#[\w\-.~/=+:;,@]*)?$/

function resolvedAddress(value: string, base: Base): string | undefined {
  if (value.startsWith('https://') || value.startsWith('http://')) return undefined
  if (plainPath.test(value)) return base.origin + value
  const address = decodeEntities(value).trim()
  if (address === '' || absolute.test(address)) return undefined
  const url = URL.parse(address, base.url)
  return url === null ? undefined : escapeAttribute(url.href)
}

/** srcset: addresses with an optional width or density behind each, separated by a comma and white space. */
function resolvedList(value: string, base: Base): string | undefined {
  const candidates = decodeEntities(value)
    .split(/,\s+|,(?=\s*(?:https?:)?\/)/)
    .map((candidate) => candidate.trim())
  const joined = candidates
    .map((candidate) => {
      const [address = '', ...descriptor] = candidate.split(/\s+/)
      return [
        absolute.test(address) ? address : (URL.parse(address, base.url)?.href ?? address),
        ...descriptor,
      ].join(' ')
    })
    .join(', ')
  return escapeAttribute(joined)
}

function escapeAttribute(text: string): string {
  if (!/[&"'<]/.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('<', '&lt;')
}
