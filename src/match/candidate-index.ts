/** Finds earlier articles that share rare tokens: chains of postings in typed arrays, no object per article or token. */

/** Tokens an article is filed under. */
export const anchorsMax = 24

// Look-up starts with the rarest keys and stops after this many postings, whatever the window holds: what keeps the
// cost of an article flat. 600 and 256 find the same copies among 6,100 real articles (pair recall .969 both).
const postingsReadMax = 256
const anchorBits = 24
const anchorMask = 0xff_ffff
// A bucket of 16 bits or more and a tag of the other 8 name an anchor exactly, so postings need not hold it.
const tagMask = 0xff
const bucketBitsMin = 16
// Buckets double when they hold more postings than this on average. With as many buckets whatever the window, a chain of
// a million articles was 24 strangers long, and reading them left nothing for the anchors asked for.
const postingsPerBucketMax = 3
const lengthMax = 0xff
const sweepMin = 4_096
/** Posting `slot << slotShift | i` is the article's own `i`th: neither slot nor anchor is stored. */
const slotShift = 5
const slotsPerSegment = 4_096

/** An article in the index that shares anchors with the one asked for. */
export interface IndexHit {
  readonly slot: number
  /** Shared anchors. */
  readonly shared: number
}

/** Of 4,096 slots. Pieces of one size are added one by one: nothing is copied, and no bigger one is left over. */
interface Segment {
  /** Next posting of the same bucket, counted from 1; 0 ends a chain. */
  readonly next: Uint32Array
  readonly tags: Uint8Array
  readonly alive: Uint8Array
}

/** Postings by anchor. */
export class CandidateIndex {
  #bucketBits = bucketBitsMin
  /** Newest posting of each bucket, counted from 1. */
  #heads = new Uint32Array(1 << bucketBitsMin)
  /** Postings of each bucket, as far as a byte counts. */
  #lengths = new Uint8Array(1 << bucketBitsMin)
  readonly #segments: Segment[] = []
  #postings = 0
  #slots = 0
  readonly #free: number[] = []
  #dead: number[] = []
  readonly #found = new Uint32Array(postingsReadMax)
  readonly #keys = new Float64Array(anchorsMax)

  /** Files an article under its anchors (24-bit token hashes) and returns the slot it got. */
  add(anchors: Uint32Array): number {
    const slot = this.#free.pop() ?? this.#slots++
    const segment = this.#segmentOf(slot)
    const base = (slot % slotsPerSegment) * anchorsMax
    segment.alive[slot % slotsPerSegment] = 1
    for (let at = 0; at < anchors.length; at++) {
      const mixed = mix(anchors[at] ?? 0)
      segment.tags[base + at] = mixed & tagMask
      this.#link(mixed >>> (anchorBits - this.#bucketBits), ((slot << slotShift) | at) + 1, segment)
    }
    this.#postings += anchors.length
    if (this.#postings > this.#heads.length * postingsPerBucketMax) this.#split()
    return slot
  }

  /** Forgets a slot. It is handed out again after the next sweep. */
  remove(slot: number): void {
    const { alive } = this.#segmentOf(slot)
    if (alive[slot % slotsPerSegment] !== 1) return
    alive[slot % slotsPerSegment] = 0
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

  /** Mixed anchors behind the length of their bucket. */
  #rarestFirst(anchors: Uint32Array): Float64Array {
    for (let at = 0; at < anchors.length; at++) {
      const mixed = mix(anchors[at] ?? 0)
      const length = this.#lengths[mixed >>> (anchorBits - this.#bucketBits)] ?? 0
      this.#keys[at] = length * (anchorMask + 1) + mixed
    }
    return this.#keys.subarray(0, anchors.length).sort()
  }

  #read(keys: Float64Array): Uint32Array {
    let size = 0
    let left = postingsReadMax
    for (let at = 0; at < keys.length; at++) {
      const mixed = (keys[at] ?? 0) & anchorMask
      // What the rarer anchors leave unread is shared among the others, newest first: in a big window one chain alone
      // would use it up, and an article is found by three.
      let share = Math.floor(left / (keys.length - at))
      let posting = this.#heads[mixed >>> (anchorBits - this.#bucketBits)] ?? 0
      for (; posting > 0 && share > 0; share--, left--) {
        const slot = (posting - 1) >>> slotShift
        const { tags, alive, next } = this.#segmentOf(slot)
        const place = placeOf(posting)
        if (tags[place] === (mixed & tagMask) && alive[slot % slotsPerSegment] === 1)
          this.#found[size++] = slot
        posting = next[place] ?? 0
      }
    }
    return this.#found.subarray(0, size)
  }

