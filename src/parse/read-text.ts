/** What an element that holds text or HTML means: as HTML for content, as plain text for titles. */
import type { Field } from './field.ts'
import { decodeEntities, escapeHtml } from './decode-entities.ts'
import { xhtmlToHtml } from './xhtml.ts'

/** Whether text without a type is taken for HTML (RSS) or for text (Atom, RFC 4287 section 3.1.1). */
export type DefaultType = 'html' | 'text'

/** The element as an HTML fragment, addresses as given. Empty when it holds nothing readable. */
export function readHtml(field: Field, defaultType: DefaultType): string {
  if (field.kind === 'markup') {
    // Escaped tags among real ones: somebody pasted a tag into text that was escaped as a whole.
    const isXhtml = /xhtml|xml/i.test(field.attributes.get('type') ?? '')
    const value = !isXhtml && escapedEndTag.test(field.value) ? decodeEntities(field.value) : field.value
    return xhtmlToHtml(value)
  }
  const value = characters(field)
  const type = typeOf(field, defaultType)
  if (type === 'other') return ''
  if (type === 'html') return unescapeTwice(value.trim())
  if (looksLikeHtml(value)) return value.trim()
  // Text with references left in it was HTML before somebody called it text.
  const plain = decodeEntities(value)
  return looksLikeHtml(plain) ? plain.trim() : textToHtml(plain)
}

function typeOf(field: Field, defaultType: DefaultType): 'html' | 'text' | 'other' {
  const type = (field.attributes.get('type') ?? '').toLowerCase()
  if (type === '') return defaultType
  if (type === 'html' || type === 'xhtml' || /^(?:text\/html|application\/xhtml\+xml)/.test(type))
    return 'html'
  if (type === 'text' || type === 'plain' || type.startsWith('text/')) return 'text'
  if (type === 'application/octet-stream') return 'html'
  return /^(?:image|audio|video|application)\//.test(type) ? 'other' : defaultType
}

const escapedEndTag = /&lt;\/[a-z][a-z0-9]*\s*&gt;/i

/** Publishers who escape once too often show their readers tags; one paragraph end and no real tag gives them away. */
function unescapeTwice(html: string): string {
  return !html.includes('<') && escapedEndTag.test(html) ? decodeEntities(html) : html
}

/** Atom content that is called text and is HTML: tags of prose, or an end tag. */
export function looksLikeHtml(text: string): boolean {
  return /<(?:p|br|div|a|img|ul|ol|li|b|i|em|strong|span|blockquote|h[1-6]|table|figure)(?:\s[^<>]{0,500})?\/?>/i.test(
    text,
  )
}

/** Blank lines part paragraphs. */
function textToHtml(text: string): string {
  const paragraphs = text.split(/\n[ \t\r]*\n\s*/).map((paragraph) => escapeHtml(paragraph.trim()))
  return paragraphs.filter((paragraph) => paragraph !== '').length > 1
    ? paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('')
    : escapeHtml(text.trim())
}

/** Atom 0.3 says `mode="base64"`; Atom 1.0 means it by a type that is no text (RFC 4287 section 4.1.3.3, point 6). */
function characters(field: Field): string {
  const isEncoded =
    field.attributes.get('mode') === 'base64' || field.attributes.get('type') === 'application/octet-stream'
  return isEncoded && base64.test(field.value)
    ? Buffer.from(field.value, 'base64').toString('utf8')
    : field.value
}

const base64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/

/** Inline tags that get into RSS titles; `<T>` or `a < b` in a title are meant as they stand. */
const inlineTag =
  /<\/?(?:a|abbr|acronym|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|q|s|small|span|strike|strong|sub|sup|tt|u|wbr)(?:\s[^<>]{0,2000})?\/?>/gi
const anyTag = /<[a-z/!][^<>]{0,5000}>/gi

/** Characters a plain text field may have; a headline has a few hundred. */
const plainMax = 5_000

/** White space other than single blanks: most titles have none. */
const unfolded = /[^\S ]| {2}/

const pairOfTags = /<(b|i|em|strong|span|u|sub|sup|font|cite)(?:\s[^<>]{0,500})?>[^<>]{1,500}<\/\1>/i

/** The element as one line of plain text. */
export function readPlain(field: Field): string {
  const type = field.attributes.get('type') ?? ''
  const isMarked = field.kind === 'markup' || /html|xml|octet-stream/i.test(type)
  const line = plainLine(characters(field), isMarked ? anyTag : inlineTag)
  // A pair of tags in what was untyped text was escaped once too often.
  return type === '' && pairOfTags.test(line) ? plainLine(line) : line
}

/** `text` without inline tags, entities of a second escaping decoded, white space folded. */
export function plainLine(text: string, tags: RegExp = inlineTag): string {
  const head = text.slice(0, plainMax * 2)
  const bare = head.includes('<')
    ? head.replace(tags, (tag) => (/^<\/?(?:br|p|div)/i.test(tag) ? ' ' : ''))
    : head
  const decoded = decodeEntities(bare)
  const folded = unfolded.test(decoded) ? decoded.replace(/\s+/g, ' ') : decoded
  const line = folded.trim()
  return line.length > plainMax ? line.slice(0, plainMax).toWellFormed() : line
}
