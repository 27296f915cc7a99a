/** JSON as people write it, not machines: comments, single quotes, bare words, escapes that do not exist. */

const quote = 34
const apostrophe = 39
const slash = 47
const backslash = 92

/** What is no string and no comment, word by word. */
const bareWord = /[A-Za-z_$-][\w$]*/y
const restOfNumber = /[\d.+-][\w.+-]*/y

/** The same text as JSON proper, as far as one pass can tell. Strings keep their meaning. */
export function tidyJson(text: string): string {
  const parts: string[] = []
  let kept = 0
  let at = 0
  const replace = (end: number, value: string | undefined): void => {
    if (value !== undefined) {
      parts.push(text.slice(kept, at), value)
      kept = end
    }
    at = end
  }
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === quote) replace(...mendedString(text, at))
    else if (code === apostrophe) replace(...requoted(text, at))
    else if (code === slash && isComment(text, at)) replace(endOfComment(text, at), ' ')
    else if (isWordStart(code)) replace(...mendedWord(text, at))
    else if (code >= 48 && code <= 57) at = endOf(restOfNumber, text, at)
    else at += 1
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(kept)
}

/** Where it ends, and what to put in its place; undefined to leave it as it is. */
type Mended = readonly [end: number, value: string | undefined]

/** RFC 8259 section 7 knows eight escapes and `\u` with four digits; a backslash before anything else was meant as it stands. */
const badEscape = /\\(?:["\\/bfnrt]|u[\da-f]{4}|([^]|$))/gi

function mendedString(text: string, start: number): Mended {
  const end = endOfString(text, start, quote)
  const given = text.slice(start, end)
  return [end, given.includes('\\') ? mendEscapes(given) : undefined]
}

function mendEscapes(text: string): string {
  return text.replace(badEscape, (escape, other?: string) =>
    other === undefined ? escape : other === "'" ? "'" : `\\\\${other}`,
  )
}

function requoted(text: string, start: number): Mended {
  const end = endOfString(text, start, apostrophe)
  const isClosed = end - start > 1 && text.charCodeAt(end - 1) === apostrophe
  const inner = text.slice(start + 1, isClosed ? end - 1 : end)
  if (!/["\\]/.test(inner)) return [end, `"${inner}${isClosed ? '"' : ''}`]
  const escaped = inner.replace(/\\[^]|"/g, (mark) => (mark === '"' ? '\\"' : mark === "\\'" ? "'" : mark))
  return [end, `"${mendEscapes(escaped)}${isClosed ? '"' : ''}`]
}

/** After the closing mark; the end of the text when there is none. */
function endOfString(text: string, start: number, mark: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === backslash) at += 1
    else if (code === mark) return at + 1
  }
  return text.length
}

function isComment(text: string, at: number): boolean {
  return text.startsWith('//', at) || text.startsWith('/*', at)
}

function endOfComment(text: string, at: number): number {
  const isLine = text.charCodeAt(at + 1) === slash
  const end = text.indexOf(isLine ? '\n' : '*/', at + 2)
  return end === -1 ? text.length : isLine ? end : end + 2
}

function isWordStart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36 || code === 45
  )
}

/** A name without quotes in front of a colon, or a value that JSON has no word for. */
function mendedWord(text: string, start: number): Mended {
  const end = endOf(bareWord, text, start)
  const word = text.slice(start, end)
  if (/^(?:NaN|-?Infinity|undefined)$/.test(word)) return [end, 'null']
  const isName = word.charCodeAt(0) !== 45 && /^\s{0,20}:/.test(text.slice(end, end + 21))
  return [end, isName ? `"${word}"` : undefined]
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at + 1
}
