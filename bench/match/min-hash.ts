/** Plain MinHash with banded LSH, for comparison: 128 hashes over 5-grams of words, 32 bands of 4. */

const hashes = 128
const bandRows = 4

export function minHash(text: string): Uint32Array {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const signature = new Uint32Array(hashes).fill(0xffff_ffff)
  const wordHashes = words.map((word) => fnv(word))
  for (let at = 0; at + 5 <= wordHashes.length; at++) {
    let gram = 0
    for (let step = 0; step < 5; step++) gram = Math.imul(gram, 0x2c1b3c6d) + (wordHashes[at + step] ?? 0)
    for (let row = 0; row < hashes; row++) {
      let mixed = Math.imul(gram ^ (row * 0x9e3779b9), 0x85ebca6b)
      mixed = (mixed ^ (mixed >>> 13)) >>> 0
      if (mixed < (signature[row] ?? 0)) signature[row] = mixed
    }
  }
  return signature
}

/** Share of equal rows: an estimate of the Jaccard similarity. */
export function estimateJaccard(left: Uint32Array, right: Uint32Array): number {
  let same = 0
  for (let row = 0; row < hashes; row++) if (left[row] === right[row]) same++
  return same / hashes
}

/** One key a band; two articles that share a key are compared. Below 2^53: band and 48 bits of its rows. */
export function bandKeys(signature: Uint32Array): readonly number[] {
  return Array.from({ length: hashes / bandRows }, (_, band) => {
    let high = 0x811c9dc5
    let low = 0x9747b28c
    for (const row of signature.subarray(band * bandRows, (band + 1) * bandRows)) {
      high = Math.imul(high ^ row, 0x85ebca6b)
      low = Math.imul(low ^ (row >>> 16) ^ row, 0xc2b2ae35)
    }
    return (band * 2 ** 16 + (high >>> 16)) * 2 ** 32 + (low >>> 0)
  })
}

function fnv(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash
}
