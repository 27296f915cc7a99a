/** A small tree of HTML: read with bounds on depth and size, written back as text. Knows nothing of what is allowed. */
import { Parser } from 'htmlparser2'
import { tokenizerBoundTo } from './bound-depth.ts'

export interface HtmlText {
  readonly kind: 'text'
  readonly text: string
}

export interface HtmlElement {
  readonly kind: 'element'
  /** Lower case. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly HtmlNode[]
}

export type HtmlNode = HtmlText | HtmlElement

/** Real articles nest 30 deep at most (500 fragments of the sanitiser bench); what lies deeper loses its tags, not its text. */
const depthMax = 64

/** Elements of one text. What comes later loses its tags, not its text: 500,000 paragraphs of one letter took 10 s, these 1 s. */
export const elementsMax = 30_000

/** More than `depthMax`: an element that ends another of the deepest must still be known. */
const parserDepthMax = depthMax + 16

/** Of a hundred thousand attributes only those somebody may ask for are kept. */
const attributesKept =
  /^(?:href|src|srcset|alt|title|width|height|class|id|rel|role|style|dir|lang|type|poster|datetime|colspan|rowspan|start|reversed|cite|data|hidden|controls|data-(?:src|srcset|original|lazy-src|lazy-srcset|orig-file|full-src|hi-res-src|url|href|image|img-src|ad|component|module|ad-slot|testid))$/

/** Elements without an end tag (HTML Living Standard, section 13.1.2). */
const voidElements: ReadonlySet<string> = new Set([
  'br',
  'hr',
  'img',
  'wbr',
  'source',
  'col',
  'input',
  'meta',
  'link',
  'embed',
  'area',
  'track',
  'base',
  'param',
])

interface OpenElement {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: HtmlNode[]
}

/** What was met that leaves no node behind. */
export interface ParsedHtml {
  readonly nodes: readonly HtmlNode[]
  /** Attributes such as `onerror`, whatever their value. */
  readonly eventHandlers: number
}

/** Reads HTML of any quality. Comments, doctypes and processing instructions are left out. */
export function parseHtml(html: string): ParsedHtml {
  const root: OpenElement = { name: '', attributes: {}, children: [] }
  const open: OpenElement[] = [root]
  let current = root
  let elements = 0
  let tooDeep = 0
  let eventHandlers = 0
  const parser = new Parser(
    {
      onattribute(name) {
        if (/^on[a-z]/i.test(name)) eventHandlers += 1
      },
      onopentag(name, given) {
        if (open.length > depthMax || elements >= elementsMax) {
          tooDeep += 1
          return
        }
        elements += 1
        const element: OpenElement = { name, attributes: keepAttributes(given), children: [] }
        current.children.push({ kind: 'element', ...element })
        open.push(element)
        current = element
      },
      onclosetag() {
        if (tooDeep > 0) {
          tooDeep -= 1
          return
        }
        if (open.length > 1) open.pop()
        current = open.at(-1) ?? root
      },
      ontext(text) {
        const last = current.children.at(-1)
        if (last?.kind === 'text')
          current.children[current.children.length - 1] = { kind: 'text', text: last.text + text }
        else current.children.push({ kind: 'text', text })
      },
    },
    {
      decodeEntities: true,
      lowerCaseTags: true,
      lowerCaseAttributeNames: true,
      Tokenizer: tokenizerBoundTo({ html, depth: () => open.length + tooDeep, depthMax: parserDepthMax }),
    },
  )
  parser.write(html)
  parser.end()
  return { nodes: root.children, eventHandlers }
}

function keepAttributes(given: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of Object.keys(given)) {
    if (attributesKept.test(name)) kept[name] = given[name] ?? ''
  }
  return kept
}

/** Writes nodes as HTML that parses back to the same nodes. */
export function serializeHtml(nodes: readonly HtmlNode[]): string {
  const parts: string[] = []
  for (const node of nodes) write(node, parts)
  return parts.join('')
}

function write(node: HtmlNode, parts: string[]): void {
  if (node.kind === 'text') {
    parts.push(escapeHtml(node.text))
    return
  }
  parts.push('<', node.name)
  for (const [name, value] of Object.entries(node.attributes))
    parts.push(' ', name, '="', escapeHtml(value), '"')
  parts.push('>')
  if (voidElements.has(node.name)) return
  for (const child of node.children) write(child, parts)
  parts.push('</', node.name, '>')
}

/** Escapes for text and for double-quoted attribute values alike. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const blockElements: ReadonlySet<string> = new Set(
  'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)

/** Whether an element starts a line of its own (CSS `display` of the HTML Living Standard, section 15.3). */
export function isBlock(node: HtmlNode): boolean {
  return node.kind === 'element' && blockElements.has(node.name)
}

/** Plain text, white space folded, one newline between lines. */
export function textOf(nodes: readonly HtmlNode[]): string {
  const parts: string[] = []
  for (const node of nodes) gather(node, parts)
  return parts
    .join('')
    .split('\n')
    .map((line) => line.replaceAll(/[\s\u00A0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

function gather(node: HtmlNode, parts: string[]): void {
  if (node.kind === 'text') {
    parts.push(node.text.replaceAll('\n', ' '))
    return
  }
  const breaks = node.name === 'br' || isBlock(node)
  if (breaks) parts.push('\n')
  for (const child of node.children) gather(child, parts)
  if (breaks) parts.push('\n')
}
