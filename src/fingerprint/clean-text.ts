/** Brings a text into the form the scanner reads: no invisible characters, no markup, no closing furniture. */
import { limits } from '../model/limits.ts'

// Soft hyphen, zero-width space and joiners, bidi marks and isolates, word joiner, BOM (Unicode Cf): all invisible.
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const markup = /<\/?[a-z][^<>]{0,2000}>|<!--[^]{0,2000}?-->/gi
const blockTag = /<\/?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|table|blockquote|section|article)\b/i
const hiddenElement = /<(script|style)\b[^>]{0,500}>[^]{0,20000}?<\/\1\s*>/gi
const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '-',
  mdash: '-',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
}
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi

// Closing lines that republishing software adds. A line only counts among the last ones, and only whole.
const furniture =
  /^\s*(?:the post .{0,300} appeared first on .{0,120}|source link\b.{0,300}|source\s*:.{0,120}|read more\s*(?:at|on|about|:).{0,200}|(?:sign up|subscribe) (?:for|to) .{0,200}|follow us on .{0,120}|this article (?:was )?originally (?:appeared|published) (?:on|in|at|by) .{0,200}|\(?(?:with inputs from|except for the headline, this story).{0,300})\s*$/i
const closingLines = 4

/** At most `limits.textCharactersMax` characters of the text, NFC, paragraphs on lines of their own. */
export function cleanText(text: string): string {
  let clean = text.length > limits.textCharactersMax ? text.slice(0, limits.textCharactersMax) : text
  if (/[\u00ad\u061c\u180e\u200b-\u2069\ufeff]/.test(clean)) clean = clean.replace(invisible, '')
  if (clean.includes('<')) clean = withoutMarkup(clean)
  if (clean.includes('&')) clean = clean.replace(entity, decodeEntity)
  if (/[\u0300-\u036f\u0653-\u0655\u3099\u309a\uff00-\uffef]/.test(clean)) clean = clean.normalize('NFKC')
  return withoutRepeats(withoutFurniture(clean))
}

function withoutMarkup(text: string): string {
  return text.replace(hiddenElement, ' ').replace(markup, (tag) => (blockTag.test(tag) ? '\n' : ' '))
}

function decodeEntity(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return namedEntities[name.toLowerCase()] ?? whole
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole
}

// Captions of a picture gallery stand twice in a page, under the small and under the large picture. They are the
// same in every article that carries the gallery and say nothing about this one.
const repeatedLinesMin = 3
const captionCharactersMin = 40

function withoutRepeats(text: string): string {
  const lines = text.split('\n')
  if (lines.length < 2 * repeatedLinesMin) return text
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const line of lines) {
    if (line.length < captionCharactersMin) continue
    if (seen.has(line)) repeated.add(line)
    seen.add(line)
  }
  return repeated.size < repeatedLinesMin ? text : lines.filter((line) => !repeated.has(line)).join('\n')
}

function withoutFurniture(text: string): string {
  let end = text.length
  for (let line = 0; line < closingLines; line++) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    if (start === 0) break
    if (end - start > 500) break
    if (furniture.test(text.slice(start, end))) return withoutFurniture(text.slice(0, start - 1))
    end = start - 1
  }
  return text
}
