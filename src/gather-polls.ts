/** Keeps polls under way and hands them on in batches: bounded memory, fair order, and nobody waits for a hanging source. */
import type { SourceId } from './model/brand.ts'
import type { SourceSettings } from './model/settings.ts'
import type { SourceState } from './model/source-state.ts'
import type { Poll } from './poll-sources.ts'

/** A source to be polled, with what is remembered of it. */
export interface DueSource {
  readonly source: SourceSettings
  readonly state: SourceState
}

export interface Batch {
  readonly polls: readonly Poll[]
  /** Only sources that let us wait are left: what is known so far may be published. */
  readonly isPause: boolean
}

export interface GatherOptions {
  /** What is due now and was not due before; asked again while sources let us wait. */
  readonly due: () => readonly DueSource[]
  readonly poll: (due: DueSource, signal: AbortSignal) => Promise<Poll>
  readonly onDone: (done: number, total: number) => void
  readonly signal: AbortSignal
  /** How long a finished poll waits for the others. */
  readonly patienceMs?: number | undefined
  /** Articles that wait to be decided, before no more sources are asked. */
  readonly draftsMax?: number | undefined
}

/** A sound feed is out within five seconds however many others hang; deciding and publishing take up to two of them. */
const patienceMsDefault = 3_000
/** Whoever comes late, because a hundred before it hang, need not wait as long again. */
const lateWithinMs = 1_000
/** 75,000 articles of 5,000 new sources at once take more than a gigabyte; a thousand take 10 MB. */
const draftsMaxDefault = 1_000
/** Sources waiting for their host's turn at once; many more than are asked at once, so that a slow host fills none of it. */
const startedMax = 512
/** While a source hangs, others become due. */
const dueAgainMs = 1_000

/** The first source of every host, then the second: no host's queue stands in the way of another, and the sound go first. */
export function inFairOrder(due: readonly DueSource[]): readonly DueSource[] {
  const seen = new Map<string, number>()
  const rankOf = ({ source, state }: DueSource): number => {
    const host = URL.parse(state.movedTo ?? source.url)?.host ?? ''
    const rank = seen.get(host) ?? 0
    seen.set(host, rank + 1)
    return rank
  }
  const soundFirst = due.toSorted(
    (a, b) => Number(a.state.failuresInARow > 0) - Number(b.state.failuresInARow > 0),
  )
  return soundFirst
    .map((one) => ({ one, rank: rankOf(one), isFailing: one.state.failuresInARow > 0 }))
    .toSorted((a, b) => Number(a.isFailing) - Number(b.isFailing) || a.rank - b.rank)
    .map(({ one }) => one)
}

/** Polls under way and finished, and whoever waits for the next to finish. */
class Gathering {
  readonly #options: GatherOptions
  readonly #seen = new Set<SourceId>()
  readonly #stop = new AbortController()
  #waiting: DueSource[] = []
  #underWay = 0
  #finished: Poll[] = []
  #drafts = 0
  readonly #startedMs = performance.now()
  #firstFinishedMs = 0
  #admittedMs = Number.NEGATIVE_INFINITY
  #done = 0
  #news = Promise.withResolvers<void>()

  constructor(options: GatherOptions) {
    this.#options = options
    this.#giveUp = () => this.#stop.abort(options.signal.reason)
    if (options.signal.aborted) this.#giveUp()
    options.signal.addEventListener('abort', this.#giveUp, { once: true })
  }

  readonly #giveUp: () => void

  /** Nobody wants the polls any more. */
  end(): void {
    this.#options.signal.removeEventListener('abort', this.#giveUp)
    this.#stop.abort(new DOMException('the run ended', 'AbortError'))
  }

  /** Asked for at most once in `dueAgainMs`: to look through thousands of sources after each poll would cost more than the polls. */
  admit(): void {
    const nowMs = performance.now()
    if (nowMs - this.#admittedMs < dueAgainMs) return
    this.#admittedMs = nowMs
    const fresh = this.#options.due().filter(({ source }) => !this.#seen.has(source.id))
    for (const { source } of fresh) this.#seen.add(source.id)
    this.#waiting.push(...inFairOrder(fresh))
  }

  start(): void {
    const { draftsMax = draftsMaxDefault } = this.#options
    while (this.#underWay < startedMax && this.#drafts < draftsMax && !this.#stop.signal.aborted) {
      const next = this.#waiting.shift()
      if (next === undefined) return
      this.#underWay += 1
      void this.#options.poll(next, this.#stop.signal).then((poll) => this.#finish(poll))
    }
  }

  #finish(poll: Poll): void {
    if (this.#finished.length === 0) this.#firstFinishedMs = performance.now()
    this.#finished.push(poll)
    this.#drafts += poll.drafts.length
    this.#underWay -= 1
    this.#done += 1
    this.#options.onDone(this.#done, this.#seen.size)
    this.#news.resolve()
    this.#news = Promise.withResolvers()
  }

  isOver(): boolean {
    const isStopped = this.#stop.signal.aborted
    return this.#underWay === 0 && (isStopped || this.#waiting.length === 0)
  }

  /** Undefined while it is better to wait. */
  take(): Batch | undefined {
    if (this.#finished.length === 0) return undefined
    const { draftsMax = draftsMaxDefault, patienceMs = patienceMsDefault } = this.#options
    const isFull = this.#drafts >= draftsMax
    const spentMs = this.#firstFinishedMs - this.#startedMs
    const waitMs = Math.min(patienceMs, Math.max(patienceMs - spentMs, lateWithinMs))
    const isLate = performance.now() - this.#firstFinishedMs >= waitMs
    if (!this.isOver() && !isFull && !isLate) return undefined
    const polls = this.#finished
    this.#finished = []
    this.#drafts = 0
    return { polls, isPause: !this.isOver() && !isFull && this.#waiting.length === 0 }
  }

  /** Until a poll finishes, patience ends, or others may have become due. */
  async wait(): Promise<void> {
    const { patienceMs = patienceMsDefault } = this.#options
    const timer = Promise.withResolvers<void>()
    const timeout = setTimeout(timer.resolve, Math.min(dueAgainMs, patienceMs))
    await Promise.race([this.#news.promise, timer.promise])
    clearTimeout(timeout)
  }
}

/** Yields every poll once, those of one batch in the order they came in. Whoever stops reading ends what is under way. */
export async function* gatherPolls(options: GatherOptions): AsyncGenerator<Batch, void, undefined> {
  const gathering = new Gathering(options)
  try {
    gathering.admit()
    for (;;) {
      gathering.start()
      const batch = gathering.take()
      if (batch !== undefined) yield batch
      else if (gathering.isOver()) return
      else await gathering.wait()
      gathering.admit()
    }
  } finally {
    gathering.end()
  }
}
