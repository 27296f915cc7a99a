/** The content of an element that holds text or HTML: read raw up to its own end tag, whatever stands inside. */
import { decodeEntities, escapeHtml } from './decode-entities.ts'
import { isNameStart, opensCdata, type Scanner } from './scan-tags.ts'

export interface MarkupValue {
  /** text: character data, decoded once. markup: child elements stand in it, still as written. */
  readonly kind: 'text' | 'markup'
  readonly value: string
  /** Offset after the end tag; of the first tag inside when the end tag is missing. */
  readonly end: number
  readonly closed: boolean
}

export interface MarkupReader {
  /** `at` stands behind the start tag. Undefined when the input ends first. */
  readonly read: (at: number, name: string, cdataIsText: boolean) => MarkupValue | undefined
}

/** End tags that an unclosed title or description cannot run past. */
const outerTag = /^(?:[\w.-]+:)?(item|entry|channel|feed|rss|rdf)[\s/>]/i

interface Extent {
  readonly end: number
  readonly bodyEnd: number
  readonly hasMarkup: boolean
  /** An end tag of something that was never opened. */
  readonly hasStrayEnd: boolean
  /** CDATA sections, comments and processing instructions, in order. */
  readonly sections: readonly Section[]
}

interface Section {
  readonly from: number
  readonly to: number
  readonly isText: boolean
}

export function createMarkupReader(xml: string, scanner: Scanner): MarkupReader {
  /** Name -> where its end tag was looked for in vain, so that a thousand unclosed titles cost one search. */
  const unclosed = new Map<string, readonly [number, number]>()

  const extentOf = (start: number, name: string): Extent | 'unclosed' | undefined => {
    const [from, to] = unclosed.get(name) ?? [0, 0]
    if (start >= from && start < to) return 'unclosed'
    const sections: Section[] = []
    let hasMarkup = false
    let hasStrayEnd = false
    let depth = 0
    /** Drawings carry their licence as RDF. */
    let embeddedRdf = 0
    for (let at = scanner.find.lessThan(start); at !== -1; at = scanner.find.lessThan(at)) {
      if (opensCdata(xml, at)) {
        const close = scanner.find.cdataEnd(at + 9)
        if (close !== -1) sections.push({ from: at, to: close + 3, isText: true })
        at = close === -1 ? at + 9 : close + 3
        continue
      }
      if (xml.startsWith('<!--', at)) {
        const close = scanner.find.commentEnd(at + 4)
        if (close !== -1) sections.push({ from: at, to: close + 3, isText: false })
        at = close === -1 ? at + 4 : close + 3
        continue
      }
      if (xml.startsWith('<?', at)) {
        const close = scanner.find.greaterThan(at)
        const isInstruction = close !== -1 && xml.charCodeAt(close - 1) === 63
        if (isInstruction) sections.push({ from: at, to: close + 1, isText: false })
        at = isInstruction ? close + 1 : at + 1
        continue
      }
      const closing = xml.charCodeAt(at + 1) === 47
      const nameAt = closing ? at + 2 : at + 1
      if (isTagNamed(xml, nameAt, name)) {
        if (closing && depth === 0)
          return { end: endOfTag(xml, at, scanner), bodyEnd: at, hasMarkup, hasStrayEnd, sections }
        depth += closing ? -1 : 1
        if (!closing && isSelfClosing(xml, at, scanner)) depth -= 1
      } else {
        const outer = outerTag.exec(xml.slice(nameAt, nameAt + 24))?.[1]?.toLowerCase()
        if (outer === 'rdf' && (!closing || embeddedRdf > 0)) embeddedRdf += closing ? -1 : 1
        else if (outer !== undefined) {
          unclosed.set(name, [start, at])
          return 'unclosed'
        } else if (closing) hasStrayEnd = true
      }
      if (!closing && isNameStart(xml.charCodeAt(at + 1))) hasMarkup = true
      at += 1
    }
    return undefined
  }

  const read = (start: number, name: string, cdataIsText: boolean): MarkupValue | undefined => {
    const extent = extentOf(start, name)
    if (extent === undefined) return undefined
    if (extent === 'unclosed') {
      const end = firstTag(xml, start, scanner)
      return { kind: 'text', value: decodeEntities(xml.slice(start, end)), end, closed: false }
    }
    const ofText = extent.hasMarkup ? keep : extent.hasStrayEnd ? decodeWithoutEndTags : decodeEntities
    const ofCdata = extent.hasMarkup && cdataIsText ? escapeHtml : keep
    const value = joinParts(xml, start, extent, ofText, ofCdata)
    return { kind: extent.hasMarkup ? 'markup' : 'text', value, end: extent.end, closed: true }
  }
  return { read }
}

const keep = (text: string): string => text

const decodeWithoutEndTags = (text: string): string => decodeEntities(text.replace(/<\/[^<>]{0,200}>/g, ''))

function joinParts(
  xml: string,
  start: number,
  extent: Extent,
  ofText: (text: string) => string,
  ofCdata: (text: string) => string,
): string {
  if (extent.sections.length === 0) return ofText(xml.slice(start, extent.bodyEnd))
  let value = ''
  let at = start
  for (const { from, to, isText } of extent.sections) {
    // Comments and processing instructions are no character data (XML 1.0 sections 2.5 and 2.6).
    value += ofText(xml.slice(at, from)) + (isText ? ofCdata(xml.slice(from + 9, to - 3)) : '')
    at = to
  }
  return value + ofText(xml.slice(at, extent.bodyEnd))
}

function isTagNamed(xml: string, at: number, name: string): boolean {
  const end = at + name.length
  const after = xml.charCodeAt(end)
  if (!(after <= 32 || after === 62 || after === 47)) return false
  return xml.slice(at, end).toLowerCase() === name
}

function endOfTag(xml: string, at: number, scanner: Scanner): number {
  const close = scanner.find.greaterThan(at)
  return close === -1 ? xml.length : close + 1
}

function isSelfClosing(xml: string, at: number, scanner: Scanner): boolean {
  const close = scanner.find.greaterThan(at)
  return close !== -1 && xml.charCodeAt(close - 1) === 47
}

/** Where the text of an element without an end tag stops: at the first tag that is no CDATA section. */
function firstTag(xml: string, start: number, scanner: Scanner): number {
  const at = scanner.find.lessThan(start)
  return at === -1 ? xml.length : at
}
