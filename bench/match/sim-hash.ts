/** Plain 64-bit SimHash over words, for comparison. */

export function simHash(text: string): readonly [number, number] {
  const votes = new Int32Array(64)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    let low = 0x811c9dc5
    let high = 0x9747b28c
    for (let at = 0; at < word.length; at++) {
      low = Math.imul(low ^ word.charCodeAt(at), 0x01000193)
      high = Math.imul(high ^ word.charCodeAt(at), 0x5bd1e995)
    }
    for (let bit = 0; bit < 32; bit++) {
      votes[bit] = (votes[bit] ?? 0) + ((low >>> bit) & 1 ? 1 : -1)
      votes[bit + 32] = (votes[bit + 32] ?? 0) + ((high >>> bit) & 1 ? 1 : -1)
    }
  }
  let low = 0
  let high = 0
  for (let bit = 0; bit < 32; bit++) {
    if ((votes[bit] ?? 0) > 0) low |= 1 << bit
    if ((votes[bit + 32] ?? 0) > 0) high |= 1 << bit
  }
  return [low, high]
}

/** Four blocks of 16 bits: of two hashes that differ in at most three bits one block is the same. */
export function blockKeys([low, high]: readonly [number, number]): readonly number[] {
  return [low & 0xffff, 0x10000 + (low >>> 16), 0x20000 + (high & 0xffff), 0x30000 + (high >>> 16)]
}

/** Bits that differ. */
export function hammingDistance(left: readonly [number, number], right: readonly [number, number]): number {
  return ones(left[0] ^ right[0]) + ones(left[1] ^ right[1])
}

function ones(value: number): number {
  let left = value >>> 0
  let count = 0
  for (; left !== 0; left &= left - 1) count++
  return count
}
