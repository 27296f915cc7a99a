/** Byte strings packed into a few big segments, so that a hundred thousand fingerprints are not as many objects. */

const segmentBytes = 1 << 20

/** Hands out addresses for byte strings of at most 1 MiB. A segment is used again once all of it was let go. */
export class Arena {
  readonly #segments: Uint8Array[] = []
  /** Bytes of each segment that are still wanted. */
  readonly #wanted: number[] = []
  readonly #empty: number[] = []
  #current = -1
  #used = segmentBytes

  /** Copies the bytes and returns their address. Throws RangeError for more than a segment. */
  put(bytes: Uint8Array): number {
    if (bytes.length > segmentBytes) throw new RangeError(`${bytes.length} bytes are more than a segment`)
    if (this.#used + bytes.length > segmentBytes) this.#turnPage()
    const address = this.#current * segmentBytes + this.#used
    this.#segments[this.#current]?.set(bytes, this.#used)
    this.#wanted[this.#current] = (this.#wanted[this.#current] ?? 0) + bytes.length
    this.#used += bytes.length
    return address
  }

  /** A view of what was put there; good until it is let go. */
  get(address: number, length: number): Uint8Array {
    const from = address % segmentBytes
    return (this.#segments[Math.floor(address / segmentBytes)] ?? nothing).subarray(from, from + length)
  }

  /** Lets go of what was put there. */
  drop(address: number, length: number): void {
    const segment = Math.floor(address / segmentBytes)
    const left = (this.#wanted[segment] ?? 0) - length
    this.#wanted[segment] = left
    if (left === 0 && segment !== this.#current) this.#empty.push(segment)
  }

  /** Bytes held from the system. */
  get bytes(): number {
    return this.#segments.length * segmentBytes
  }

  #turnPage(): void {
    if (this.#current >= 0 && this.#wanted[this.#current] === 0) this.#empty.push(this.#current)
    this.#current = this.#empty.pop() ?? this.#segments.push(new Uint8Array(segmentBytes)) - 1
    this.#wanted[this.#current] = 0
    this.#used = 0
  }
}

const nothing = new Uint8Array(0)
