/** Takes the furniture out of a tree: lines, links, boxes and lists that belong to the site and not to the article. */
import { furnitureOfElement, isShareLink, markedTextMax } from './furniture-marks.ts'
import { furnitureOfLine, isReadMoreAnchor, type FurnitureKind } from './furniture-phrases.ts'
import { isBlock, textOf, type HtmlElement, type HtmlNode } from './html-tree.ts'

/** Everything that is counted per kind. */
export type RemovedKind =
  | FurnitureKind
  | 'titleRepeat'
  | 'boilerplate'
  | 'trackingPixel'
  | 'trackingParameter'
  | 'script'
  | 'form'
  | 'frame'
  | 'eventHandler'
  | 'unsafeUrl'
  | 'cut'

export interface FurnitureOptions {
  /** Plain text of the article's title: a first or last line that only repeats it goes. */
  readonly title: string
  /** Sentences the source repeats in article after article, as they stand in the text. */
  readonly boilerplate: ReadonlySet<string>
  /** Told once for everything that goes. */
  readonly note: (kind: RemovedKind) => void
}

const media: ReadonlySet<string> = new Set(['img', 'video', 'audio', 'hr', 'table', 'picture'])
const listElements: ReadonlySet<string> = new Set(['ul', 'ol', 'div', 'section', 'aside', 'p'])

/** Returns the nodes without furniture and without what its going leaves empty. */
export function removeFurniture(nodes: readonly HtmlNode[], options: FurnitureOptions): readonly HtmlNode[] {
  return trimRepeatedTitle(pruneChildren(nodes, options), options)
}

function pruneChildren(nodes: readonly HtmlNode[], options: FurnitureOptions): readonly HtmlNode[] {
  const kept: HtmlNode[] = []
  let line: HtmlNode[] = []
  let underRelatedHeading = false
  const endLine = (): void => {
    const kind = line.length === 0 ? undefined : judgeLine(line, options)
    if (kind !== undefined) options.note(kind)
    // One by one: a line of 100,000 nodes is more than a call takes arguments.
    else for (const node of line) kept.push(node)
    if (textOf(line) !== '') underRelatedHeading = kind === 'related'
    line = []
  }
  for (const node of nodes) {
    if (node.kind === 'text' || !breaksLine(node)) {
      const pruned = node.kind === 'element' ? pruneInline(node, options) : node
      if (pruned !== undefined) line.push(pruned)
      continue
    }
    endLine()
    if (node.name === 'br') {
      kept.push(node)
      continue
    }
    if (underRelatedHeading && isLinkList(node)) {
      options.note('related')
      continue
    }
    const { block, fell } = pruneBlock(node, options)
    if (block !== undefined) kept.push(block)
    if (textOf([node]) !== '') underRelatedHeading = fell === 'related'
  }
  endLine()
  return trimBreaks(kept)
}

/** A `<br>`, a block, or an inline element that holds a block. */
function breaksLine(node: HtmlNode): boolean {
  return node.kind === 'element' && (node.name === 'br' || isBlock(node) || node.children.some(breaksLine))
}

function pruneBlock(
  node: HtmlElement,
  options: FurnitureOptions,
): { block: HtmlElement | undefined; fell?: FurnitureKind } {
  const marked = furnitureOfElement(node)
  if (marked !== undefined && textOf([node]).length <= markedTextMax && !isLeadMedia(node)) {
    options.note(marked)
    return { block: undefined, fell: marked }
  }
  let fell: FurnitureKind | undefined
  const children = pruneChildren(node.children, {
    ...options,
    note: (kind) => {
      if (kind === 'related') fell = kind
      options.note(kind)
    },
  })
  const block = isEmpty(children) && !media.has(node.name) ? undefined : { ...node, children }
  return fell === undefined || block !== undefined ? { block } : { block, fell }
}

/** A figure may wear any class (`wp-block-image ad-lightbox`): pictures with a caption are the article's. */
function isLeadMedia(node: HtmlElement): boolean {
  return node.name === 'figure' || node.name === 'picture'
}

