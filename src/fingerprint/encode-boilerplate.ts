/** What was learnt of every source, as bytes for the store: 8 for a sentence. */
import type { SourceMemory } from './boilerplate.ts'
import { emptyTable, entriesOf, put } from './sentence-table.ts'

const magic = 0xb0
const version = 2
const headBytes = 2
const sourceBytes = 10
const sentenceBytes = 8

/** Layout: magic, version; per source the length of its id (16 bits), articles, sentences (32 each), id, hash and count. */
export function encodeLearnt(sources: ReadonlyMap<string, SourceMemory>): Uint8Array {
  const ids = [...sources.keys()].map((id) => new TextEncoder().encode(id).slice(0, 0xffff))
  let size = headBytes
  for (const id of ids) size += sourceBytes + id.length
  for (const { sentences } of sources.values()) size += sentences.used * sentenceBytes
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  bytes.set([magic, version])
  let at = headBytes
  for (const [index, { articles, sentences }] of [...sources.values()].entries()) {
    const id = ids[index] ?? new Uint8Array()
    view.setUint16(at, id.length)
    view.setUint32(at + 2, articles)
    view.setUint32(at + 6, sentences.used)
    bytes.set(id, at + sourceBytes)
    at += sourceBytes + id.length
    for (const { hash, count, last } of entriesOf(sentences)) {
      view.setInt32(at, hash)
      view.setUint32(at + 4, ((last << 8) | count) >>> 0)
      at += sentenceBytes
    }
  }
  return bytes
}

/** Reads what `encodeLearnt` wrote. Throws RangeError for bytes of another version or anything else. */
export function* decodeLearnt(bytes: Uint8Array): Generator<[string, SourceMemory]> {
  if (bytes[0] !== magic || bytes[1] !== version) throw new RangeError('not learnt boilerplate')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Reading past the end throws a RangeError of its own.
  for (let at = headBytes; at < bytes.length;) {
    const idBytes = view.getUint16(at)
    const articles = view.getUint32(at + 2)
    const count = view.getUint32(at + 6)
    const id = new TextDecoder().decode(bytes.subarray(at + sourceBytes, at + sourceBytes + idBytes))
    at += sourceBytes + idBytes
    if (at + count * sentenceBytes > bytes.length) throw new RangeError('learnt boilerplate is cut off')
    const sentences = emptyTable()
    for (; sentences.used < count; at += sentenceBytes) {
      const before = sentences.used
      const seen = view.getUint32(at + 4)
      put(sentences, view.getInt32(at), { count: seen & 0xff, last: seen >>> 8 })
      if (sentences.used === before) throw new RangeError('learnt boilerplate names a sentence twice')
    }
    yield [id, { articles, sentences }]
  }
}
