/** Content codings: what a body is compressed with, by its label and by its first bytes. */
import type { Transform } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip } from 'node:zlib'
import { createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib'
import type { ResponseHeaders } from './response-headers.ts'

/** The body is packed more often than anyone honest packs it. */
export class CodingError extends Error {
  override readonly name = 'CodingError'
}

export type Coding = 'gzip' | 'br' | 'zstd' | 'deflate'

/** Two are seen when a proxy compresses again; a hundred only in attacks (curl CVE-2022-32206). */
const codingsMax = 2

/** 8 MiB, what RFC 9659 lets a server use over HTTP; more is memory a stranger asks of us. */
const zstdWindowLog = 23

const codingNames: ReadonlyMap<string, Coding> = new Map<string, Coding>([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['br', 'br'],
  ['zstd', 'zstd'],
  ['deflate', 'deflate'],
])

/**
 * The codings a body is labelled with, outermost first. Labels that are no coding ("utf-8" is seen in the wild) count as
 * none; last, an unlabelled gzip file (feed.xml.gz) is looked for. Throws CodingError for more than two.
 */
export function labelledCodings(headers: ResponseHeaders): readonly (Coding | undefined)[] {
  const labels = String(headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
  const codings = labels.flatMap((label) => codingNames.get(label.trim()) ?? [])
  if (codings.length > codingsMax)
    throw new CodingError(`packed ${codings.length} times over: ${codings.slice(0, 4).join(', ')}, …`)
  return [...codings.toReversed(), undefined].slice(0, codingsMax)
}

/** Bytes that tell what a body is. */
export const headBytesMin = 4

/**
 * What a body labelled so really is, by its first bytes; undefined for none. Proxies unpack and leave the label, label twice
 * what they packed once, and name one coding for another. gzip and zstd begin with a number of their own, text with text.
 */
export function actualCoding(label: Coding | undefined, head: Uint8Array): Coding | undefined {
  const [first, second] = head
  if (first === 0x1f && second === 0x8b) return 'gzip'
  if (first === 0x28 && second === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return 'zstd'
  if (label === 'gzip') return first === 0x1f ? 'gzip' : undefined
  if (head.length === 0) return undefined
  return textStart.test(Buffer.from(head.subarray(0, headBytesMin)).toString('latin1')) ? undefined : label
}

/** How feeds and pages begin, a byte order mark before it or not; packed data begins so by chance once in 500 million bodies. */
const textStart = /^(?:\u00ef\u00bb\u00bf<|<\?xm|<rss|<fee|<rdf|<!do|<!DO|<htm|<HTM|\{\s*["\s])/

export function createDecoder(coding: Coding, head: Uint8Array): Transform {
  return decoders[coding](head)
}

const decoders: Readonly<Record<Coding, (head: Uint8Array) => Transform>> = {
  gzip: () => createGunzip(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: zstdWindowLog } }),
  deflate: (head) => (hasZlibWrapper(head) ? createInflate() : createInflateRaw()),
}

/** Servers send "deflate" with and without zlib's wrapper; its first two bytes are a multiple of 31 (RFC 1950 section 2.2). */
function hasZlibWrapper([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0
}
