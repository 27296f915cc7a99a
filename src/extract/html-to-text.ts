/** Plain text of an HTML fragment: paragraphs separated by one newline, white space folded. */
import { Parser } from 'htmlparser2'

const blockTags: ReadonlySet<string> = new Set(
  'address article aside blockquote body br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
const silentTags: ReadonlySet<string> = new Set('script style template noscript head'.split(' '))

/** Text as a reader would copy it. Entities decoded; script, style and head leave nothing. */
export function htmlToText(html: string): string {
  const parts: string[] = []
  let silent = 0
  const parser = new Parser({
    onopentag(name) {
      if (silentTags.has(name)) silent += 1
      if (blockTags.has(name)) parts.push('\n')
    },
    onclosetag(name) {
      if (silentTags.has(name)) silent = Math.max(0, silent - 1)
      if (blockTags.has(name)) parts.push('\n')
    },
    ontext(data) {
      if (silent === 0) parts.push(data.replaceAll(/\s+/g, ' '))
    },
  })
  parser.end(html)
  const lines = parts.join('').split('\n')
  return lines
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}
