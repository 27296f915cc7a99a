/** Finds earlier articles that share rare tokens: chains of postings in typed arrays, no object per article or token. */

/** Tokens an article is filed under. */
export const anchorsMax = 24

// Look-up starts with the rarest keys and stops after this many postings, whatever the window holds: what keeps the
// cost of an article flat. 600 and 256 find the same copies among 6,100 real articles (pair recall .969 both).
const postingsReadMax = 256
// A bucket and an 8-bit tag name a 24-bit anchor exactly, so postings need not hold it.
const bucketBits = 20
const tagMask = 0xff
const anchorMask = 0xff_ffff
const sweepMin = 4_096

/** An article in the index that shares anchors with the one asked for. */
export interface IndexHit {
  readonly slot: number
  /** Shared anchors. */
  readonly shared: number
}

/** Postings by anchor. Posting `slot * anchorsMax + i` is the article's own, so neither slot nor anchor is stored. */
export class CandidateIndex {
  /** Newest posting of each bucket, counted from 1; 0 ends a chain. */
  readonly #heads = new Uint32Array(1 << bucketBits)
  readonly #lengths = new Uint16Array(1 << bucketBits)
  #next = new Uint32Array(256 * anchorsMax)
  #tags = new Uint8Array(256 * anchorsMax)
  #alive = new Uint8Array(256)
  #slots = 0
  readonly #free: number[] = []
  #dead: number[] = []

  /** Files an article under its anchors (24-bit token hashes) and returns the slot it got. */
  add(anchors: Uint32Array): number {
    const slot = this.#free.pop() ?? this.#slots++
    if (slot >= this.#alive.length) this.#grow()
    this.#alive[slot] = 1
    let posting = slot * anchorsMax
    for (const anchor of anchors) {
      const mixed = mix(anchor)
      const bucket = mixed >>> (24 - bucketBits)
      this.#tags[posting] = mixed & tagMask
      this.#next[posting] = this.#heads[bucket] ?? 0
      this.#heads[bucket] = ++posting
      this.#lengths[bucket] = Math.min(0xffff, (this.#lengths[bucket] ?? 0) + 1)
    }
    return slot
  }

  /** Forgets a slot. It is handed out again after the next sweep. */
  remove(slot: number): void {
    if (this.#alive[slot] !== 1) return
    this.#alive[slot] = 0
    this.#dead.push(slot)
    if (this.#dead.length >= sweepMin && this.#dead.length * 4 > this.#slots) this.#sweep()
  }

  /** Articles that share at least `sharedMin` anchors, most shared first, then the one in the higher slot. */
  find(anchors: Uint32Array, sharedMin: number): readonly IndexHit[] {
    const read = this.#read(this.#rarestFirst(anchors)).sort()
    const hits: IndexHit[] = []
    for (let from = 0; from < read.length;) {
      const slot = read[from] ?? 0
      let to = from + 1
      while (to < read.length && read[to] === slot) to++
      if (to - from >= sharedMin) hits.push({ slot, shared: to - from })
      from = to
    }
    return hits.sort((one, other) => other.shared - one.shared || other.slot - one.slot)
  }

  #rarestFirst(anchors: Uint32Array): Uint32Array {
    const keys = new Float64Array(anchors.length)
    for (let at = 0; at < anchors.length; at++) {
      const mixed = mix(anchors[at] ?? 0)
      keys[at] = (this.#lengths[mixed >>> (24 - bucketBits)] ?? 0) * (anchorMask + 1) + mixed
    }
    return Uint32Array.from(keys.sort(), (key) => key % (anchorMask + 1))
  }

  #read(mixedAnchors: Uint32Array): Uint32Array {
    const found = new Uint32Array(postingsReadMax)
    let size = 0
    let left = postingsReadMax
    for (let at = 0; at < mixedAnchors.length; at++) {
      const mixed = mixedAnchors[at] ?? 0
      // What the rarer anchors leave unread is shared among the others, newest first: in a big window one chain alone
      // would use it up, and an article is found by three.
      let share = Math.floor(left / (mixedAnchors.length - at))
      let posting = this.#heads[mixed >>> (24 - bucketBits)] ?? 0
      for (; posting > 0 && share > 0; share--, left--) {
        const slot = Math.floor((posting - 1) / anchorsMax)
        if (this.#tags[posting - 1] === (mixed & tagMask) && this.#alive[slot] === 1) found[size++] = slot
        posting = this.#next[posting - 1] ?? 0
      }
    }
    return found.subarray(0, size)
  }

  #grow(): void {
    const slots = this.#alive.length * 2
    this.#alive = copied(new Uint8Array(slots), this.#alive)
    this.#tags = copied(new Uint8Array(slots * anchorsMax), this.#tags)
    const next = new Uint32Array(slots * anchorsMax)
    next.set(this.#next)
    this.#next = next
  }

  // Takes the postings of dead slots out of their chains; the order of the others stays.
  #sweep(): void {
    for (let bucket = 0; bucket < this.#heads.length; bucket++) {
      let before = 0
      let length = 0
      for (let posting = this.#heads[bucket] ?? 0; posting > 0;) {
        const after = this.#next[posting - 1] ?? 0
        if (this.#alive[Math.floor((posting - 1) / anchorsMax)] === 1) {
          before = posting
          length++
        } else if (before === 0) this.#heads[bucket] = after
        else this.#next[before - 1] = after
        posting = after
      }
      this.#lengths[bucket] = Math.min(0xffff, length)
    }
    this.#free.push(...this.#dead)
    this.#dead = []
  }
}

// Odd multiplication permutes the 24-bit numbers (Knuth, vol. 3, 6.4).
function mix(anchor: number): number {
  return Math.imul(anchor, 0x9e3779b1) & anchorMask
}

function copied(target: Uint8Array<ArrayBuffer>, source: Uint8Array): Uint8Array<ArrayBuffer> {
  target.set(source)
  return target
}
