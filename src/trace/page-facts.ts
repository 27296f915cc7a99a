/** Reads out of a page or an entry, in one pass and without a DOM, everything the signals look at. */
import { Parser } from 'htmlparser2'

export interface Anchor {
  readonly href: string
  readonly text: string
  readonly marks: string
}

/** The text between two block boundaries, or of an inline element, with its links. */
export interface Segment {
  readonly text: string
  readonly anchors: readonly Anchor[]
  /** Readers' comments, navigation and footer say nothing about the article. */
  readonly zone: Zone
}

export type Zone = 'content' | 'furniture' | 'comments'

export interface PageFacts {
  /** Resolves relative addresses: `<base href>`, else undefined. */
  readonly base: string | undefined
  readonly canonicals: readonly string[]
  readonly metas: readonly { readonly name: string; readonly content: string }[]
  /** JSON-LD as text, unparsed. */
  readonly structured: readonly string[]
  readonly anchors: readonly (Anchor & { readonly zone: Zone })[]
  readonly images: readonly string[]
  readonly scripts: readonly string[]
  readonly segments: readonly Segment[]
  /** Every class attribute, for fingerprints that a scraper forgot to remove. */
  readonly classes: ReadonlySet<string>
}

/** Ceilings against hostile pages, far above any article's. */
const charactersMax = 4 * 1024 * 1024
const segmentsMax = 20_000
const anchorsMax = 5_000
const segmentCharactersMax = 20_000
const structuredCharactersMax = 256 * 1024
const depthMax = 2_000
const chunkCharacters = 16 * 1024

/** An attribution stands in a line of its own; a longer block tells a story in which the words mean something else. */
export const shortBlockMax = 420

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))
const inlineTags = set('em i small span strong b cite q font sub sup u mark ins')
const transparentTags = set('a abbr acronym bdi bdo code data del dfn img kbd link meta s samp time var wbr')
const silentTags = set('script style noscript template svg head title select option')
const commentsMark =
  /(?:^|[\s_-])(?:comments?|commentlist|comment-\w+|disqus\w*|respond|replies|kommentare?)(?:[\s_-]|$)/i

interface Open {
  readonly name: string
  readonly zone: Zone
  readonly silent: boolean
  /** Where an inline element began in the current block. */
  readonly start: number
  readonly block: number
}

interface BlockAnchor extends Anchor {
  readonly start: number
  readonly end: number
}

class FactsReader {
  base: string | undefined
  readonly canonicals: string[] = []
  readonly metas: { name: string; content: string }[] = []
  readonly structured: string[] = []
  readonly anchors: (Anchor & { zone: Zone })[] = []
  readonly images: string[] = []
  readonly scripts: string[] = []
  readonly segments: Segment[] = []
  readonly classes = new Set<string>()
  readonly #stack: Open[] = []
  #zone: Zone = 'content'
  #silent = 0
  #text = ''
  #block = 0
  #links: BlockAnchor[] = []
  #breaks: number[] = []
  #anchor: { href: string; marks: string; start: number; block: number; text: string } | undefined
  #script: string | undefined

