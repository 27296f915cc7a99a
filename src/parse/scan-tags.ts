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
  readonly find: Finders
}

/** Offset from `at` on, -1 when there is none; the last search is remembered, so that repeating it is free. */
export type Find = (at: number) => number

export interface Finders {
  readonly lessThan: Find
  readonly greaterThan: Find
  readonly quote: Find
  readonly apostrophe: Find
  readonly cdataEnd: Find
  readonly commentEnd: Find
}

export function createFinders(text: string): Finders {
  const finder = (mark: string): Find => {
    let from = 0
    let known = -1
    return (at) => {
      if (at < from || at > known) {
        from = at
        known = text.indexOf(mark, at)
        if (known === -1) known = text.length
      }
      return known === text.length ? -1 : known
    }
  }
  return {
    lessThan: finder('<'),
    greaterThan: finder('>'),
    quote: finder('"'),
    apostrophe: finder("'"),
    cdataEnd: finder(']]>'),
    commentEnd: finder('-->'),
  }
}

export function ceilingsOf(limits: Limits, report: (problem: string) => void): AttributeCeilings {
  return { countMax: limits.xmlAttributesMax, bytesMax: limits.xmlAttributeBytesMax, report }
}

export function createScanner(xml: string, ceilings: AttributeCeilings): Scanner {
  const find = createFinders(xml)
  let isSubsetUnclosed = false
  /** An internal subset that never ends is looked through once, not once for every `<!` that follows. */
  const declarationToken = (start: number): Token => {
    const end = isSubsetUnclosed ? undefined : endOfDeclaration(xml, start)
    isSubsetUnclosed = end === undefined
    return { kind: 'skip', start, end: end ?? start + 2 }
  }
  const skipTo = (start: number, opening: number, ending: Find, length: number): Token => {
    const found = ending(start + opening)
    return { kind: 'skip', start, end: found === -1 ? start + opening : found + length }
  }
  const tokenAt = (at: number): Token | undefined => {
    if (at >= xml.length) return undefined
    if (xml.charCodeAt(at) !== lessThan) return textToken(xml, at, find.lessThan(at))
    const next = xml.charCodeAt(at + 1)
    if (isNameStart(next)) return openToken(xml, at, ceilings, find)
    if (next === slash) return closeToken(xml, at, find)
    if (opensCdata(xml, at)) {
      const found = find.cdataEnd(at + 9)
      if (found !== -1) return { kind: 'cdata', start: at, end: found + 3, text: xml.slice(at + 9, found) }
      return { kind: 'skip', start: at, end: at + 9 }
    }
    if (xml.startsWith('<!--', at)) return skipTo(at, 4, find.commentEnd, 3)
    if (xml.startsWith('<?', at)) return skipTo(at, 2, find.greaterThan, 1)
    if (xml.startsWith('<!', at)) return declarationToken(at)
    return textToken(xml, at, find.lessThan(at + 1))
  }
  return { tokenAt, find }
}

const lessThan = 60
const slash = 47

function textToken(xml: string, start: number, next: number): Token {
  const end = next === -1 ? xml.length : next
  return { kind: 'text', start, end, text: xml.slice(start, end) }
}

/** An end tag holds a name and white space; `</b <p>` ends before the next tag. */
function closeToken(xml: string, start: number, find: Finders): Token | undefined {
  const found = find.greaterThan(start)
  if (found === -1) return undefined
  const nameEnd = endOfName(xml, start + 2)
  const open = nameEnd === found ? -1 : find.lessThan(start + 2)
  const end = open !== -1 && open < found ? open : found + 1
  return { kind: 'close', start, end, name: xml.slice(start + 2, nameEnd).toLowerCase() }
}

/** Shared by all elements without any; never written to. */
const noAttributes: Map<string, string> = new Map()

function openToken(
  xml: string,
  start: number,
  ceilings: AttributeCeilings,
  find: Finders,
): Token | undefined {
  const nameEnd = endOfName(xml, start + 1)
  const name = xml.slice(start + 1, nameEnd).toLowerCase()
  let attributes = noAttributes
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
    if (attributes === noAttributes) attributes = new Map()
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
export function readAttribute(xml: string, at: number, find: Finders): RawAttribute {
  const nameEnd = Math.max(endOfName(xml, at), at + 1)
  const name = xml.slice(at, nameEnd).toLowerCase()
  const equals = endOfSpace(xml, nameEnd)
  if (xml.charCodeAt(equals) !== 61)
    return { name, value: '', valueStart: nameEnd, end: nameEnd, quoted: false }
  const valueAt = endOfSpace(xml, equals + 1)
  const quote = xml[valueAt]
  if (quote === '"' || quote === "'") {
    const close = quote === '"' ? find.quote(valueAt + 1) : find.apostrophe(valueAt + 1)
    const value = close === -1 ? undefined : xml.slice(valueAt + 1, close)
    if (value !== undefined && !(value.includes('>') && lostQuote.test(value))) {
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

/** XML wants capitals; templates get them wrong. */
export function opensCdata(xml: string, at: number): boolean {
  return (
    xml.startsWith('<![CDATA[', at) ||
    (xml.startsWith('<![', at) && xml.slice(at + 3, at + 9).toUpperCase() === 'CDATA[')
  )
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
