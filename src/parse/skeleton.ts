/** Repairs a feed document: reduces it to a small well-formed skeleton, and keeps every text beside it. */
import type { Limits } from '../model/limits.ts'
import { decodeEntities, dropForbidden } from './decode-entities.ts'
import { createMarkupReader, type MarkupReader } from './markup-value.ts'
import { qualify, type Scope } from './qualify.ts'
import { ceilingsOf, createScanner, type Attributes, type Token } from './scan-tags.ts'
import { kindOf, type ElementKind } from './vocabulary.ts'

/** What the skeleton's elements point to by number. */
export interface FieldValue {
  readonly attributes: Attributes
  readonly kind: 'text' | 'markup'
  readonly value: string
  /** xml:base in force, absolute; undefined when the document sets none. */
  readonly base: string | undefined
  /** xml:lang in force. */
  readonly language: string | undefined
}

export interface Skeleton {
  readonly root: 'rss' | 'rdf' | 'atom'
  /** Well-formed XML of one shape for every format: `<rss version="2.0"><channel><fields r="0">...`. `r` is an index into `values`. */
  readonly xml: string
  readonly values: readonly FieldValue[]
  readonly itemCount: number
  /** The document ended before its root did. */
  readonly isCut: boolean
}

type OpenTag = Extract<Token, { kind: 'open' }>

/** An element under way. Written to while its text comes in. */
interface OpenElement {
  readonly rawName: string
  readonly name: string
  readonly kind: ElementKind | 'ignored'
  readonly scope: Scope
  readonly valueIndex: number
  text: string
}

/** A title is cut rather than dropped: an entry without one is hard to tell from others. */
const titleCharactersMax = 10_000

/** HTML elements that never have an end tag; found where an error message was printed into a feed. */
const voidNames: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'meta', 'wbr'])

/**
 * One pass over `xml`. Only known elements get into the skeleton, so that the tree builder works on a document it
 * cannot fail on and cannot be slow on. Undefined when there is no feed in it. `report` receives, in words, what was wrong.
 */
export function buildSkeleton(
  xml: string,
  url: string,
  limits: Limits,
  report: (problem: string) => void,
): Skeleton | undefined {
  const builder = new SkeletonBuilder(dropForbidden(xml), url, limits, report)
  builder.run()
  return builder.finish()
}

class SkeletonBuilder {
  readonly #xml: string
  readonly #limits: Limits
  readonly #report: (problem: string) => void
  readonly #markup: MarkupReader
  readonly #tokenAt: (at: number) => Token | undefined
  readonly #outerScope: Scope
  readonly #values: FieldValue[] = []
  readonly #stack: OpenElement[] = []
  readonly #items: string[] = []
  #root: Skeleton['root'] | undefined
  #feedFields = ''
  #itemFields = ''
  #itemCharacters = 0
  /** Index in the stack of the item under way, -1 outside. */
  #itemAt = -1
  #done = false

  constructor(xml: string, url: string, limits: Limits, report: (problem: string) => void) {
    const scanner = createScanner(xml, ceilingsOf(limits, report))
    this.#xml = xml
    this.#limits = limits
    this.#report = report
    this.#markup = createMarkupReader(xml, scanner)
    this.#tokenAt = scanner.tokenAt
    this.#outerScope = { parent: undefined, namespaces: undefined, base: undefined, language: undefined, url }
  }

  run(): void {
    let at = 0
    while (!this.#done) {
      const token = this.#tokenAt(at)
      if (token === undefined) return
      at = token.end
      if (token.kind === 'open') at = this.#open(token)
      else if (token.kind === 'close') this.#close(token.name)
      else if (token.kind === 'text') this.#addText(decodeEntities(token.text))
      else if (token.kind === 'cdata') this.#addText(token.text)
    }
  }

  finish(): Skeleton | undefined {
    if (this.#root === undefined || !this.#hasChannel) return undefined
    const isCut = this.#stack.length > 0 && !this.#done
    if (isCut) this.#reportTruncation()
    this.#values.push({
      attributes: new Map(),
      kind: 'text',
      value: '',
      base: undefined,
      language: this.#rootLanguage,
    })
    const fields = `<fields r="${this.#values.length - 1}">${this.#feedFields}</fields>`
    const xml = `<rss version="2.0"><channel>${fields}${this.#items.join('')}</channel></rss>`
    return { root: this.#root, xml, values: this.#values, itemCount: this.#items.length, isCut }
  }

  #rootLanguage: string | undefined
  /** An `<rss>` around nothing is an error page of some program, not an empty feed. */
  #hasChannel = false

  /** Feed fields that were open at the end are closed, so that what came before survives. */
  #reportTruncation(): void {
    const lost = this.#itemAt === -1 ? '' : '; the unfinished one is left out'
    this.#report(`the document is cut off after ${this.#items.length} entries${lost}`)
    while (this.#stack.length > 0) {
      if (this.#stack.length - 1 === this.#itemAt) this.#itemFields = ''
      this.#pop(this.#itemAt !== -1 && this.#stack.length - 1 <= this.#itemAt)
    }
  }

