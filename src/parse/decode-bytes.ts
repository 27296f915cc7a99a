/** Bytes of a feed into text, whatever the server and the document claim about them. */
import { undoDoubleEncoding } from './undo-double-encoding.ts'

export interface DecodedText {
  readonly text: string
  readonly encoding: string
  /** In words, when a label lied or bytes were lost. */
  readonly problem: string | undefined
}

/** Well-known labels that the Encoding Standard does not know, or knows as something else. */
const aliases: Readonly<Record<string, string>> = {
  'utf-16': 'utf-16le',
  'x-sjis': 'shift_jis',
  'us-ascii': 'windows-1252',
  ascii: 'windows-1252',
  utf8mb4: 'utf-8',
  cp1252: 'windows-1252',
  cp1251: 'windows-1251',
  'iso8859-1': 'windows-1252',
}

/** Encodings whose text is valid UTF-8 byte by byte; only their label tells. */
const sevenBit = /^(?:iso-2022|hz-|utf-7)/i

/**
 * Order: byte order mark; the zero bytes of UTF-16 and UTF-32 around `<` or `{`; valid UTF-8; the HTTP charset; the XML
 * declaration; mostly valid UTF-8; windows-1252. Labels come after validity because text of another encoding is
 * practically never valid UTF-8, while a label is easily left over from another server. (RFC 7303 section 3.2 puts
 * the label before the content.) The encodings this is tested on stand in tests/parse/encodings.test.ts.
 */
export function decodeBytes(bytes: Uint8Array, contentType: string | undefined): DecodedText {
  const marked = decodeMarked(bytes)
  if (marked !== undefined) return marked
  const labels = claimedEncodings(bytes, contentType)
  const utf8 = decodeStrictly('utf-8', bytes)
  if (utf8 !== undefined && !labels.some((label) => sevenBit.test(label))) {
    return encodedTwice(utf8) ?? { text: utf8, encoding: 'utf-8', problem: contradiction(labels, utf8) }
  }
  for (const label of labels) {
    if (/^utf-/i.test(label)) continue
    const text = decodeStrictly(label, bytes)
    if (text !== undefined) return { text, encoding: label, problem: undefined }
  }
  return decodeLossily(bytes, labels)
}

function decodeMarked(bytes: Uint8Array): DecodedText | undefined {
  const encoding = encodingByPattern(bytes)
  if (encoding === undefined) return undefined
  const text = encoding.startsWith('utf-32')
    ? decodeUtf32(bytes, encoding === 'utf-32le')
    : new TextDecoder(encoding).decode(bytes)
  const bare = text.replace(/^\ufeff/, '')
  return encodedTwice(bare) ?? { text: bare, encoding, problem: undefined }
}

function encodedTwice(text: string): DecodedText | undefined {
  const meant = undoDoubleEncoding(text)
  return meant === undefined
    ? undefined
    : { text: meant, encoding: 'utf-8', problem: 'the text was encoded as UTF-8 twice' }
}

/** XML 1.0 appendix F; the second half is the document's first ASCII character without a mark. */
function encodingByPattern(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const opens = (byte: number | undefined): boolean => byte === 0x3c || byte === 0x7b
  if (opens(a) && b === 0) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0 && opens(b)) return 'utf-16be'
  return a === 0 && b === 0 && c === 0 && opens(d) ? 'utf-32be' : undefined
}

function claimedEncodings(bytes: Uint8Array, contentType: string | undefined): readonly string[] {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 400)).toString('latin1')
  const http = /charset\s*=\s*["']?([^\s;"']{1,40})/i.exec((contentType ?? '').slice(0, 500))?.[1]
  const declared = /<\?xml[^>]{0,300}?encoding\s*=\s*["']([^"'>]{1,40})["']/i.exec(head)?.[1]
  return [http, declared].flatMap((label) => {
    if (label === undefined) return []
    const lower = label.toLowerCase()
    return [aliases[lower] ?? lower]
  })
}

function contradiction(labels: readonly string[], text: string): string | undefined {
  const wrong = labels.find((label) => !/^utf-?8$/i.test(label))
  // eslint-disable-next-line no-control-regex -- asks whether anything beyond ASCII is there at all
  return wrong !== undefined && /[^\x00-\x7f]/.test(text) ? `labelled ${wrong}, but it is UTF-8` : undefined
}

function decodeStrictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** A few bad bytes in UTF-8 cost those bytes; many mean that it never was UTF-8. */
function decodeLossily(bytes: Uint8Array, labels: readonly string[]): DecodedText {
  const utf8 = new TextDecoder('utf-8').decode(bytes)
  const bad = utf8.split('\ufffd').length - 1
  const good = Math.max(0, bytes.length - utf8.length)
  if (good > bad * 3) return { text: utf8, encoding: 'utf-8', problem: `${bad} bytes are not valid UTF-8` }
  for (const label of labels) {
    if (/^utf-/i.test(label)) continue
    try {
      const text = new TextDecoder(label).decode(bytes)
      return { text, encoding: label, problem: `some bytes are not valid ${label}` }
    } catch {
      continue
    }
  }
  const text = new TextDecoder('windows-1252').decode(bytes)
  return {
    text,
    encoding: 'windows-1252',
    problem: `not valid ${labels[0] ?? 'UTF-8'}, read as windows-1252`,
  }
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian)
    parts.push(code < 0x110000 && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd')
  }
  return parts.join('')
}
