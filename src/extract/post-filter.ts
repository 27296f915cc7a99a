/** Takes short furniture lines out of what Readability found, and makes every address absolute. */
import type { PageDocument, PageElement } from './dom.ts'

/** Whole lines that newsrooms put between paragraphs; English and German, as in the benchmarks. */
const furnitureLine = new RegExp(
  `^(?:${[
    'advertisement|sponsored|skip advert.*|anzeige|teilen|drucken',
    '(?:read (?:more|next|also)|see also|related|recommended)\\b.{0,120}',
    'also read\\b.{0,160}|more (?:from|on|like this)\\b.{0,80}|you may (?:also )?like\\b.{0,80}',
    '(?:sign up|subscribe)\\b.{0,160}|click here\\b.{0,120}|follow (?:us|him|her|them|@)\\b.{0,120}',
    'share (?:this|on|via)\\b.{0,80}|(?:watch|listen):? .{0,120}',
    '(?:image|photo|picture|credit|source|file photo)(?: credit)?s?:.{0,120}|getty images.{0,60}',
    '(?:c|©|copyright).{0,160}all rights reserved.{0,60}',
    'comments?(?: \\(\\d+\\))?|leave a (?:comment|reply).{0,80}|kommentare?(?: \\(\\d+\\))?',
    '(?:tags?:|filed under:?).{0,160}|(?:last updated|updated|published):?.{0,60}|posted (?:on|in|by).{0,100}',
    'weitere (?:informationen|artikel).{0,80}|lesen sie (?:auch|mehr|dazu|hier).{0,140}|mehr zum thema.{0,80}',
    '(?:quelle|foto|bild):.{0,80}',
  ].join('|')})$`,
  'i',
)
const leaves = 'p,li,h2,h3,h4,h5,h6,div,ul,ol,section'
const blocksInside = 'p,li,h2,h3,ul,ol,section,blockquote'

/** A short block that is nearly all links and does not end as a sentence is a teaser list. */
function isLinkList(element: PageElement, text: string): boolean {
  if (text.length >= 200 || /[.!?]["”]?$/.test(text)) return false
  let linked = 0
  for (const link of element.querySelectorAll('a')) linked += link.textContent?.trim().length ?? 0
  return linked / text.length > 0.8
}

/** Lines longer than the longest pattern cannot match; not trying them keeps the cost linear. */
const furnitureCharactersMax = 300

/** Removes furniture lines and link lists in place. */
export function postFilter(document: PageDocument): void {
  for (const element of document.querySelectorAll(leaves)) {
    if (element.querySelector(blocksInside) !== null) continue
    const text = (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
    if (text === '' || text.length > furnitureCharactersMax) continue
    if (furnitureLine.test(text) || isLinkList(element, text)) element.remove()
  }
}

const addressAttributes = ['href', 'src', 'poster', 'cite'] as const

function absoluteSet(value: string, base: string): string {
  return value
    .split(/,\s+/)
    .map((candidate) => {
      const [address = '', ...descriptor] = candidate.trim().split(/\s+/)
      return [URL.parse(address, base)?.href ?? address, ...descriptor].join(' ')
    })
    .join(', ')
}

/** Resolves href, src, srcset, poster and cite against `base`, in place. What does not parse stays. */
export function absolutizeAddresses(document: PageDocument, base: string): void {
  for (const name of addressAttributes) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const absolute = URL.parse(element.getAttribute(name)?.trim() ?? '', base)
      if (absolute !== null) element.setAttribute(name, absolute.href)
    }
  }
  for (const element of document.querySelectorAll('[srcset]')) {
    element.setAttribute('srcset', absoluteSet(element.getAttribute('srcset') ?? '', base))
  }
}
