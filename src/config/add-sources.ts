/** Adds sources to the text of a configuration. What stands there, comments and all, stays byte for byte where that can be. */
import { isMap, isSeq, parseDocument, stringify, YAMLSeq, type Document } from 'yaml'
import { printable } from './printable.ts'

/** A source to be written. `title` becomes a comment: what a reader calls a feed need not be the name of its outlet. */
export interface NewSource {
  readonly url: string
  readonly title: string | undefined
  readonly tags: readonly string[]
}

/** Words YAML 1.2 reads as something else than text, and those older programs do. */
const ambiguous = /^(?:true|false|null|yes|no|on|off|y|n|nan|inf)$/i
const plainWord = /^\p{L}[\p{L}\p{N}-]*$/u

const tagText = (tag: string): string =>
  plainWord.test(tag) && !ambiguous.test(tag) ? tag : JSON.stringify(tag)

/** A foreign list must not reach into the environment: its `${` is a plain `${`. */
const withoutVariables = (url: string): string => url.replaceAll('${', () => '$${')

function sourceLines({ url, title, tags }: NewSource): readonly string[] {
  const line = `- url: ${stringify(withoutVariables(url), { lineWidth: 0 }).trimEnd()}`
  return [
    ...(title === undefined ? [] : [`# ${printable(title)}`]),
    line,
    ...(tags.length === 0 ? [] : [`  tags: [${tags.map(tagText).join(', ')}]`]),
  ]
}

/** `sources:` and the list below it. */
export function renderSources(sources: readonly NewSource[]): string {
  const lines = sources.flatMap(sourceLines)
  return `sources:\n${lines.map((line) => `  ${line}\n`).join('')}`
}

interface Place {
  /** Where the new lines go: the beginning of a line, or the end of the text. */
  readonly offset: number
  readonly indent: number
}

/** The end of a block list; undefined when `sources:` is written in another way. */
function endOfList(document: Document.Parsed, text: string): Place | undefined {
  const list = isMap(document.contents) ? document.contents.get('sources', true) : undefined
  if (!isSeq(list) || list.srcToken?.type !== 'block-seq') return undefined
  const last = list.items.at(-1)
  const range = last !== null && typeof last === 'object' && 'range' in last ? last.range : undefined
  const end: unknown = Array.isArray(range) ? range[1] : undefined
  if (typeof end !== 'number') return undefined
  const lineEnd = text.indexOf('\n', end)
  const offset = text[end - 1] === '\n' ? end : lineEnd === -1 ? text.length : lineEnd + 1
  return { offset, indent: list.srcToken.indent }
}

/** The whole document is written anew; comments stay, the spaces before them may not. */
function rewrite(document: Document.Parsed, sources: readonly NewSource[]): string {
  const given = isMap(document.contents) ? document.contents.get('sources', true) : undefined
  const items = sources.map(({ url, tags }) =>
    document.createNode({
      url: withoutVariables(url),
      ...(tags.length === 0 ? {} : { tags: [...tags] }),
    }),
  )
  if (isSeq(given)) given.items.push(...items)
  else {
    const list = new YAMLSeq()
    list.items.push(...(given === undefined ? [] : [given]), ...items)
    document.set('sources', list)
  }
  return document.toString({ lineWidth: 0 })
}

/** `text` is a valid configuration. Returns it with the sources at the end of its list. */
export function addSources(text: string, sources: readonly NewSource[]): string {
  const document = parseDocument(text, { keepSourceTokens: true })
  const place = endOfList(document, text)
  if (place === undefined) return rewrite(document, sources)
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const before = text.slice(0, place.offset)
  const gap = before.endsWith('\n') ? '' : lineEnd
  const lines = sources.flatMap(sourceLines).map((line) => `${' '.repeat(place.indent)}${line}${lineEnd}`)
  return `${before}${gap}${lines.join('')}${text.slice(place.offset)}`
}