function pruneInline(node: HtmlElement, options: FurnitureOptions): HtmlElement | undefined {
  if (node.name === 'a') {
    if (isShareLink(node.attributes['href'] ?? '')) return gone('share', options)
    if (isReadMoreAnchor(textOf([node])) && !hasMedia(node)) return gone('readMore', options)
  }
  const marked = furnitureOfElement(node)
  if (marked !== undefined && !media.has(node.name) && textOf([node]).length <= markedTextMax / 4)
    return gone(marked, options)
  if (media.has(node.name)) return node
  const children: HtmlNode[] = []
  for (const child of node.children) {
    const pruned = child.kind === 'element' ? pruneInline(child, options) : child
    if (pruned !== undefined) children.push(pruned)
  }
  return children.length === 0 && node.name !== 'wbr' ? undefined : { ...node, children }
}

function gone(kind: RemovedKind, options: FurnitureOptions): undefined {
  options.note(kind)
  return undefined
}

/** The kind of furniture a line of inline nodes is; a line with a picture is none. */
function judgeLine(
  line: readonly HtmlNode[],
  options: FurnitureOptions,
): FurnitureKind | 'boilerplate' | undefined {
  if (line.some((node) => node.kind === 'element' && hasMedia(node))) return undefined
  const text = textOf(line).replaceAll('\n', ' ')
  if (text === '') return undefined
  const kind = furnitureOfLine(text, line.some(hasLink))
  if (kind !== undefined) return kind
  return isBoilerplate(text, options.boilerplate) ? 'boilerplate' : undefined
}

const sentencePattern = /[^.!?。！？।]+[.!?。！？।]*["”’»)\]]*\s*/gu

/** Whether every sentence of a line is one the source repeats. */
function isBoilerplate(text: string, boilerplate: ReadonlySet<string>): boolean {
  if (boilerplate.size === 0) return false
  const sentences = (text.match(sentencePattern) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
  return sentences.length > 0 && sentences.every((sentence) => boilerplate.has(sentence))
}

function hasLink(node: HtmlNode): boolean {
  return (
    node.kind === 'element' &&
    ((node.name === 'a' && node.attributes['href'] !== undefined) || node.children.some(hasLink))
  )
}

function hasMedia(node: HtmlElement): boolean {
  return media.has(node.name) || node.children.some((child) => child.kind === 'element' && hasMedia(child))
}

/** A list or box whose words are nearly all links: what stands under "Related stories". */
function isLinkList(node: HtmlElement): boolean {
  if (!listElements.has(node.name)) return false
  const all = textOf([node]).length
  return all > 0 && linkedLength(node) >= all * 0.8
}

function linkedLength(node: HtmlElement): number {
  if (node.name === 'a') return textOf([node]).length
  let length = 0
  for (const child of node.children) if (child.kind === 'element') length += linkedLength(child)
  return length
}

function isEmpty(nodes: readonly HtmlNode[]): boolean {
  return nodes.every((node) => {
    if (node.kind === 'text') return node.text.trim() === ''
    return !media.has(node.name) && isEmpty(node.children)
  })
}

/** No breaks at the ends, and two in a row at most. */
function trimBreaks(nodes: readonly HtmlNode[]): readonly HtmlNode[] {
  const kept: HtmlNode[] = []
  let breaks = 2
  for (const node of nodes) {
    const isBreak = node.kind === 'element' && node.name === 'br'
    if (isBreak && (breaks += 1) > 2) continue
    if (!isBreak && !isSpace(node)) breaks = isBlock(node) ? 2 : 0
    kept.push(node)
  }
  while (kept.length > 0) {
    const last = kept.at(-1)
    if (last === undefined || !(isSpace(last) || (last.kind === 'element' && last.name === 'br'))) break
    kept.pop()
  }
  return kept.length === 0 && nodes.some(isSpace) ? nodes.filter(isSpace).slice(0, 1) : kept
}

function isSpace(node: HtmlNode): boolean {
  return node.kind === 'text' && node.text.trim() === ''
}

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The reader shows the title already; feeds repeat it as a heading above the text or once more below it. */
function trimRepeatedTitle(nodes: readonly HtmlNode[], options: FurnitureOptions): readonly HtmlNode[] {
  const title = folded(options.title)
  if (title.length < 8) return nodes
  let kept = nodes
  for (const side of [0, -1]) {
    const meaningful = kept.filter((node) => !isSpace(node))
    const node = meaningful.at(side)
    if (
      node === undefined ||
      meaningful.length < 2 ||
      node.kind === 'text' ||
      !isBlock(node) ||
      hasMedia(node)
    )
      continue
    if (folded(textOf([node]).slice(0, 1000)) !== title) continue
    options.note('titleRepeat')
    kept = kept.filter((other) => other !== node)
  }
  return kept
}
