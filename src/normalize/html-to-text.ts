/** The words of an HTML fragment, as a reader sees them: one line a paragraph. */
import { Parser } from 'htmlparser2'

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

/** White space of HTML and the no-break spaces writers use for layout; soft hyphens and zero-width characters are no letters. */
const space = /[\s\u00a0\u2007\u202f]+/g
const invisible = /[\u00ad\u200b\u2060\ufeff]/g

/**
 * Plain text of `html`: entities decoded, white space folded, a newline between blocks, nothing for pictures, scripts,
 * styles and hidden elements. One pass, work proportional to the input, however deep or broken the markup is.
 */
export function htmlToText(html: string): string {
  const lines: string[] = []
  let line = ''
  /** Names of the open elements from the outermost hidden one inwards; empty while text is visible. */
  const hidden: string[] = []
  const endLine = (): void => {
    const text = line.replace(invisible, '').replace(space, ' ').trim()
    if (text !== '') lines.push(text)
    line = ''
  }
  const parser = new Parser({
    onopentag(name, attributes) {
      if (hidden.length > 0) {
        if (name === hidden[0]) hidden.push(name)
        return
      }
      if (blocks.has(name)) endLine()
      if (!voidElements.has(name) && (hiddenElements.has(name) || isHidden(attributes))) hidden.push(name)
    },
    ontext(text) {
      if (hidden.length === 0) line += text
    },
    onclosetag(name) {
      if (hidden.length > 0) {
        if (name === hidden[0]) hidden.pop()
        return
      }
      if (blocks.has(name)) endLine()
    },
  })
  parser.end(html)
  endLine()
  return lines.join('\n')
}

/** Pixels and screen-reader duplicates: `hidden`, `display:none`, `visibility:hidden`. */
function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  if ('hidden' in attributes) return true
  const style = attributes['style']
  return style !== undefined && /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style.slice(0, 500))
}
