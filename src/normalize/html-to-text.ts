/** The words of an HTML fragment, as a reader sees them: one line a paragraph. */
import { Tokenizer } from 'htmlparser2'

const blocks: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol option p pre section summary table tbody td tfoot th thead title tr ul'
  ).split(' '),
)

/** Elements whose content is not shown as text. */
const hiddenElements: ReadonlySet<string> = new Set(
  'script style noscript template head iframe object embed svg math canvas audio video select textarea button datalist rp'.split(
    ' ',
  ),
)

const voidElements: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Elements whose start tag ends another that is open innermost (HTML Living Standard, "Optional tags"). */
const endedBy: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...[...blocks]
    .filter((name) => !/^(?:br|li|d[dt]|t[dhr]|body)$/.test(name))
    .map((name) => [name, words('p')] as const),
  ['li', words('li p')],
  ['dd', words('dd dt p')],
  ['dt', words('dd dt p')],
  ['td', words('td th p')],
  ['th', words('td th p')],
  ['tr', words('td th tr p')],
  ['option', words('option')],
])

/** White space of HTML and the no-break spaces writers use for layout; soft hyphens and zero-width characters are no letters. */
const space = /[\s\u00a0\u2007\u202f]+/g
const invisible = /[\u00ad\u200b\u2060\ufeff]/g

/** The open elements, innermost last. Every element is put in once and taken out once, however many end tags fit nothing. */
interface OpenElements {
  readonly open: (name: string, isHidden: boolean) => void
  readonly close: (name: string) => void
  readonly isVisible: () => boolean
}

function trackElements(onEnd: (name: string) => void): OpenElements {
  const names: string[] = []
  const counts = new Map<string, number>()
  /** Depth of the outermost hidden element, -1 outside. */
  let hiddenAt = -1
  const pop = (): string | undefined => {
    const name = names.pop()
    if (name === undefined) return undefined
    counts.set(name, (counts.get(name) ?? 1) - 1)
    if (hiddenAt === -1) onEnd(name)
    else if (names.length <= hiddenAt) hiddenAt = -1
    return name
  }
  return {
    open(name, isHidden) {
      const ended = endedBy.get(name)
      while (ended?.has(names.at(-1) ?? '') === true) pop()
      if (voidElements.has(name)) return
      counts.set(name, (counts.get(name) ?? 0) + 1)
      if (isHidden && hiddenAt === -1) hiddenAt = names.length
      names.push(name)
    },
    close(name) {
      if ((counts.get(name) ?? 0) === 0) return
      while (pop() !== name);
    },
    isVisible: () => hiddenAt === -1,
  }
}

/**
 * Plain text of `html`: entities decoded, white space folded, a newline between blocks, nothing for pictures, scripts,
 * styles and hidden elements. One pass, work proportional to the input, however deep or broken the markup is: htmlparser2's
 * tokenizer, because its parser moves every open element for each new one (120,000 nested tags took 12 s).
 */
export function htmlToText(html: string): string {
  const lines: string[] = []
  let line = ''
  const endLine = (): void => {
    const text = line.replace(invisible, '').replace(space, ' ').trim()
    if (text !== '') lines.push(text)
    line = ''
  }
  const elements = trackElements((name) => blocks.has(name) && endLine())
  let name = ''
  let attribute = ''
  let style = ''
  let isHidden = false
  const openTag = (): void => {
    if (elements.isVisible() && blocks.has(name)) endLine()
    elements.open(name, isHidden || hiddenElements.has(name) || hidingStyle.test(style.slice(0, 500)))
  }
  const nameAt = (start: number, end: number): string => html.slice(start, end).toLowerCase()
  const addText = (text: string): void => {
    if (elements.isVisible()) line += text
  }
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => addText(html.slice(start, end)),
      ontextentity: (code) => addText(String.fromCodePoint(code)),
      onopentagname(start, end) {
        name = nameAt(start, end)
        style = ''
        isHidden = false
      },
      onattribname(start, end) {
        attribute = nameAt(start, end)
        isHidden ||= attribute === 'hidden'
      },
      onattribdata: (start, end) => void (attribute === 'style' && (style += html.slice(start, end))),
      onattribentity: (code) => void (attribute === 'style' && (style += String.fromCodePoint(code))),
      onattribend: ignore,
      onopentagend: openTag,
      onselfclosingtag: openTag,
      onclosetag(start, end) {
        name = nameAt(start, end)
        if (name === 'br' && elements.isVisible()) endLine()
        elements.close(name)
      },
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  endLine()
  return lines.join('\n')
}

const ignore = (): void => undefined

/** Pixels and screen-reader duplicates. */
const hidingStyle = /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i
