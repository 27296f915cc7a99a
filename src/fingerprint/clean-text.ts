/** Brings a text into the form the scanner reads: no invisible characters, no markup, no closing furniture. */
import { limits } from '../model/limits.ts'

// Soft hyphen, zero-width space and joiners, bidi marks and isolates, word joiner, BOM (Unicode Cf), fillers that look
// like nothing, and selectors of a glyph: all invisible.
const invisibleRanges = [
  '\\u00ad\\u034f\\u061c\\u06dd\\u070f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f',
  '\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\ufff9-\\ufffb',
].join('')
const holdsInvisible = new RegExp(`[${invisibleRanges}\\udb40]`)
// With the tag characters of plane 14.
const invisible = new RegExp(`[${invisibleRanges}]|\\udb40[\\udc00-\\udfff]`, 'g')
// What has a second way to be written: combining accents, Arabic, nukta and kana marks, circled letters, ligatures, Arabic
// presentation forms, half and full width, mathematical letters.
const normalizableRanges = [
  '\\u0300-\\u036f\\u0653-\\u0655\\u093c\\u0958-\\u095f\\u20d0-\\u20ff\\u2460-\\u24ff\\u3099\\u309a',
  '\\ufb00-\\ufdff\\ufe20-\\ufe2f\\ufe70-\\ufefc\\uff00-\\uffef\\ud835',
].join('')
const normalizable = new RegExp(`[${normalizableRanges}]`)
// Nobody writes three accents on a letter; a letter flooded with them is the letter.
const accentFlood = /\p{Script=Inherited}{3,}/gu
// Accents that no composed letter holds: stress marks, and what is left of a flood.
const looseAccent = /\p{Script=Inherited}/gu

const tag = /<\/?[a-z][^<>]{0,2000}>/gi
const blockTag = /<\/?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|table|blockquote|section|article)\b/i
const hidden = /<!--|<(script|style)\b[^<>]{0,500}>/gi
const hiddenEnds: Readonly<Record<string, RegExp>> = {
  '': /-->/g,
  script: /<\/script\s{0,20}>/gi,
  style: /<\/style\s{0,20}>/gi,
}
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

// Closing lines that republishing software adds, WordPress in the words of its translations. A line only counts among
// the last ones, and only whole.
const furniture = new RegExp(
  `^\\s*(?:${[
    'the post .{0,300} appeared first on .{0,120}',
    'der beitrag .{0,300} erschien zuerst auf .{0,120}',
    "l[’']article .{0,300} est apparu en premier sur .{0,120}",
    'la entrada .{0,300} (?:aparece primero en|se publicó primero en) .{0,120}',
    "l[’']articolo .{0,300} (?:proviene da|sembra essere il primo su) .{0,120}",
    '(?:o post|o conteúdo) .{0,300} (?:apareceu primeiro em|aparece primeiro em) .{0,120}',
    'het bericht .{0,300} verscheen eerst op .{0,120}',
    'сообщение .{0,300} появились сначала на .{0,120}',
    'source link\\b.{0,300}',
    '(?:source|quelle|fuente|fonte|bron|источник|джерело|المصدر|स्रोत)\\s*:.{0,120}',
    'read more\\s*(?:at|on|about|:).{0,200}',
    '(?:sign up|subscribe) (?:for|to) .{0,200}',
    'follow us on .{0,120}',
    'this article (?:was )?originally (?:appeared|published) (?:on|in|at|by) .{0,200}',
    '\\(?(?:with inputs from|except for the headline, this story).{0,300}',
  ].join('|')})\\s*$`,
  'i',
)
const closingLines = 4
const closingLineCharactersMax = 500

/** At most `limits.textCharactersMax` characters of the text, NFC, paragraphs on lines of their own. Takes time in proportion. */
export function cleanText(text: string): string {
  let clean = text.length > limits.textCharactersMax ? text.slice(0, limits.textCharactersMax) : text
  if (holdsInvisible.test(clean)) clean = clean.replace(invisible, '')
  if (clean.includes('<')) clean = withoutMarkup(clean)
  if (clean.includes('&')) clean = clean.replace(entity, decodeEntity)
  if (normalizable.test(clean))
    clean = clean.replace(accentFlood, '').normalize('NFKC').replace(looseAccent, '')
  return withoutRepeats(withoutFurniture(clean))
}

function withoutMarkup(text: string): string {
  return withoutHidden(text).replace(tag, (found) => (blockTag.test(found) ? '\n' : ' '))
}

// One pass: a script that is never closed is looked for once, however often one opens.
function withoutHidden(text: string): string {
  let kept = ''
  let from = 0
  const unclosed = new Set<string>()
  hidden.lastIndex = 0
  for (let found = hidden.exec(text); found !== null; found = hidden.exec(text)) {
    const name = found[1]?.toLowerCase() ?? ''
    const end = hiddenEnds[name]
    if (end === undefined || unclosed.has(name)) continue
    end.lastIndex = hidden.lastIndex
    if (end.exec(text) === null) {
      unclosed.add(name)
      continue
    }
    kept += `${text.slice(from, found.index)} `
    from = end.lastIndex
    hidden.lastIndex = from
  }
  return from === 0 ? text : kept + text.slice(from)
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
  let kept = text.length
  let end = kept
  for (let looked = 0; looked < closingLines; looked++) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    if (start === 0 || end - start > closingLineCharactersMax) break
    const isFurniture = furniture.test(text.slice(start, end))
    end = start - 1
    if (!isFurniture) continue
    kept = end
    looked = -1
  }
  return kept === text.length ? text : text.slice(0, kept)
}
