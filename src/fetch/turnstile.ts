/** Lets requests through: so many at once, so many per host, and a pause between two to one host. */
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
}

/** Lanes kept before the idle ones are swept away. */
const lanesMin = 1_024
/** A lane idle for longer than any spacing is forgotten. */
const laneIdleMs = 60_000

export class Turnstile {
  readonly #lanes = new Map<string, Lane>()
  readonly #total: Tickets
  readonly #perHost: number
  #sweepAt = lanesMin

  constructor({ total, perHost }: TurnstileOptions) {
    this.#total = new Tickets(total)
    this.#perHost = perHost
  }

  /**
   * Resolves when a request to `host` may start; the function it returns must be called when the request is over.
   * Waiting for a host holds no place in the total, so one slow host delays nobody else. Rejects with the signal's reason.
   */
  async enter(host: string, spacingMs: number, signal: AbortSignal): Promise<() => void> {
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
    return () => {
      lane.lastMs = Math.max(lane.lastMs, performance.now())
      lane.active -= 1
      lane.tickets.giveBack()
      this.#total.giveBack()
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