  get hopeless(): boolean {
    return this.#stack.length > depthMax
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#readHead(name, attributes)
    const marks = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`.slice(0, 500)
    if (!inlineTags.has(name) && !transparentTags.has(name)) {
      if (name === 'br') this.#breaks.push(this.#text.length)
      else this.#flush()
    }
    const silent = silentTags.has(name)
    this.#stack.push({ name, zone: this.#zone, silent, start: this.#text.length, block: this.#block })
    if (silent) this.#silent += 1
    this.#zone = this.#zoneOf(name, attributes, marks)
    if (attributes['class'] !== undefined && this.classes.size < 5_000)
      this.classes.add(attributes['class'].slice(0, 200))
    const { href } = attributes
    if (name === 'a' && href !== undefined) {
      this.#anchor = {
        href,
        marks: `${marks} ${attributes['rel'] ?? ''}`,
        start: this.#text.length,
        block: this.#block,
        text: '',
      }
    }
  }

  #zoneOf(name: string, attributes: Readonly<Record<string, string>>, marks: string): Zone {
    if (this.#zone !== 'content') return this.#zone
    if (name === 'nav' || name === 'footer' || attributes['role'] === 'navigation') return 'furniture'
    return name !== 'body' && name !== 'html' && commentsMark.test(marks) ? 'comments' : 'content'
  }

  #readHead(name: string, attributes: Readonly<Record<string, string>>): void {
    const { href, content, src } = attributes
    if (name === 'base') this.base ??= href
    if (name === 'link' && href !== undefined && /(?:^|\s)canonical(?:\s|$)/i.test(attributes['rel'] ?? '')) {
      if (this.canonicals.length < 10) this.canonicals.push(href)
    }
    const key = attributes['property'] ?? attributes['name']
    if (name === 'meta' && key !== undefined && content !== undefined && this.metas.length < 500) {
      this.metas.push({ name: key.trim().toLowerCase(), content: content.trim().slice(0, 2_048) })
    }
    if (name === 'img' && src !== undefined && this.images.length < 2_000) this.images.push(src)
    if (name !== 'script') return
    if (src !== undefined && this.scripts.length < 500) this.scripts.push(src)
    this.#script = /ld\+json/i.test(attributes['type'] ?? '') ? '' : undefined
  }

  text(data: string): void {
    if (this.#script !== undefined && this.#script.length < structuredCharactersMax) this.#script += data
    if (this.#silent > 0) return
    if (this.#text.length < segmentCharactersMax) this.#text += data.replaceAll(/\s+/g, ' ')
    if (this.#anchor !== undefined && this.#anchor.text.length < 500) this.#anchor.text += data
  }

  close(name: string): void {
    if (name === 'script' && this.#script !== undefined) {
      this.structured.push(this.#script)
      this.#script = undefined
    }
    if (name === 'a') this.#closeAnchor()
    if (!inlineTags.has(name) && !transparentTags.has(name) && name !== 'br') this.#flush()
    const opened = this.#stack.pop()
    if (opened === undefined) return
    if (inlineTags.has(name) && opened.block === this.#block) this.#emit(opened.start, this.#text.length)
    if (opened.silent) this.#silent -= 1
    this.#zone = opened.zone
  }

  #closeAnchor(): void {
    if (this.#anchor === undefined) return
    const { href, marks, start, block, text } = this.#anchor
    this.#anchor = undefined
    const anchor = { href, marks, text: text.replaceAll(/\s+/g, ' ').trim() }
    if (this.anchors.length < anchorsMax) this.anchors.push({ ...anchor, zone: this.#zone })
    this.#links.push({ ...anchor, start: block === this.#block ? start : 0, end: this.#text.length })
  }

  #emit(start: number, end: number): void {
    const text = this.#text.slice(start, end).replaceAll(/\s+/g, ' ').trim()
    if (text.length < 8 || text.length > shortBlockMax || this.segments.length >= segmentsMax) return
    const anchors: Anchor[] = this.#links.filter((link) => link.start < end && link.end > start)
    if (this.#anchor !== undefined) anchors.push({ ...this.#anchor, text })
    this.segments.push({ text, anchors, zone: this.#zone })
  }

  /** A block too long to be an attribution may end in one: then its lines are looked at one by one. */
  #flush(): void {
    if (this.#text.trim() !== '') {
      if (this.#text.trim().length <= shortBlockMax) this.#emit(0, this.#text.length)
      else if (this.#breaks.length > 0) {
        const cuts = [0, ...this.#breaks, this.#text.length]
        for (const [at, cut] of cuts.entries()) this.#emit(cut, cuts[at + 1] ?? cut)
      }
    }
    this.#text = ''
    this.#links = []
    this.#breaks = []
    this.#block += 1
  }

  finish(): void {
    this.#closeAnchor()
    this.#flush()
  }
}

/** Reads at most 4 MiB of HTML, in time linear to its length whatever it holds. Never throws. */
export function readPageFacts(html: string): PageFacts {
  const reader = new FactsReader()
  const parser = new Parser({
    onopentag: (name, attributes) => reader.open(name, attributes),
    onclosetag: (name) => reader.close(name),
    ontext: (data) => reader.text(data),
  })
  const end = Math.min(html.length, charactersMax)
  for (let at = 0; at < end && !reader.hopeless; at += chunkCharacters) {
    parser.write(html.slice(at, Math.min(end, at + chunkCharacters)))
  }
  if (!reader.hopeless) parser.end()
  reader.finish()
  return reader
}