  #open(tag: OpenTag): number {
    const parent = this.#stack.at(-1)
    const { name, scope } = qualify(tag, parent?.scope ?? this.#outerScope, this.#root)
    const kind = kindOf(name)
    if (this.#root === undefined && !this.#begin(name, kind)) return tag.end
    if (parent?.kind === 'ignored' || kind === undefined || (kind === 'transparent' && this.#itemAt !== -1)) {
      if (!tag.selfClosing && !voidNames.has(name)) this.#push(tag, name, 'ignored', scope, -1)
      return tag.end
    }
    while (this.#stack.at(-1)?.kind === 'leaf') this.#pop()
    if (kind === 'item') this.#beginItem()
    if (this.#done) return tag.end
    if (kind === 'transparent') this.#rootLanguage ??= scope.language
    if (name !== 'rss' && name !== 'rdf:rdf') this.#hasChannel = true
    if (kind === 'markup') return this.#addMarkup(tag, name, scope)
    this.#openField(tag, name, kind, scope)
    return tag.end
  }

  /** Whether the feed begins with this element; anything before it is junk. */
  #begin(name: string, kind: ElementKind | undefined): boolean {
    if (name === 'feed' || name === 'entry') this.#root = 'atom'
    else if (name === 'rdf:rdf') this.#root = 'rdf'
    else if (kind === 'transparent') this.#root = 'rss'
    return this.#root !== undefined
  }

  #beginItem(): void {
    if (this.#itemAt !== -1) {
      this.#report('an entry has no end tag')
      while (this.#itemAt !== -1) this.#pop()
    }
    if (this.#items.length < this.#limits.feedEntriesMax) return
    this.#report(`there are more than ${this.#limits.feedEntriesMax} entries; the rest is left out`)
    this.#done = true
  }

  #openField(tag: OpenTag, name: string, kind: ElementKind, scope: Scope): void {
    const index = this.#addValue(tag.attributes, 'text', '', scope)
    if (kind === 'item') {
      this.#itemAt = this.#stack.length
      this.#itemFields = `<item><fields r="${index}">`
      this.#itemCharacters = 0
    } else if (kind !== 'transparent') this.#emit(`<${name} r="${index}">`)
    if (!this.#push(tag, name, kind, scope, index)) return
    if (tag.selfClosing) this.#pop()
  }

  #addMarkup(tag: OpenTag, name: string, scope: Scope): number {
    const type = tag.attributes.get('type')
    const read = tag.selfClosing
      ? undefined
      : this.#markup.read(tag.end, tag.name, type !== undefined && /xhtml|xml/i.test(type))
    if (read === undefined && !tag.selfClosing) return this.#xml.length
    if (read?.closed === false) this.#report(`<${tag.name}> has no end tag`)
    const value = this.#withinCeiling(read?.value ?? '', tag.name)
    const index = this.#addValue(tag.attributes, read?.kind ?? 'text', value, scope)
    this.#emit(`<${name} r="${index}"/>`)
    return read?.end ?? tag.end
  }

  #withinCeiling(given: string, name: string): string {
    const isLongTitle = name.endsWith('title') && given.length > titleCharactersMax
    if (isLongTitle)
      this.#report(`a title is longer than ${titleCharactersMax} characters; its end is left out`)
    const value = isLongTitle ? given.slice(0, titleCharactersMax) : given
    if (this.#itemAt !== -1) this.#itemCharacters += value.length
    const total = this.#itemAt === -1 ? value.length : this.#itemCharacters
    if (total <= this.#limits.entryBytesMax) return value
    this.#report(
      `entry ${this.#items.length + 1} is larger than ${this.#limits.entryBytesMax} bytes; its <${name}> is left out`,
    )
    return ''
  }

  #addValue(attributes: Attributes, kind: FieldValue['kind'], value: string, scope: Scope): number {
    this.#values.push({ attributes, kind, value, base: scope.base, language: scope.language })
    return this.#values.length - 1
  }

  #addText(text: string): void {
    const top = this.#stack.at(-1)
    if (top === undefined || (top.kind !== 'leaf' && top.kind !== 'container')) return
    if (top.text.length + text.length > this.#limits.xmlAttributeBytesMax) {
      this.#report(`a field is longer than ${this.#limits.xmlAttributeBytesMax} characters; it is left out`)
      return
    }
    top.text += text
  }

  /** False at the depth ceiling: the element is closed at once and its content counts as its parent's. */
  #push(tag: OpenTag, name: string, kind: OpenElement['kind'], scope: Scope, valueIndex: number): boolean {
    const element = { rawName: tag.name, name, kind, scope, valueIndex, text: '' }
    this.#stack.push(element)
    if (this.#stack.length <= this.#limits.xmlDepthMax) return true
    this.#report(`elements are nested deeper than ${this.#limits.xmlDepthMax}; the inner ones are left out`)
    this.#pop()
    return false
  }

  #close(rawName: string): void {
    const at = this.#stack.findLastIndex((element) => element.rawName === rawName)
    if (at === -1) return
    while (this.#stack.length > at) this.#pop()
    this.#done = this.#stack.length === 0
  }

  #pop(dropItem = false): void {
    const element = this.#stack.pop()
    if (element === undefined || element.kind === 'ignored' || element.kind === 'transparent') return
    const value = this.#values[element.valueIndex]
    if (value !== undefined && element.text !== '')
      this.#values[element.valueIndex] = { ...value, value: element.text.trim() }
    if (element.kind !== 'item') {
      this.#emit(`</${element.name}>`)
      return
    }
    if (!dropItem) this.#items.push(`${this.#itemFields}</fields></item>`)
    this.#itemAt = -1
  }

  #emit(piece: string): void {
    if (this.#itemAt === -1) this.#feedFields += piece
    else this.#itemFields += piece
  }
}
