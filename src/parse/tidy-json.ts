/** JSON as people write it, not machines: comments, single quotes, bare words, escapes that do not exist. */

const piece =
  /"(?:[^"\\]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|(?<![\w"'.+-])(?:NaN|-?Infinity|undefined)(?![\w"'])|(?<![\w$])[A-Za-z_$][\w$]*(?=\s{0,20}:)/g

/** The same text as JSON proper, as far as one pass can tell. Strings keep their meaning. */
export function tidyJson(text: string): string {
  return text.replace(piece, (found) => {
    const first = found.charCodeAt(0)
    if (first === 34) return mendEscapes(found)
    if (first === 39) return requoted(found)
    if (first === 47) return ' '
    return /^(?:NaN|-?Infinity|undefined)$/.test(found) ? 'null' : `"${found}"`
  })
}

/** RFC 8259 section 7 knows eight escapes and `\u` with four digits; a backslash before anything else was meant as it stands. */
function mendEscapes(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\(?:["\\/bfnrt]|u[\da-f]{4}|([^]|$))/gi, (escape, other?: string) =>
        other === undefined ? escape : other === "'" ? "'" : `\\\\${other}`,
      )
    : text
}

function requoted(text: string): string {
  const isClosed = text.length > 1 && text.endsWith("'")
  const inner = isClosed ? text.slice(1, -1) : text.slice(1)
  return `"${mendEscapes(inner.replace(/\\'/g, "'")).replace(/\\[^]|"/g, (mark) => (mark === '"' ? '\\"' : mark))}${isClosed ? '"' : ''}`
}
