/** Hosts that asked us again and again to slow down: the rest of their sources wait as long as the first were told to. */

/** Once or twice may be one address's own limit; three that agree are the host's. */
const refusalsMin = 3
/** Waits that differ by less say the same: the clock goes on between two answers. */
const agreementSeconds = 120
/** Where a host does not say how long. */
const restMs = 60_000
const restMsMax = 3_600_000
const hostsMax = 1_024

export interface SlowDown {
  readonly status: number
  readonly retryAfterSeconds: number | undefined
}

interface Trouble {
  readonly last: SlowDown
  readonly inARow: number
  readonly restsUntilMs: number
}

export class RestingHosts {
  readonly #troubles = new Map<string, Trouble>()
  readonly #clockMs: () => number
  readonly #random: () => number

  /** `clockMs` is monotonic; `random` gives 0..1. */
  constructor(clockMs: () => number = () => performance.now(), random: () => number = Math.random) {
    this.#clockMs = clockMs
    this.#random = random
  }

  /** What a host that is left alone would answer: its last words, less the time since. `host` with its port. */
  find(host: string): SlowDown | undefined {
    const trouble = this.#troubles.get(host)
    const leftMs = (trouble?.restsUntilMs ?? 0) - this.#clockMs()
    if (trouble === undefined || leftMs <= 0) return undefined
    const { status, retryAfterSeconds } = trouble.last
    const isStated = retryAfterSeconds !== undefined
    return { status, retryAfterSeconds: isStated ? Math.ceil(leftMs / 1000) : undefined }
  }

  noteAnswer(host: string): void {
    this.#troubles.delete(host)
  }

  noteRefusal(host: string, refusal: SlowDown): void {
    const before = this.#troubles.get(host)
    const inARow = before !== undefined && agrees(before.last, refusal) ? before.inARow + 1 : 1
    const rests = inARow >= refusalsMin
    const waitMs = rests ? this.#waitMs(refusal, inARow - refusalsMin) : 0
    this.#troubles.delete(host)
    this.#troubles.set(host, { last: refusal, inARow, restsUntilMs: this.#clockMs() + waitMs })
    for (const oldest of this.#troubles.keys())
      if (this.#troubles.size > hostsMax) this.#troubles.delete(oldest)
  }

  /** Twice as long after every further refusal, up to a quarter less by luck. */
  #waitMs({ retryAfterSeconds }: SlowDown, doublings: number): number {
    if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1000
    return Math.min(restMs * 2 ** doublings, restMsMax) * (1 - this.#random() / 4)
  }
}

function agrees(a: SlowDown, b: SlowDown): boolean {
  if (a.status !== b.status) return false
  const [before, now] = [a.retryAfterSeconds, b.retryAfterSeconds]
  if (before === undefined || now === undefined) return before === now
  return Math.abs(before - now) <= agreementSeconds
}
