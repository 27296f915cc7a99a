/** Reads a feed document, however damaged, into a tree of the elements that matter. */
import type { Limits } from '../model/limits.ts'
import { decodeEntities, dropForbidden } from './decode-entities.ts'
import type { Field } from './field.ts'
import { createMarkupReader, type MarkupReader } from './markup-value.ts'
import { prefixOfUri } from './namespaces.ts'
import { qualify, type Scope } from './qualify.ts'
import { ceilingsOf, createScanner, type Attributes, type Token } from './scan-tags.ts'
import { kindOf, type ElementKind } from './vocabulary.ts'

export interface FeedTree {
  readonly root: 'rss' | 'rdf' | 'atom'
  /** The feed itself: what stands outside its entries. */
  readonly feed: Field
  readonly entries: readonly Field[]
  /** The document ended before its root did, or its root holds no channel. */
  readonly isCut: boolean
}

type OpenTag = Extract<Token, { kind: 'open' }>

/** A field under way. */
interface OpenField extends Field {
  value: string
  readonly children: Map<string, Field[]>
}

/** An element under way. Written to while its text comes in. */
interface OpenElement {
  readonly rawName: string
  readonly kind: ElementKind | 'ignored'
  readonly scope: Scope
  /** Undefined for elements that are no fields. */
  readonly field: OpenField | undefined
  text: string
}

/** A title is cut rather than dropped: an entry without one is hard to tell from others. */
const titleCharactersMax = 10_000

/** Elements of one name in one entry or feed: 16 MB of nothing but links took 400 MB. */
const sameFieldsMax = 500

/** HTML elements that never have an end tag; found where an error message was printed into a feed. */
const voidNames: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'meta', 'wbr'])

/**
 * One pass over `xml`, whose work is proportional to its length. Only elements of the vocabulary get into the tree.
 * Undefined when there is no feed in it. `report` receives, in words, what was wrong.
 */
export function buildTree(
  xml: string,
  url: string,
  limits: Limits,
  report: (problem: string) => void,
): FeedTree | undefined {
  const builder = new TreeBuilder(dropForbidden(xml), url, limits, report)
  builder.run()
  return builder.finish()
}

const noChildren: Map<string, Field[]> = new Map()

class TreeBuilder {
  readonly #xml: string
  readonly #limits: Limits
  readonly #report: (problem: string) => void
  readonly #markup: MarkupReader
  readonly #tokenAt: (at: number) => Token | undefined
  readonly #outerScope: Scope
  readonly #stack: OpenElement[] = []
  readonly #feed: OpenField
  readonly #entries: Field[] = []
  #root: FeedTree['root'] | undefined
  #rootLanguage: string | undefined
  #channelAttributes: Attributes = noAttributes
  /** Any RDF may do without; an `<rss>` around nothing is a feed that some program could not finish. */
  #hasChannel = false
  #isRssInRdf = false
  #entryCharacters = 0
  /** Index in the stack of the entry under way, -1 outside. */
  #entryAt = -1
  #done = false

