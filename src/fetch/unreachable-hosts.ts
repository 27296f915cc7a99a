/** Hosts nobody could connect to a moment ago: a thousand sources of a dead host must not wait 10 s each, one after another. */
import { findCode } from './explain-failure.ts'

/** Once may be chance. */
const failuresMin = 2
const rememberedMs = 60_000
const hostsMax = 1_024

/** No connection came about; whatever a server does later says nothing of its other documents. */
const unreachable: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'ENODATA',
  'EAI_AGAIN',
  'ETIMEOUT',
  'ESERVFAIL',
  'EREFUSED',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
])

interface Trouble {
  readonly error: unknown
  readonly failuresInARow: number
  readonly atMs: number
}

export class UnreachableHosts {
  readonly #troubles = new Map<string, Trouble>()
  readonly #clockMs: () => number

  /** `clockMs` is monotonic. */
  constructor(clockMs: () => number = () => performance.now()) {
    this.#clockMs = clockMs
  }

  /** The error that the last two attempts came to, within the last minute. `host` with its port. */
  find(host: string): unknown {
    const trouble = this.#troubles.get(host)
    if (trouble === undefined || trouble.failuresInARow < failuresMin) return undefined
    return this.#clockMs() - trouble.atMs < rememberedMs ? trouble.error : undefined
  }

  noteAnswer(host: string): void {
    this.#troubles.delete(host)
  }

  noteError(host: string, error: unknown): void {
    if (!unreachable.has(findCode(error) ?? '')) return this.noteAnswer(host)
    const failuresInARow = (this.#troubles.get(host)?.failuresInARow ?? 0) + 1
    this.#troubles.delete(host)
    this.#troubles.set(host, { error, failuresInARow, atMs: this.#clockMs() })
    for (const oldest of this.#troubles.keys())
      if (this.#troubles.size > hostsMax) this.#troubles.delete(oldest)
  }
}
