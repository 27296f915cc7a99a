/** Reads the address inside a Google News article id of the old form; the new form cannot be read offline. */

/** Field of the protobuf message that holds the address. Field 26 holds its AMP form. */
const urlField = 4

/**
 * `pathname` is that of `news.google.com/rss/articles/ID`, `/articles/ID`, `/read/ID` or `/__i/rss/rd/articles/ID`.
 * Ids are base64url of a protobuf message whose lengths are varints: reading one byte as the length, as popular
 * decoders do, breaks from 128 bytes on. Returns undefined for ids of the new form (they hold a token `AU_yqL...`).
 */
export function readGoogleNewsId(pathname: string): string | undefined {
  const id = /\/(?:articles|read)\/([A-Za-z0-9_-]{8,4096})/.exec(pathname)?.[1]
  if (id === undefined) return undefined
  const bytes = Buffer.from(id, 'base64url')
  let at = 0
  while (at < bytes.length) {
    const key = readVarint(bytes, at)
    if (key === undefined) return undefined
    const value = readVarint(bytes, key.next)
    if (value === undefined) return undefined
    at = value.next
    if ((key.value & 7) === 0) continue
    if ((key.value & 7) !== 2) return undefined
    const text = bytes.subarray(at, at + value.value)
    at += value.value
    if (key.value >>> 3 === urlField && text.length === value.value) return webAddress(text.toString('utf8'))
  }
  return undefined
}

function webAddress(text: string): string | undefined {
  return /^https?:\/\/[^\s"<>]+$/.test(text) ? text : undefined
}

/** Base-128 varint, least significant group first (protobuf encoding guide); at most 32 bits are of use here. */
function readVarint(bytes: Uint8Array, start: number): { value: number; next: number } | undefined {
  let value = 0
  for (let index = 0; index < 5; index += 1) {
    const byte = bytes[start + index]
    if (byte === undefined) return undefined
    value += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return { value, next: start + index + 1 }
  }
  return undefined
}
