/** Finds earlier articles that share rare tokens: chains of postings in typed arrays, no object per article or token. */
import { SlotTally } from './slot-tally.ts'
import type { IndexHit } from './slot-tally.ts'

/** Tokens an article is filed under. */
export const anchorsMax = 24

// Look-up starts with the rarest keys and stops after this many postings, whatever the window holds: what keeps the
// cost of an article flat. Of 146 copies of older articles in a window of 100,000, 256 find 128, 512 find 139 and 1,024
// find 145, at .1 to .2 microseconds a posting; of 6,100 real articles 256 and 600 find the same copies.
const postingsReadMax = 512
const anchorBits = 24
const anchorMask = 0xff_ffff
// A bucket of 19 bits or more and a tag of the other 5 name an anchor exactly, so postings need not hold it. The tag
// stands above the next posting: one look at memory for each posting that is read.
const tagBits = 5
const tagMask = (1 << tagBits) - 1
const bucketBitsMin = anchorBits - tagBits
const postingBits = 32 - tagBits
const postingMask = 2 ** postingBits - 1
// Buckets double when they hold more postings than this on average. With as many buckets whatever the window, a chain of
// a million articles was 24 strangers long, and reading them left nothing for the anchors asked for.
const postingsPerBucketMax = 3
const lengthMax = 0xff
const sweepMin = 4_096
/** Posting `slot << slotShift | i` is the article's own `i`th: neither slot nor anchor is stored. */
const slotShift = 5
const segmentShift = 12
const slotsPerSegment = 1 << segmentShift
/** Articles the index can hold: 4,194,303. */
const slotsMax = 2 ** (postingBits - slotShift) - 1

/** Of 4,096 slots. Pieces of one size are added one by one: nothing is copied, and no bigger one is left over. */
interface Segment {
  /** The tag of each posting, and below it the next one of the same bucket, counted from 1; 0 ends a chain. */
  readonly links: Uint32Array
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
  readonly #keys = new Float64Array(anchorsMax)
  readonly #tally = new SlotTally(postingsReadMax)

  /** Files an article under its anchors (24-bit token hashes) and returns the slot it got. RangeError when it is full. */
  add(anchors: Uint32Array): number {
    const slot = this.#free.pop() ?? this.#slots++
    if (slot > slotsMax) throw new RangeError(`the window holds ${slotsMax} articles at most`)
    const segment = this.#segmentOf(slot)
    segment.alive[slot % slotsPerSegment] = 1
    for (let at = 0; at < anchors.length; at++) {
      const mixed = mix(anchors[at] ?? 0)
      this.#link(segment, ((slot << slotShift) | at) + 1, mixed)
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
    this.#tally.clear()
    this.#read(this.#rarestFirst(anchors))
    return this.#tally
      .atLeast(sharedMin)
      .filter(({ slot }) => this.#segmentOf(slot).alive[slot % slotsPerSegment] === 1)
      .sort((one, other) => other.shared - one.shared || other.slot - one.slot)
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

  #read(keys: Float64Array): void {
    let left = postingsReadMax
    for (let at = 0; at < keys.length; at++) {
      const mixed = (keys[at] ?? 0) & anchorMask
      const tag = mixed & tagMask
      // What the rarer anchors leave unread is shared among the others, newest first: in a big window one chain alone
      // would use it up, and an article is found by three.
      let share = Math.floor(left / (keys.length - at))
      let posting = this.#heads[mixed >>> (anchorBits - this.#bucketBits)] ?? 0
      for (; posting > 0 && share > 0; share--, left--) {
        const slot = (posting - 1) >>> slotShift
        const link = this.#segmentOf(slot).links[placeOf(posting)] ?? 0
        if (link >>> postingBits === tag) this.#tally.count(slot)
        posting = link & postingMask
      }
    }
  }

  #segmentOf(slot: number): Segment {
    return (this.#segments[slot >>> segmentShift] ??= {
      links: new Uint32Array(slotsPerSegment * anchorsMax),
      alive: new Uint8Array(slotsPerSegment),
    })
  }

  /** Of `mixed` only the bits that bucket and tag tell need be right. */
  #link({ links }: Segment, posting: number, mixed: number): void {
    const bucket = mixed >>> (anchorBits - this.#bucketBits)
    links[placeOf(posting)] = ((mixed & tagMask) << postingBits) | (this.#heads[bucket] ?? 0)
    this.#heads[bucket] = posting
    const length = this.#lengths[bucket] ?? 0
    if (length < lengthMax) this.#lengths[bucket] = length + 1
  }

  // Twice as many buckets: the highest bit of the tag that the bucket did not tell parts a chain; the order stays.
  #split(): void {
    if (this.#bucketBits === anchorBits) return
    const before = this.#heads
    const shift = anchorBits - this.#bucketBits
    this.#bucketBits++
    this.#heads = new Uint32Array(before.length * 2)
    this.#lengths = new Uint8Array(before.length * 2)
    for (let bucket = 0; bucket < before.length; bucket++) {
      this.#relink(before[bucket] ?? 0, bucket << shift, false)
    }
  }

  // Takes the postings of dead slots out of their chains; the order of the others stays.
  #sweep(): void {
    this.#postings = 0
    const shift = anchorBits - this.#bucketBits
    for (let bucket = 0; bucket < this.#heads.length; bucket++) {
      const head = this.#heads[bucket] ?? 0
      this.#heads[bucket] = 0
      this.#lengths[bucket] = 0
      this.#postings += this.#relink(head, bucket << shift, true)
    }
    this.#free.push(...this.#dead)
    this.#dead = []
  }

  /** Files the postings of a chain anew, the oldest first, and returns how many. `high` are the bits the bucket told. */
  #relink(head: number, high: number, onlyAlive: boolean): number {
    const chain: number[] = []
    for (let posting = head; posting > 0;) {
      chain.push(posting)
      posting = (this.#segmentOf((posting - 1) >>> slotShift).links[placeOf(posting)] ?? 0) & postingMask
    }
    let filed = 0
    for (let at = chain.length - 1; at >= 0; at--) {
      const posting = chain[at] ?? 0
      const slot = (posting - 1) >>> slotShift
      const segment = this.#segmentOf(slot)
      if (onlyAlive && segment.alive[slot % slotsPerSegment] !== 1) continue
      this.#link(segment, posting, high | ((segment.links[placeOf(posting)] ?? 0) >>> postingBits))
      filed++
    }
    return filed
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
