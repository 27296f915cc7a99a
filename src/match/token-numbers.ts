/** Small numbers for tokens that many articles hold, so that the window can write them in half the bits of their hash. */

/** Tokens that get a number. 65,536 more would shorten an article of the bench by two bytes and cost a megabyte. */
export const tokenNumbersMax = 49_152

const slots = 1 << 17

/**
 * Tokens (hash and kind, `token-hash.ts`) by number from 0, in the order they were met: the common words of a stream come
 * first, whatever its language. A number is never taken back, because packed fingerprints refer to it.
 */
export class TokenNumbers {
  readonly #tokens = new Uint32Array(tokenNumbersMax)
  // Number plus one; 0 marks a free slot.
  readonly #table = new Uint16Array(slots)
  #size = 0

  /** How many tokens are numbered. */
  get size(): number {
    return this.#size
  }

  /** The number of a token; -1 when it has none. */
  numberOf(token: number): number {
    for (let slot = slotOf(token); ; slot = (slot + 1) & (slots - 1)) {
      const number = (this.#table[slot] ?? 0) - 1
      if (number < 0 || this.#tokens[number] === token) return number
    }
  }

  /** The token with a number that was given. */
  tokenOf(number: number): number {
    return this.#tokens[number] ?? 0
  }

  /** Numbers a token that has none; -1 when all numbers are given. */
  add(token: number): number {
    if (this.#size >= tokenNumbersMax) return -1
    let slot = slotOf(token)
    while (this.#table[slot] !== 0) slot = (slot + 1) & (slots - 1)
    this.#tokens[this.#size] = token
    this.#table[slot] = ++this.#size
    return this.#size - 1
  }
}

// Knuth, vol. 3, 6.4: the kind of a token stands above its hash and must part it from the same word of another kind.
function slotOf(token: number): number {
  return Math.imul(token, 0x9e3779b1) >>> 15
}
