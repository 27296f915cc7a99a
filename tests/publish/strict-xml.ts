/** A strict reader of XML 1.0, without namespaces or entities of its own: throws at the first thing a parser may refuse. */

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Of its own, not of its children. */
  readonly text: string
}

interface Open {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: XmlElement[]
  text: string
}

// Productions 2, 5, 14, 18 and 41 of XML 1.0, as far as our own writers use them.
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u
const declaration = /^<\?xml version="1\.0" encoding="utf-8"\?>\s*/
const token =
  /<!\[CDATA\[(?<cdata>[^]*?)\]\]>|<\/(?<end>[\w:.-]+)\s*>|<(?<start>[\w:.-]+)(?<rest>(?:\s+[\w:.-]+="[^"<]*")*)\s*(?<empty>\/?)>|(?<text>[^<]+)/y
const reference = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/y
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decode(text: string): string {
  let decoded = ''
  for (let at = 0; at < text.length;) {
    if (text[at] !== '&') {
      decoded += text[at]
      at += 1
      continue
    }
    reference.lastIndex = at
    const found = reference.exec(text)
    if (found === null) throw new SyntaxError(`a bare & before ${JSON.stringify(text.slice(at, at + 20))}`)
    const [whole, name, decimal, hexadecimal] = found
    const code = Number.parseInt(decimal ?? hexadecimal ?? '', decimal === undefined ? 16 : 10)
    const character = name === undefined ? String.fromCodePoint(code) : (named[name] ?? '')
    if (forbidden.test(character)) throw new SyntaxError(`a reference to a forbidden character: ${whole}`)
    decoded += character
    at += whole.length
  }
  return decoded
}

function attributesOf(rest: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', value = ''] of rest.matchAll(/([\w:.-]+)="([^"]*)"/g)) {
    if (Object.hasOwn(attributes, name)) throw new SyntaxError(`the attribute ${name} twice`)
    attributes[name] = decode(value)
  }
  return attributes
}

/** The root element. Every prefix must be declared on the element or above it. */
export function parseStrictXml(written: string): XmlElement {
  if (!written.isWellFormed()) throw new SyntaxError('half a surrogate pair')
  const bad = forbidden.exec(written)
  if (bad !== null) throw new SyntaxError(`U+${bad[0].codePointAt(0)?.toString(16)} at ${bad.index}`)
  const start = declaration.exec(written)
  if (start === null) throw new SyntaxError('no XML declaration')
  const top: Open = { name: '', attributes: {}, children: [], text: '' }
  const open: Open[] = [top]
  token.lastIndex = start[0].length
  while (token.lastIndex < written.length) {
    const at = token.lastIndex
    const groups = token.exec(written)?.groups
    if (groups === undefined) throw new SyntaxError(`not XML: ${JSON.stringify(written.slice(at, at + 60))}`)
    take(open, groups)
  }
  const [root] = top.children
  if (open.length !== 1 || root === undefined || top.children.length !== 1 || top.text.trim() !== '')
    throw new SyntaxError(`not one root element; open at the end: ${open.map(({ name }) => name).join(' ')}`)
  checkPrefixes(root, new Set(['xml', 'xmlns']))
  return root
}

function take(open: Open[], groups: Readonly<Record<string, string | undefined>>): void {
  const parent = open.at(-1)
  const { start, rest = '', empty, end, text, cdata } = groups
  if (parent === undefined) throw new SyntaxError('an end tag too many')
  if (text?.includes(']]>') === true) throw new SyntaxError(']]> in text')
  parent.text += cdata ?? (text === undefined ? '' : decode(text))
  if (start !== undefined) {
    const element: Open = { name: start, attributes: attributesOf(rest), children: [], text: '' }
    parent.children.push(element)
    if (empty === '') open.push(element)
  }
  if (end === undefined) return
  if (parent.name !== end) throw new SyntaxError(`</${end}> where </${parent.name}> belongs`)
  open.pop()
}

function checkPrefixes(element: XmlElement, known: ReadonlySet<string>): void {
  const declared = Object.keys(element.attributes).flatMap((name) =>
    name.startsWith('xmlns:') ? [name.slice('xmlns:'.length)] : [],
  )
  const here = new Set([...known, ...declared])
  for (const name of [element.name, ...Object.keys(element.attributes)]) {
    const [prefix = '', local] = name.split(':')
    if (local !== undefined && !here.has(prefix))
      throw new SyntaxError(`the prefix ${prefix} is not declared`)
  }
  for (const child of element.children) checkPrefixes(child, here)
}

/** Children of that name. */
export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name)

/** Text of the one child of that name; throws when there is none or more. */
export function textOfOne(element: XmlElement, name: string): string {
  const found = childrenOf(element, name)
  const [one] = found
  if (one === undefined || found.length !== 1)
    throw new RangeError(`${found.length} ${name} in ${element.name}, not one`)
  return one.text
}
