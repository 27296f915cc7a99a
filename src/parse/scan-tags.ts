/** A forgiving scanner for XML and HTML tags. It never looks back, so its work is proportional to the input. */
import type { Limits } from '../model/limits.ts'
import { decodeEntities } from './decode-entities.ts'

export type Attributes = ReadonlyMap<string, string>

/** `start` and `end` are offsets of the whole token; `name` is in lower case, with the prefix the document gave it. */
export type Token =
  | { readonly kind: 'text' | 'cdata'; readonly start: number; readonly end: number; readonly text: string }
  | {
      readonly kind: 'open'
      readonly start: number
      readonly end: number
      readonly name: string
      readonly attributes: Attributes
      readonly selfClosing: boolean
    }
  | { readonly kind: 'close'; readonly start: number; readonly end: number; readonly name: string }
  | { readonly kind: 'skip'; readonly start: number; readonly end: number }

export interface AttributeCeilings {
  readonly countMax: number
  readonly bytesMax: number
  /** Called once per ceiling reached. */
  readonly report: (problem: string) => void
}

export interface Scanner {
  /** The token at `at`, undefined at the end of the input or where a tag is cut off. */
  readonly tokenAt: (at: number) => Token | undefined
  /** Offset of `mark` from `at` on, -1 when there is none; the last search is remembered, so that repeating it is free. */
  readonly find: (mark: string, at: number) => number
}

export function ceilingsOf(limits: Limits, report: (problem: string) => void): AttributeCeilings {
  return { countMax: limits.xmlAttributesMax, bytesMax: limits.xmlAttributeBytesMax, report }
}

export function createScanner(xml: string, ceilings: AttributeCeilings): Scanner {
  /** The last search for each mark: from where, and what it found, the end of the input for nothing. */
  const searches = new Map<string, readonly [number, number]>()
  const find = (mark: string, at: number): number => {
    const [from, known] = searches.get(mark) ?? [0, -1]
    if (at >= from && at <= known) return known === xml.length ? -1 : known
    const found = xml.indexOf(mark, at)
    searches.set(mark, [at, found === -1 ? xml.length : found])
    return found
  }
  let isSubsetUnclosed = false
  /** An internal subset that never ends is looked through once, not once for every `<!` that follows. */
  const declarationToken = (start: number): Token => {
    const end = isSubsetUnclosed ? undefined : endOfDeclaration(xml, start)
    isSubsetUnclosed = end === undefined
    return { kind: 'skip', start, end: end ?? start + 2 }
  }
  const skipTo = (start: number, mark: string, opening: number): Token => {
    const found = find(mark, start + opening)
    return { kind: 'skip', start, end: found === -1 ? start + opening : found + mark.length }
  }
  const tokenAt = (at: number): Token | undefined => {
    if (at >= xml.length) return undefined
    if (xml.charCodeAt(at) !== lessThan) return textToken(xml, at, find('<', at))
    if (xml.startsWith('<![CDATA[', at)) {
      const found = find(']]>', at + 9)
      if (found !== -1) return { kind: 'cdata', start: at, end: found + 3, text: xml.slice(at + 9, found) }
      return { kind: 'skip', start: at, end: at + 9 }
    }
    if (xml.startsWith('<!--', at)) return skipTo(at, '-->', 4)
    if (xml.startsWith('<?', at)) return skipTo(at, '>', 2)
    if (xml.startsWith('<!', at)) return declarationToken(at)
    if (xml.startsWith('</', at)) return closeToken(xml, at, find('>', at))
    if (!isNameStart(xml.charCodeAt(at + 1))) return textToken(xml, at, find('<', at + 1))
    return openToken(xml, at, ceilings, find)
  }
  return { tokenAt, find }
}

const lessThan = 60

function textToken(xml: string, start: number, next: number): Token {
  const end = next === -1 ? xml.length : next
  return { kind: 'text', start, end, text: xml.slice(start, end) }
}

/** An end tag holds a name and white space; `</b <p>` ends before the next tag. */
function closeToken(xml: string, start: number, found: number): Token | undefined {
  if (found === -1) return undefined
  const nameEnd = endOfName(xml, start + 2)
  const open = xml.indexOf('<', start + 2)
  const end = open !== -1 && open < found ? open : found + 1
  return { kind: 'close', start, end, name: xml.slice(start + 2, nameEnd).toLowerCase() }
}

