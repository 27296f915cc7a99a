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

// In `#numbers`: hash of the site, hash of the title, address, and length of the bytes with the teaser's mark.
const columns = 4
const none = -1
const unheld = -2

/** Columns by slot, and chains from article number to slot. Slots come from the candidate index. */
export class HeldArticles {
  readonly #arena = new Arena()
  readonly #ids: ArticleId[] = []
  #seenMs = new Float64Array(0)
  #numbers = new Uint32Array(0)
  #chains = new Int32Array(0)
  #heads = new Int32Array(0)

  /** Remembers an article under a free slot. */
  set(slot: number, held: Held): void {
    if (slot >= this.#chains.length) this.#grow(slot + 1)
    this.#ids[slot] = held.articleId
    this.#seenMs[slot] = held.seenMs
    const at = slot * columns
    this.#numbers[at] = held.siteHash
    this.#numbers[at + 1] = held.titleHash
    this.#numbers[at + 2] = this.#arena.put(held.bytes)
    this.#numbers[at + 3] = held.bytes.length * 2 + (held.isTeaser ? 1 : 0)
    this.#link(slot)
  }

  get(slot: number): Held {
    const at = slot * columns
    const packed = this.#numbers[at + 3] ?? 0
    const articleId = this.#ids[slot]
    if (articleId === undefined) throw new RangeError(`slot ${slot} is empty`)
    return {
      articleId,
      siteHash: this.#numbers[at] ?? 0,
      seenMs: this.#seenMs[slot] ?? 0,
      isTeaser: (packed & 1) === 1,
      titleHash: this.#numbers[at + 1] ?? 0,
      bytes: this.#arena.get(this.#numbers[at + 2] ?? 0, packed >>> 1),
    }
  }

  /** The slot of an article, or undefined when it is not held. */
  slotOf(articleId: ArticleId): number | undefined {
    let slot = this.#heads[this.#bucket(articleId)] ?? none
    while (slot >= 0 && this.#ids[slot] !== articleId) slot = this.#chains[slot] ?? none
    return slot < 0 ? undefined : slot
  }

  /** Forgets a slot that is held. */
  remove(slot: number): void {
    const { articleId, bytes } = this.get(slot)
    const bucket = this.#bucket(articleId)
    const after = this.#chains[slot] ?? none
    let before = this.#heads[bucket] ?? none
    if (before === slot) this.#heads[bucket] = after
    else {
      while (before >= 0 && this.#chains[before] !== slot) before = this.#chains[before] ?? none
      this.#chains[before] = after
    }
    this.#arena.drop(this.#numbers[slot * columns + 2] ?? 0, bytes.length)
    this.#chains[slot] = unheld
  }

  /** Slots held whose article was seen before `timeMs`. */
  seenBefore(timeMs: number): readonly number[] {
    const slots: number[] = []
    for (let slot = 0; slot < this.#ids.length; slot++) {
      if (this.#chains[slot] !== unheld && (this.#seenMs[slot] ?? 0) < timeMs) slots.push(slot)
    }
    return slots
  }

  #link(slot: number): void {
    const bucket = this.#bucket(this.#ids[slot] ?? 0)
    this.#chains[slot] = this.#heads[bucket] ?? none
    this.#heads[bucket] = slot
  }

  #bucket(articleId: number): number {
    return (Math.imul(articleId, 0x9e3779b1) >>> 4) & (this.#heads.length - 1)
  }

  #grow(slots: number): void {
    let capacity = 256
    while (capacity < slots) capacity *= 2
    const seenMs = new Float64Array(capacity)
    seenMs.set(this.#seenMs)
    const numbers = new Uint32Array(capacity * columns)
    numbers.set(this.#numbers)
    const known = this.#chains
    this.#seenMs = seenMs
    this.#numbers = numbers
    this.#chains = new Int32Array(capacity).fill(unheld)
    this.#heads = new Int32Array(capacity).fill(none)
    for (let slot = 0; slot < known.length; slot++) if (known[slot] !== unheld) this.#link(slot)
  }
}
