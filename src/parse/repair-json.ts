/** Mends JSON that was cut off or has control characters or a comma too many, in one pass. */

export interface RepairedJson {
  readonly text: string
  /** Whether the document ended before its brackets did. */
  readonly isTruncated: boolean
}

/**
 * A cut document loses the list member under way and keeps the complete ones: everything after the last complete
 * member of an array is dropped, then the open brackets are closed.
 */
export function repairJson(text: string): RepairedJson {
  const open: string[] = []
  const parts: string[] = []
  /** Where and at which depth the last complete object inside an array ended. */
  let safe: { readonly parts: number; readonly open: readonly string[] } | undefined
  let kept = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') {
      at = endOfString(text, at)
      continue
    }
    if (character === '{' || character === '[') open.push(character)
    else if (character === '}' || character === ']') {
      if (open.pop() !== (character === '}' ? '{' : '[')) return { text, isTruncated: false }
      if (open.length === 0)
        return { text: cleanStrings(parts.join('') + text.slice(kept, at + 1)), isTruncated: false }
      if (character === '}' && open.at(-1) === '[' && open.length <= 2) {
        parts.push(text.slice(kept, at + 1))
        kept = at + 1
        safe = { parts: parts.length, open: [...open] }
      }
    } else if (character === ',' && /^[\s,]*[}\]]/.test(text.slice(at + 1, at + 200))) {
      parts.push(text.slice(kept, at))
      kept = at + 1
    }
  }
  if (safe === undefined) return { text, isTruncated: true }
  const closing = safe.open.toReversed().map((bracket) => (bracket === '{' ? '}' : ']'))
  return { text: cleanStrings(parts.slice(0, safe.parts).join('') + closing.join('')), isTruncated: true }
}

/** Offset of the closing quote; the end of the text when there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 92) at += 1
    else if (code === 34) return at
  }
  return text.length
}

/** Raw control characters are forbidden in JSON strings (RFC 8259 section 7) and white space outside them anyway. */
function cleanStrings(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are the point
  return text.replace(/[\u0000-\u001f]/g, ' ')
}
