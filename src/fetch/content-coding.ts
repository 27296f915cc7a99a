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
 * The codings to undo, outermost first. Labels that are no coding ("utf-8" is seen in the wild) count as none, a label
 * "gzip" on a body that is not gzip or empty too, and an unlabelled gzip file (feed.xml.gz) is recognised by its first bytes.
 */
export function codingsOf(headers: ResponseHeaders, head: Uint8Array): readonly Coding[] {
  const labels = String(headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
  const codings = labels.flatMap((label) => codingNames.get(label.trim()) ?? [])
  if (codings.length > codingsMax)
    throw new CodingError(`packed ${codings.length} times over: ${codings.slice(0, 4).join(', ')}, …`)
  if (head.length === 0) return []
  if (codings.length === 0) return head[0] === 0x1f && head[1] === 0x8b ? ['gzip'] : []
  return codings.at(-1) === 'gzip' && head[0] !== 0x1f ? [] : codings.toReversed()
}

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
