/** Decoding that `TextDecoder` has no name for. */
import { ofWindows1252 } from './undo-double-encoding.ts'

const character = '[\\xc2-\\xdf][\\x80-\\xbf]|[\\xe0-\\xef][\\x80-\\xbf]{2}|[\\xf0-\\xf4][\\x80-\\xbf]{3}'
const pieces = new RegExp(`(?:${character})+|[\\xc2-\\xf4][\\x80-\\xbf]+|[\\x80-\\xff]`, 'g')
const wholeCharacters = new RegExp(`^(?:${character})+$`)

export interface StrayText {
  readonly text: string
  readonly strayBytes: number
}

/**
 * UTF-8 into which bytes of windows-1252 were pasted. A single one behind ASCII is such a letter or quotation mark;
 * anything else is a character that was cut in the middle.
 */
export function decodeWithStrayBytes(bytes: Uint8Array): StrayText {
  let strayBytes = 0
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const text = latin.replace(pieces, (piece, at: number) => {
    if (wholeCharacters.test(piece)) return Buffer.from(piece, 'latin1').toString('utf8')
    strayBytes += piece.length
    const isAfterAscii = at === 0 || latin.charCodeAt(at - 1) < 0x80
    return piece.length === 1 && isAfterAscii ? ofWindows1252(piece) : '\ufffd'
  })
  return { text, strayBytes }
}

export function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian)
    parts.push(code < 0x110000 && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd')
  }
  return parts.join('')
}

/** RFC 2152: `+`, UTF-16BE in base64, `-`; `+-` is a plus sign. */
export function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]{0,10000})-?/g, (_, encoded: string) => {
    if (encoded === '') return '+'
    const units = Buffer.from(encoded, 'base64')
    return units
      .subarray(0, units.length - (units.length % 2))
      .swap16()
      .toString('utf16le')
      .toWellFormed()
  })
}
