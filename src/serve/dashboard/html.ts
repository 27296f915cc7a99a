/** HTML that cannot be broken into: whatever is put into a template is escaped, unless it is markup already. */

/** Finished HTML. Made by `html` and `markup` only. */
export interface Markup {
  readonly markup: string
}

export type Fragment = Markup | string | number | undefined | false | readonly Fragment[]

/** Controls, marks that turn the direction of what follows, halves of surrogate pairs: nothing a page should say. */
const unshown = /[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069\uFEFF]/gu

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Fit for text and for attributes in either kind of quotes. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(unshown, '')
    .replaceAll(/[&<>"']/g, (character) => references[character] ?? '')
}

function isMarkup(value: Fragment): value is Markup {
  return typeof value === 'object' && 'markup' in value
}

function render(value: Fragment): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  if (isMarkup(value)) return value.markup
  return value.map(render).join('')
}

/** A template: its own words are HTML, its values are text, numbers, markup, lists of those, or nothing. */
export function html(words: TemplateStringsArray, ...values: readonly Fragment[]): Markup {
  return { markup: String.raw({ raw: words }, ...values.map(render)) }
}

/** Text that is HTML of our own making. */
export function markup(text: string): Markup {
  return { markup: text }
}

/** On one line, at most `charactersMax` long; a cut is marked. */
export function oneLine(text: string, charactersMax = 300): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= charactersMax ? line : `${line.slice(0, charactersMax - 1).toWellFormed()}…`
}

/** The address when a browser may follow it; undefined for anything but http and https. */
export function webAddress(address: string | undefined): string | undefined {
  const url = URL.parse(address ?? '')
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined
}