  constructor(xml: string, url: string, limits: Limits, report: (problem: string) => void) {
    const scanner = createScanner(xml, ceilingsOf(limits, report))
    this.#xml = xml
    this.#limits = limits
    this.#report = report
    this.#markup = createMarkupReader(xml, scanner)
    this.#tokenAt = scanner.tokenAt
    this.#outerScope = {
      parent: undefined,
      namespaces: undefined,
      base: undefined,
      language: undefined,
      isOuter: true,
      url,
      names: new Map(),
    }
    this.#feed = openField(noAttributes, this.#outerScope)
  }

  run(): void {
    let at = 0
    while (!this.#done) {
      const token = this.#tokenAt(at)
      if (token === undefined) return
      at = token.end
      if (token.kind === 'open') at = this.#open(token)
      else if (token.kind === 'close') this.#close(token.name)
      else if (token.kind === 'text') this.#addText(token.text, true)
      else if (token.kind === 'cdata') this.#addText(token.text, false)
    }
  }

  finish(): FeedTree | undefined {
    if (this.#root === undefined) return undefined
    if (!this.#hasChannel && this.#root !== 'rss' && !this.#isRssInRdf) return undefined
    const isCut = this.#stack.length > 0 && !this.#done
    if (isCut) this.#reportTruncation()
    if (!this.#hasChannel) this.#report('there is no channel in it')
    const feed = {
      ...this.#feed,
      attributes: this.#channelAttributes,
      language: this.#rootLanguage,
    }
    return { root: this.#root, feed, entries: this.#entries, isCut: isCut || !this.#hasChannel }
  }

  /** Feed fields that were open at the end are closed, so that what came before survives. */
  #reportTruncation(): void {
    const lost = this.#entryAt === -1 ? '' : '; the unfinished one is left out'
    this.#report(`the document is cut off after ${this.#entries.length} entries${lost}`)
    while (this.#stack.length > 0) this.#pop(this.#stack.length - 1 === this.#entryAt)
  }

  #open(tag: OpenTag): number {
    const parent = this.#stack.at(-1)
    const { name, scope } = qualify(tag, parent?.scope ?? this.#outerScope, this.#root)
    const kind = kindOf(name)
    if (this.#root === undefined && !this.#begin(name, tag.attributes)) return tag.end
    if (
      parent?.kind === 'ignored' ||
      kind === undefined ||
      (kind === 'transparent' && this.#entryAt !== -1)
    ) {
      if (!tag.selfClosing && !voidNames.has(name)) this.#push(tag, 'ignored', scope, undefined)
      return tag.end
    }
    while (this.#stack.at(-1)?.kind === 'leaf') this.#pop()
    if (kind === 'item') this.#beginEntry()
    if (this.#done) return tag.end
    if (kind === 'transparent') this.#rootLanguage ??= scope.language
    if (name === 'channel' && this.#channelAttributes === noAttributes)
      this.#channelAttributes = tag.attributes
    if (name !== 'rss' && name !== 'rdf:rdf') this.#hasChannel = true
    if (kind === 'markup') return this.#addMarkup(tag, name, scope)
    this.#openField(tag, name, kind, scope)
    return tag.end
  }

  /** Whether the feed begins with this element; anything before it is junk. */
  #begin(name: string, attributes: Attributes): boolean {
    if (name === 'feed' || name === 'entry') this.#root = 'atom'
    else if (name === 'rdf:rdf') {
      this.#root = 'rdf'
      this.#isRssInRdf = [...attributes.values()].some((uri) => prefixOfUri(uri) === 'rss')
    } else if (name === 'rss' || name === 'channel') this.#root = 'rss'
    return this.#root !== undefined
  }

  #beginEntry(): void {
    if (this.#entryAt !== -1) {
      this.#report('an entry has no end tag')
      while (this.#entryAt !== -1) this.#pop()
    }
    if (this.#entries.length < this.#limits.feedEntriesMax) return
    this.#report(`there are more than ${this.#limits.feedEntriesMax} entries; the rest is left out`)
    this.#done = true
  }

  #openField(tag: OpenTag, name: string, kind: ElementKind, scope: Scope): void {
    const field = kind === 'transparent' ? undefined : openField(tag.attributes, scope, kind !== 'leaf')
    if (kind === 'item') {
      this.#entryAt = this.#stack.length
      this.#entryCharacters = 0
    } else if (field !== undefined) this.#attach(name, field)
    if (this.#push(tag, kind, scope, field) && tag.selfClosing) this.#pop()
  }

  /** Inside the innermost open field; a field outside every entry belongs to the feed. */
  #attach(name: string, field: Field): void {
    const parent =
      this.#stack.at(-1)?.field ??
      this.#stack.findLast((element) => element.field !== undefined)?.field ??
      this.#feed
    const known = parent.children.get(name)
    if (known === undefined) parent.children.set(name, [field])
    else if (known.length < sameFieldsMax) known.push(field)
    else this.#report(`there are more than ${sameFieldsMax} <${name}> in one place; the rest is left out`)
  }

  #addMarkup(tag: OpenTag, name: string, scope: Scope): number {
    const type = tag.attributes.get('type')
    const read = tag.selfClosing
      ? undefined
      : this.#markup.read(tag.end, tag.name, type !== undefined && /xhtml|xml/i.test(type))
    if (read === undefined && !tag.selfClosing) return this.#xml.length
    if (read?.closed === false) this.#report(`<${tag.name}> has no end tag`)
    this.#attach(name, {
      attributes: tag.attributes,
      kind: read?.kind ?? 'text',
      value: this.#withinCeiling(withoutCdataMarks(read?.value ?? ''), tag.name),
      base: scope.base,
      language: scope.language,
      children: noChildren,
    })
    return read?.end ?? tag.end
  }

  #withinCeiling(given: string, name: string): string {
    const isLongTitle = given.length > titleCharactersMax && name.endsWith('title')
    if (isLongTitle)
      this.#report(`a title is longer than ${titleCharactersMax} characters; its end is left out`)
    const value = isLongTitle ? given.slice(0, titleCharactersMax).toWellFormed() : given
    const total = (this.#entryAt === -1 ? 0 : this.#entryCharacters) + value.length
    if (total <= this.#limits.entryBytesMax) {
      this.#entryCharacters = total
      return value
    }
    this.#report(
      `entry ${this.#entries.length + 1} is larger than ${this.#limits.entryBytesMax} bytes; its <${name}> is left out`,
    )
    return ''
  }

  #addText(text: string, isEscaped: boolean): void {
    const top = this.#stack.at(-1)
    if (top === undefined || (top.kind !== 'leaf' && top.kind !== 'container')) return
    if (top.text.length + text.length > this.#limits.xmlAttributeBytesMax) {
      this.#report(`a field is longer than ${this.#limits.xmlAttributeBytesMax} characters; it is left out`)
      return
    }
    top.text += isEscaped ? decodeEntities(text) : text
  }

  /** False at the depth ceiling: the element is closed at once and its content counts as its parent's. */
  #push(tag: OpenTag, kind: OpenElement['kind'], scope: Scope, field: OpenField | undefined): boolean {
    this.#stack.push({ rawName: tag.name, kind, scope, field, text: '' })
    if (this.#stack.length <= this.#limits.xmlDepthMax) return true
    this.#report(`elements are nested deeper than ${this.#limits.xmlDepthMax}; the inner ones are left out`)
    this.#pop()
    return false
  }

  #close(rawName: string): void {
    const last = this.#stack.length - 1
    const at =
      this.#stack[last]?.rawName === rawName
        ? last
        : this.#stack.findLastIndex((element) => element.rawName === rawName)
    if (at === -1) return
    while (this.#stack.length > at) this.#pop()
    this.#done = this.#stack.length === 0
  }

  #pop(dropEntry = false): void {
    const element = this.#stack.pop()
    if (element?.field === undefined) return
    if (element.text !== '') element.field.value = withoutCdataMarks(element.text).trim()
    if (element.kind !== 'item') return
    if (!dropEntry) this.#entries.push(element.field)
    this.#entryAt = -1
  }
}

const noAttributes: Attributes = new Map()

/** Sections that were escaped once more, or put into one another, leave their marks in the text. */
function withoutCdataMarks(text: string): string {
  return text.includes('<![CDATA[') ? text.replaceAll('<![CDATA[', '').replaceAll(']]>', '') : text
}

function openField(attributes: Attributes, scope: Scope, hasChildren = true): OpenField {
  return {
    attributes,
    kind: 'text',
    value: '',
    base: scope.base,
    language: scope.language,
    children: hasChildren ? new Map() : noChildren,
  }
}
