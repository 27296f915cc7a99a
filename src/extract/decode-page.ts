/** Turns the bytes of a web page into text, following what browsers do as far as articles need it. */

const utf8 = 'utf-8'
/** HTML puts the declaration into the first 1,024 bytes (WHATWG HTML 13.2.3.2); real pages exceed that now and then. */
const prescanBytes = 4_096
const charsetParameter = /charset\s*=\s*["']?\s*([\w.:-]+)/i
const metaCharset = /<meta\b[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)/i
const xmlEncoding = /^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']/i

function byteOrderMark(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return utf8
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return a === 0xff && b === 0xfe ? 'utf-16le' : undefined
}

function decoderFor(label: string | undefined): TextDecoder | undefined {
  if (label === undefined) return undefined
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}

function declaredInMarkup(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, prescanBytes))
  const label = metaCharset.exec(head)?.[1] ?? xmlEncoding.exec(head)?.[1]
  // A page that could be read far enough to find the label is not UTF-16 (WHATWG HTML 13.2.3.2).
  return label !== undefined && /^utf-?16/i.test(label) ? utf8 : label
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder(utf8, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/**
 * Decodes a page: byte order mark, HTTP charset, meta charset, UTF-8 when the bytes are valid UTF-8, else windows-1252
 * (WHATWG HTML 13.2.3). Unknown labels are passed over; never throws.
 */
export function decodePage(bytes: Uint8Array, contentType: string | undefined): string {
  const marked = byteOrderMark(bytes)
  const declared = marked ?? charsetParameter.exec(contentType ?? '')?.[1] ?? declaredInMarkup(bytes)
  const decoder = decoderFor(declared) ?? decoderFor(declaredInMarkup(bytes))
  const certain = marked !== undefined || (decoder !== undefined && decoder.encoding !== utf8)
  if (certain && decoder !== undefined) return decoder.decode(bytes)
  // A page that says UTF-8 and is not would show replacement characters; windows-1252 shows its letters.
  return new TextDecoder(isUtf8(bytes) || decoder !== undefined ? utf8 : 'windows-1252').decode(bytes)
}
