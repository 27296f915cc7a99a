/** Lets requests through: so many at work at once, so many per host, and a pause between two to one host. */
import { reasonOf, sleep } from './abort.ts'

/** Takes tickets in order of asking. */
class Tickets {
  #free: number
  readonly #waiting = new Set<() => void>()

  constructor(count: number) {
    this.#free = count
  }

  async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#free > 0) {
      this.#free -= 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const admit = (): void => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      const giveUp = (): void => {
        this.#waiting.delete(admit)
        reject(reasonOf(signal))
      }
      signal.addEventListener('abort', giveUp, { once: true })
      this.#waiting.add(admit)
    })
  }

  giveBack(): void {
    const [next] = this.#waiting
    if (next === undefined) {
      this.#free += 1
      return
    }
    this.#waiting.delete(next)
    next()
  }
}

/** One host. `lastMs` is the last moment it was asked something or finished answering, on the monotonic clock. */
interface Lane {
  readonly tickets: Tickets
  active: number
  lastMs: number
}

export interface TurnstileOptions {
  readonly total: number
  readonly perHost: number
  /** How often a request has to show that it gets on. */
  readonly graceMs?: number | undefined
}

/** Leave to ask. It comes with a place in the total, which goes to others while nothing comes in. */
export interface Pass {
  /** Counts what came in; waits for a place where much comes to a request that has none any more. */
  readonly note: (bytes: number, signal: AbortSignal) => Promise<void>
  /** Must be called when the request is over. */
  readonly leave: () => void
}

/** A healthy server has answered by then. A hundred that never do hold up whoever is behind them for two of these. */
const graceMsDefault = 1_000
/** Whoever receives less in that time waits, or is made to wait: a server that drips sends a byte, a slow line 16 KiB. */
const bytesAtWorkMin = 4 * 1024
/** What may come in without a place: an error page, the start of a feed. */
const bytesAtRestMax = 64 * 1024
/** Requests under way at once, those that only wait included, as a multiple of the total. */
const underWayFactor = 8

/** Lanes kept before the idle ones are swept away. */
const lanesMin = 1_024
/** A lane idle for longer than any spacing is forgotten. */
const laneIdleMs = 60_000

export class Turnstile {
  readonly #lanes = new Map<string, Lane>()
  readonly #total: Tickets
  readonly #perHost: number
  readonly #graceMs: number
  readonly #restingMax: number
  #resting = 0
  #sweepAt = lanesMin

  constructor({ total, perHost, graceMs = graceMsDefault }: TurnstileOptions) {
    this.#total = new Tickets(total)
    this.#perHost = perHost
    this.#graceMs = graceMs
    this.#restingMax = total * (underWayFactor - 1)
  }

  /**
   * Resolves when a request to `host` may start. Waiting for a host holds no place in the total, and neither does a request
   * to which nothing comes, so that slow hosts delay nobody else. Rejects with the signal's reason.
   */
  async enter(host: string, spacingMs: number, signal: AbortSignal): Promise<Pass> {
    const lane = this.#laneOf(host)
    lane.active += 1
    try {
      await lane.tickets.take(signal)
      try {
        await this.#pause(lane, spacingMs, signal)
        await this.#total.take(signal)
      } catch (error) {
        lane.tickets.giveBack()
        throw error
      }
    } catch (error) {
      lane.active -= 1
      throw error
    }
    lane.lastMs = Math.max(lane.lastMs, performance.now())
    const place = this.#watchPlace()
    return {
      note: place.note,
      leave: () => {
        lane.lastMs = Math.max(lane.lastMs, performance.now())
        lane.active -= 1
        lane.tickets.giveBack()
        place.end()
      },
    }
  }

  /** A place that was taken: given back while its request rests, taken again when it goes to work. */
  #watchPlace(): { readonly note: Pass['note']; readonly end: () => void } {
    let isResting = false
    let bytes = 0
    const watch = setInterval(() => {
      const isWaiting = !isResting && bytes < bytesAtWorkMin && this.#resting < this.#restingMax
      bytes = 0
      if (!isWaiting) return
      isResting = true
      this.#resting += 1
      this.#total.giveBack()
    }, this.#graceMs)
    return {
      note: async (count, signal) => {
        bytes += count
        if (!isResting || bytes < bytesAtRestMax) return
        await this.#total.take(signal)
        isResting = false
        this.#resting -= 1
      },
      end: () => {
        clearInterval(watch)
        if (isResting) this.#resting -= 1
        else this.#total.giveBack()
      },
    }
  }

  async #pause(lane: Lane, spacingMs: number, signal: AbortSignal): Promise<void> {
    if (spacingMs === 0) return
    const startMs = Math.max(performance.now(), lane.lastMs + spacingMs)
    // Reserved before sleeping, so that two that share a host do not wake together.
    lane.lastMs = startMs
    while (performance.now() < startMs) await sleep(startMs - performance.now(), signal)
  }

  #laneOf(host: string): Lane {
    const known = this.#lanes.get(host)
    if (known !== undefined) return known
    if (this.#lanes.size >= this.#sweepAt) this.#sweep()
    const lane = { tickets: new Tickets(this.#perHost), active: 0, lastMs: Number.NEGATIVE_INFINITY }
    this.#lanes.set(host, lane)
    return lane
  }

  #sweep(): void {
    const oldMs = performance.now() - laneIdleMs
    for (const [host, { active, lastMs }] of this.#lanes)
      if (active === 0 && lastMs < oldMs) this.#lanes.delete(host)
    this.#sweepAt = Math.max(lanesMin, this.#lanes.size * 2)
  }
}
