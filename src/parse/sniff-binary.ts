/** Recognises documents that are no text at all by their first bytes. */

interface Signature {
  readonly bytes: readonly number[]
  readonly what: string
}

/** WHATWG MIME Sniffing, sections 6 and 7.1, as far as servers answer with them where a feed should be. */
const signatures: readonly Signature[] = [
  { bytes: [0x1f, 0x8b], what: 'gzip data' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a ZIP archive' },
  { bytes: [0x25, 0x50, 0x44, 0x46, 0x2d], what: 'a PDF document' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG picture' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a JPEG picture' },
  { bytes: [0x47, 0x49, 0x46, 0x38], what: 'a GIF picture' },
  { bytes: [0x52, 0x49, 0x46, 0x46], what: 'a media file' },
  { bytes: [0x49, 0x44, 0x33], what: 'an MP3 file' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'zstd data' },
]

/** Undefined for text. */
export function sniffBinary(bytes: Uint8Array): string | undefined {
  return signatures.find((signature) => signature.bytes.every((byte, index) => bytes[index] === byte))?.what
}
