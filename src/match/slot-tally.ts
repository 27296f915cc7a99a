/** Counts how often each of a few slots was met, without an object for each. */

/** An article in the index that shares anchors with the one asked for. */
export interface IndexHit {
  readonly slot: number
  /** Shared anchors. */
  readonly shared: number
}

/** An open-addressed table of counts that is cleared by a step, not by a sweep. */
export class SlotTally {
  readonly #slots: Uint32Array
  readonly #counts: Uint8Array
  readonly #rounds: Uint32Array
  readonly #mask: number
  #round = 1

  /** For at most `callsMax` calls of `count` between two of `clear`, and 255 for one slot. */
  constructor(callsMax: number) {
    let places = 4
    while (places < callsMax * 2) places *= 2
    this.#slots = new Uint32Array(places)
    this.#counts = new Uint8Array(places)
    this.#rounds = new Uint32Array(places)
    this.#mask = places - 1
  }

  /** Forgets all counts. */
  clear(): void {
    this.#round = (this.#round + 1) >>> 0
    if (this.#round !== 0) return
    this.#rounds.fill(0)
    this.#round = 1
  }

  count(slot: number): void {
    let place = Math.imul(slot, 0x9e3779b1) >>> 8
    for (place &= this.#mask; this.#rounds[place] === this.#round; place = (place + 1) & this.#mask) {
      if (this.#slots[place] !== slot) continue
      this.#counts[place] = (this.#counts[place] ?? 0) + 1
      return
    }
    this.#rounds[place] = this.#round
    this.#slots[place] = slot
    this.#counts[place] = 1
  }

  /** Slots counted `min` times and more, in no order. */
  atLeast(min: number): IndexHit[] {
    const hits: IndexHit[] = []
    for (let place = 0; place <= this.#mask; place++) {
      const shared = this.#counts[place] ?? 0
      if (shared >= min && this.#rounds[place] === this.#round)
        hits.push({ slot: this.#slots[place] ?? 0, shared })
    }
    return hits
  }
}