  #segmentOf(slot: number): Segment {
    const number = Math.floor(slot / slotsPerSegment)
    return (this.#segments[number] ??= {
      next: new Uint32Array(slotsPerSegment * anchorsMax),
      tags: new Uint8Array(slotsPerSegment * anchorsMax),
      alive: new Uint8Array(slotsPerSegment),
    })
  }

  #link(bucket: number, posting: number, { next }: Segment): void {
    next[placeOf(posting)] = this.#heads[bucket] ?? 0
    this.#heads[bucket] = posting
    const length = this.#lengths[bucket] ?? 0
    if (length < lengthMax) this.#lengths[bucket] = length + 1
  }

  // Twice as many buckets: the highest bit of the tag that the bucket did not tell parts a chain; the order stays.
  #split(): void {
    if (this.#bucketBits === anchorBits) return
    const before = this.#heads
    const bit = 1 << (anchorBits - this.#bucketBits - 1)
    this.#bucketBits++
    this.#heads = new Uint32Array(before.length * 2)
    this.#lengths = new Uint8Array(before.length * 2)
    const chain: number[] = []
    for (let bucket = 0; bucket < before.length; bucket++) {
      this.#collect(before[bucket] ?? 0, chain)
      for (let at = chain.length - 1; at >= 0; at--) {
        const posting = chain[at] ?? 0
        const segment = this.#segmentOf((posting - 1) >>> slotShift)
        const half = ((segment.tags[placeOf(posting)] ?? 0) & bit) === 0 ? 0 : 1
        this.#link(bucket * 2 + half, posting, segment)
      }
    }
  }

  // Takes the postings of dead slots out of their chains; the order of the others stays.
  #sweep(): void {
    const chain: number[] = []
    this.#postings = 0
    for (let bucket = 0; bucket < this.#heads.length; bucket++) {
      this.#collect(this.#heads[bucket] ?? 0, chain)
      this.#heads[bucket] = 0
      this.#lengths[bucket] = 0
      for (let at = chain.length - 1; at >= 0; at--) {
        const posting = chain[at] ?? 0
        const slot = (posting - 1) >>> slotShift
        const segment = this.#segmentOf(slot)
        if (segment.alive[slot % slotsPerSegment] !== 1) continue
        this.#link(bucket, posting, segment)
        this.#postings++
      }
    }
    this.#free.push(...this.#dead)
    this.#dead = []
  }

  /** The postings of a chain, newest first. */
  #collect(head: number, chain: number[]): void {
    chain.length = 0
    for (let posting = head; posting > 0;) {
      chain.push(posting)
      posting = this.#segmentOf((posting - 1) >>> slotShift).next[placeOf(posting)] ?? 0
    }
  }
}

/** Where a posting (from 1) lies in its segment. */
function placeOf(posting: number): number {
  const slot = (posting - 1) >>> slotShift
  return (slot % slotsPerSegment) * anchorsMax + ((posting - 1) & ((1 << slotShift) - 1))
}

// Odd multiplication permutes the 24-bit numbers (Knuth, vol. 3, 6.4).
function mix(anchor: number): number {
  return Math.imul(anchor, 0x9e3779b1) & anchorMask
}
