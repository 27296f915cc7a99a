/** What the window knows of each article besides its words: columns of typed arrays by slot, no object per article. */
import type { ArticleId } from '../model/brand.ts'
import { Arena } from './arena.ts'

/** One article of the window, as `get` shows it. */
export interface Held {
  readonly articleId: ArticleId
  /** Hash of the site; 0 when there is none. */
  readonly siteHash: number
  readonly seenMs: number
  readonly isTeaser: boolean
  readonly titleHash: number
  /** The packed fingerprint; a view that is good until the article is removed. */
  readonly bytes: Uint8Array
}

// In `numbers`: hash of the site, hash of the title, address, and length of the bytes with the teaser's mark.
const columns = 4
const none = -1
const unheld = -2
const slotsPerSegment = 4_096
// Articles to a bucket of the table of article numbers, at most.
const chainMax = 2

/** Columns of 4,096 slots. Pieces of one size are added one by one: nothing is copied, and no bigger one is left over. */
interface Segment {
  readonly seenMs: Float64Array
  readonly numbers: Uint32Array
  /** Next slot of the same bucket. */
  readonly chains: Int32Array
}

/** Columns by slot, and chains from article number to slot. Slots come from the candidate index. */
export class HeldArticles {
  readonly #arena = new Arena()
  readonly #ids: ArticleId[] = []
  readonly #segments: Segment[] = []
  #heads = new Int32Array(256).fill(none)
  #size = 0

  /** Remembers an article under a free slot. */
  set(slot: number, held: Held): void {
    this.#makeRoom(slot)
    const { seenMs, numbers } = this.#segmentOf(slot)
    const place = slot % slotsPerSegment
    this.#ids[slot] = held.articleId
    seenMs[place] = held.seenMs
    const at = place * columns
    numbers[at] = held.siteHash
    numbers[at + 1] = held.titleHash
    numbers[at + 2] = this.#arena.put(held.bytes)
    numbers[at + 3] = held.bytes.length * 2 + (held.isTeaser ? 1 : 0)
    this.#link(slot)
    if (++this.#size > this.#heads.length * chainMax) this.#rehash()
  }

  get(slot: number): Held {
    const { seenMs, numbers } = this.#segmentOf(slot)
    const place = slot % slotsPerSegment
    const at = place * columns
    const packed = numbers[at + 3] ?? 0
    const articleId = this.#ids[slot]
    if (articleId === undefined) throw new RangeError(`slot ${slot} is empty`)
    return {
      articleId,
      siteHash: numbers[at] ?? 0,
      seenMs: seenMs[place] ?? 0,
      isTeaser: (packed & 1) === 1,
      titleHash: numbers[at + 1] ?? 0,
      bytes: this.#arena.get(numbers[at + 2] ?? 0, packed >>> 1),
    }
  }

  /** The slot of an article, or undefined when it is not held. */
  slotOf(articleId: ArticleId): number | undefined {
    let slot = this.#heads[this.#bucket(articleId)] ?? none
    while (slot >= 0 && this.#ids[slot] !== articleId) slot = this.#after(slot)
    return slot < 0 ? undefined : slot
  }

  /** Forgets a slot that is held. */
  remove(slot: number): void {
    const { articleId, bytes } = this.get(slot)
    const { numbers, chains } = this.#segmentOf(slot)
    const place = slot % slotsPerSegment
    const bucket = this.#bucket(articleId)
    const after = chains[place] ?? none
    let before = this.#heads[bucket] ?? none
    if (before === slot) this.#heads[bucket] = after
    else {
      while (before >= 0 && this.#after(before) !== slot) before = this.#after(before)
      this.#segmentOf(before).chains[before % slotsPerSegment] = after
    }
    this.#arena.drop(numbers[place * columns + 2] ?? 0, bytes.length)
    chains[place] = unheld
    this.#size--
  }

  /** Slots held whose article was seen before `timeMs`. */
  seenBefore(timeMs: number): readonly number[] {
    const slots: number[] = []
    for (let slot = 0; slot < this.#ids.length; slot++) {
      const { seenMs, chains } = this.#segmentOf(slot)
      const place = slot % slotsPerSegment
      if (chains[place] !== unheld && (seenMs[place] ?? 0) < timeMs) slots.push(slot)
    }
    return slots
  }

  #segmentOf(slot: number): Segment {
    return this.#segments[Math.floor(slot / slotsPerSegment)] ?? nowhere
  }

  #after(slot: number): number {
    return this.#segmentOf(slot).chains[slot % slotsPerSegment] ?? none
  }

  #link(slot: number): void {
    const bucket = this.#bucket(this.#ids[slot] ?? 0)
    this.#segmentOf(slot).chains[slot % slotsPerSegment] = this.#heads[bucket] ?? none
    this.#heads[bucket] = slot
  }

  #bucket(articleId: number): number {
    return (Math.imul(articleId, 0x9e3779b1) >>> 4) & (this.#heads.length - 1)
  }

  #makeRoom(slot: number): void {
    while (this.#segments.length * slotsPerSegment <= slot) {
      this.#segments.push({
        seenMs: new Float64Array(slotsPerSegment),
        numbers: new Uint32Array(slotsPerSegment * columns),
        chains: new Int32Array(slotsPerSegment).fill(unheld),
      })
    }
  }

  #rehash(): void {
    this.#heads = new Int32Array(this.#heads.length * 2).fill(none)
    for (let slot = 0; slot < this.#ids.length; slot++) if (this.#after(slot) !== unheld) this.#link(slot)
  }
}

const nowhere: Segment = {
  seenMs: new Float64Array(0),
  numbers: new Uint32Array(0),
  chains: new Int32Array(0),
}
