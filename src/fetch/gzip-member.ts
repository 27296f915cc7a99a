/** A gzip body with something behind it: what PHP warnings and careless caches append. Browsers read it; zlib gives up. */
import { crc32, inflateRawSync } from 'node:zlib'

/** Flags of the header (RFC 1952 section 2.3.1). */
const [headerCrc, extra, name, comment] = [2, 4, 8, 16]
const headerBytes = 10
const gzipId = 0x1f

/**
 * What the first member of `bytes` holds; undefined unless it is whole, as its checksum and length say, and another does
 * not follow. Throws where zlib does, also beyond `bytesMax`.
 */
export function readOnlyMember(bytes: Buffer, bytesMax: number): Buffer | undefined {
  const start = endOfHeader(bytes)
  const content = inflateRawSync(bytes.subarray(start), { maxOutputLength: bytesMax })
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(crc32(content), 0)
  trailer.writeUInt32LE(content.length % 2 ** 32, 4)
  const end = bytes.indexOf(trailer, start)
  return end === -1 || bytes[end + trailer.length] === gzipId ? undefined : content
}

function endOfHeader(bytes: Buffer): number {
  const flags = bytes[3] ?? 0
  let at = headerBytes
  if ((flags & extra) !== 0) at += 2 + bytes.readUInt16LE(at)
  if ((flags & name) !== 0) at = bytes.indexOf(0, at) + 1
  if ((flags & comment) !== 0) at = bytes.indexOf(0, at) + 1
  return (flags & headerCrc) === 0 ? at : at + 2
}