function openToken(
  xml: string,
  start: number,
  ceilings: AttributeCeilings,
  find: Scanner['find'],
): Token | undefined {
  const nameEnd = endOfName(xml, start + 1)
  const name = xml.slice(start + 1, nameEnd).toLowerCase()
  const attributes = new Map<string, string>()
  let at = nameEnd
  for (;;) {
    at = endOfSpace(xml, at)
    const code = xml.charCodeAt(at)
    if (Number.isNaN(code)) return undefined
    if (code === 62) return { kind: 'open', start, end: at + 1, name, attributes, selfClosing: false }
    if (code === lessThan) return { kind: 'open', start, end: at, name, attributes, selfClosing: false }
    if (code === 47) {
      if (xml.charCodeAt(at + 1) === 62)
        return { kind: 'open', start, end: at + 2, name, attributes, selfClosing: true }
      at += 1
      continue
    }
    const attribute = readAttribute(xml, at, find)
    at = attribute.end
    keepAttribute(attributes, attribute, ceilings)
  }
}

export interface RawAttribute {
  readonly name: string
  /** As written, not decoded. */
  readonly value: string
  readonly valueStart: number
  /** After the closing quote, if there is one. */
  readonly end: number
  readonly quoted: boolean
}

/** One attribute at `at`, which stands on its first character. Quotes may be missing, and so may the value. */
export function readAttribute(xml: string, at: number, find: Scanner['find']): RawAttribute {
  const nameEnd = Math.max(endOfName(xml, at), at + 1)
  const name = xml.slice(at, nameEnd).toLowerCase()
  const equals = endOfSpace(xml, nameEnd)
  if (xml.charCodeAt(equals) !== 61)
    return { name, value: '', valueStart: nameEnd, end: nameEnd, quoted: false }
  const valueAt = endOfSpace(xml, equals + 1)
  const quote = xml[valueAt]
  if (quote === '"' || quote === "'") {
    const close = find(quote, valueAt + 1)
    const value = close === -1 ? undefined : xml.slice(valueAt + 1, close)
    if (value !== undefined && !lostQuote.test(value)) {
      return { name, value, valueStart: valueAt + 1, end: close + 1, quoted: true }
    }
  }
  const from = quote === '"' || quote === "'" ? valueAt + 1 : valueAt
  let end = from
  while (end < xml.length && !endsUnquoted(xml.charCodeAt(end))) end += 1
  return { name, value: xml.slice(from, end), valueStart: from, end, quoted: false }
}

/** A value that runs through another tag lost its closing quote. Looking at its first 2,000 characters keeps this linear. */
const lostQuote = /^[^<>]{0,2000}>\s*<[/a-z]/i

function keepAttribute(
  attributes: Map<string, string>,
  attribute: RawAttribute,
  ceilings: AttributeCeilings,
): void {
  if (attributes.has(attribute.name)) return
  if (attributes.size >= ceilings.countMax) {
    ceilings.report(`an element has more than ${ceilings.countMax} attributes; the others are left out`)
  } else if (attribute.value.length > ceilings.bytesMax) {
    ceilings.report(`an attribute is longer than ${ceilings.bytesMax} characters; it is left out`)
  } else {
    attributes.set(attribute.name, decodeEntities(attribute.value).trim())
  }
}

/** A document type with its internal subset, whose entities are never read. Undefined when it has no end. */
function endOfDeclaration(xml: string, start: number): number | undefined {
  let depth = 0
  let quote = 0
  for (let at = start + 2; at < xml.length; at += 1) {
    const code = xml.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (depth > 0 && (code === 34 || code === 39)) quote = code
    else if (code === 91) depth += 1
    else if (code === 93) depth -= 1
    else if (code === 62 && depth <= 0) return at + 1
  }
  return undefined
}

export function isNameStart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 58 || code >= 192
  )
}

/** Names end at white space and at any of `= / > < " '`; what else is allowed in them does not matter here. */
function endOfName(xml: string, at: number): number {
  let end = at
  while (end < xml.length) {
    const code = xml.charCodeAt(end)
    if (
      code <= 32 ||
      code === 61 ||
      code === 47 ||
      code === 62 ||
      code === lessThan ||
      code === 34 ||
      code === 39
    )
      break
    end += 1
  }
  return end
}

export function endOfSpace(xml: string, at: number): number {
  let end = at
  while (xml.charCodeAt(end) <= 32) end += 1
  return end
}

function endsUnquoted(code: number): boolean {
  return code <= 32 || code === 62 || code === lessThan || code === 34 || code === 39
}
