/** Bytes of a feed into text, whatever the server and the document claim about them. */
import { decodeUtf32, decodeUtf7, decodeWithStrayBytes } from './decode-rare.ts'
import { claimedEncodings, isWesternDefault } from './encoding-labels.ts'
import { guessEncoding, isMostlyLatin } from './guess-encoding.ts'
import { undoDoubleEncoding } from './undo-double-encoding.ts'

export interface DecodedText {
  readonly text: string
  readonly encoding: string
  /** In words, when a label lied or bytes were lost. */
  readonly problem: string | undefined
}

/** Encodings whose text is valid UTF-8 byte by byte; only their label tells. */
const sevenBit = /^(?:iso-2022|hz-|utf-7)/i

/**
 * Order: byte order mark; the zero bytes of UTF-16 and UTF-32; valid UTF-8; the HTTP charset; the XML declaration; mostly
 * valid UTF-8; what the bytes look like; windows-1252. Labels come after validity because text of another encoding is
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
  if (utf8 !== undefined && labels.includes('utf-7'))
    return { text: decodeUtf7(utf8), encoding: 'utf-7', problem: undefined }
  return decodeByLabel(bytes, labels) ?? decodeLossily(bytes, labels)
}

/** Any bytes are valid in an encoding of one byte, so its label counts for less where the text looks like another one. */
function decodeByLabel(bytes: Uint8Array, labels: readonly string[]): DecodedText | undefined {
  for (const label of labels) {
    if (/^utf-/i.test(label)) continue
    if (!multibyte.test(label) && isMostlyUtf8(bytes)) continue
    if (isWesternDefault(label) && !isMostlyLatin(bytes)) continue
    const text = decodeStrictly(label, bytes)
    if (text !== undefined) return { text, encoding: label, problem: undefined }
  }
  return undefined
}

const multibyte = /^(?:gb|big5|euc-|shift|sjis|x-sjis|ms|windows-31j|iso-2022|hz)/i

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

/** White space, `<` and `{`: what a document without a mark begins with. */
const openers: readonly number[] = [0x09, 0x0a, 0x0d, 0x20, 0x3c, 0x7b]

/** XML 1.0 appendix F; the second half is the document's first ASCII character without a mark. */
function encodingByPattern(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const opens = (byte: number | undefined): boolean => byte !== undefined && openers.includes(byte)
  if (opens(a) && b === 0) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0 && opens(b)) return 'utf-16be'
  return a === 0 && b === 0 && c === 0 && opens(d) ? 'utf-32be' : undefined
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
  if (isMostlyUtf8(bytes)) {
    const { text, strayBytes } = decodeWithStrayBytes(bytes)
    return { text, encoding: 'utf-8', problem: `${strayBytes} bytes are not valid UTF-8` }
  }
  for (const label of labels) {
    if (/^utf-/i.test(label) || isWesternDefault(label)) continue
    try {
      const text = new TextDecoder(label).decode(bytes)
      return { text, encoding: label, problem: `some bytes are not valid ${label}` }
    } catch {
      continue
    }
  }
  const encoding = guessEncoding(bytes) ?? 'windows-1252'
  const text = new TextDecoder(encoding).decode(bytes)
  return { text, encoding, problem: `not valid ${labels[0] ?? 'UTF-8'}, read as ${encoding}` }
}

/** Sequences of several bytes that happen to be UTF-8 are rare in any other encoding. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const utf8 = new TextDecoder('utf-8').decode(bytes)
  let bad = 0
  for (let at = utf8.indexOf('\ufffd'); at !== -1; at = utf8.indexOf('\ufffd', at + 1)) bad += 1
  return Math.max(0, bytes.length - utf8.length) > bad * 1.5
}
