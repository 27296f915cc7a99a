/** A title as one line of plain text that no reader can mistake for markup. */
import { decodeHTML } from 'entities'

/** Longer titles are a paragraph in the wrong place; the longest of 6,100 articles had 287 characters. */
const titleCharactersMax = 500

// Controls; zero-width characters that carry no meaning in any script; marks that turn the direction of what follows.
// ZWJ and ZWNJ stay: Persian and emoji need them. So do LRM and RLM, which reach no further than themselves.
const invisible = /\p{Cc}|[\u00AD\u200B\u2060\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF]/gu
const tags = /<\/?[a-z!?][^<>]{0,2000}>/gi
const separators = /\s(?:[-–—|•·:»]|::|\/\/)\s/

/**
 * `title` may still hold entities or tags (feeds encode twice); `publisher` is the outlet whose name aggregators append
 * ("Floods close the harbour - Coast Herald"). Returns an empty string when nothing is left.
 */
export function cleanTitle(title: string, publisher: string): string {
  let text = title.slice(0, titleCharactersMax * 8).toWellFormed()
  for (let round = 0; round < 3; round += 1) {
    const decoded = /&(?:#\d|#x|[a-z])/i.test(text) ? decodeHTML(text) : text
    const stripped = decoded.replaceAll(tags, ' ').replaceAll(invisible, (mark) => (mark < ' ' ? ' ' : ''))
    if (stripped === text) break
    text = stripped
  }
  // "a<b" stays legible and can no longer open a tag.
  const inert = text
    .replaceAll(/<(?=[a-z!/?])/gi, '< ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  // Twice: "Floods close the harbour | Coast Herald | coastherald.example".
  return shorten(withoutPublisher(withoutPublisher(inert, publisher), publisher))
}

function withoutPublisher(title: string, publisher: string): string {
  const name = fold(publisher)
  if (name === '') return title
  for (let at = title.length - 1; at > 0; at -= 1) {
    const match = separators.exec(title.slice(Math.max(0, at - 1), at + 3))
    if (match === null || match.index !== 0) continue
    const start = Math.max(0, at - 1)
    const tail = fold(title.slice(start + match[0].length))
    if (tail.length > name.length + 12) return title
    if (isName(tail, name)) return title.slice(0, start).trim() || title
  }
  return title
}

/** "Coast Herald", "coastherald.example" and "The Coast Herald" are the same name. */
function isName(tail: string, name: string): boolean {
  const bare = (text: string): string =>
    text
      .replace(/^the\s?/, '')
      .replace(/\.(?:com?|org|net|news)?(?:\.?[a-z]{2,8})?$/, '')
      .replaceAll(' ', '')
  return tail !== '' && (tail === name || (bare(tail) !== '' && bare(tail) === bare(name)))
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}. ]+/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function shorten(title: string): string {
  if (title.length <= titleCharactersMax) return title
  const cut = title.slice(0, titleCharactersMax)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), titleCharactersMax - 40)).toWellFormed()}…`
}
