/**
 * Commits in lots. A commit costs SQLite 0.3 ms, as much as deciding an article; a run makes three for each. What is
 * written while a group runs is committed a twentieth of a second later at most, in order: a crash loses the end of it.
 */

/** Another process that wants to write waits while a lot is open, page fetches in between included. */
const lotMs = 50
/** Between two lots each write is committed by itself: SQLite's waiting writers look only now and then, and must find a gap. */
const restMs = 25

export interface Transactions {
  readonly begin: () => void
  /** Throws StoreError; nothing is then open. */
  readonly commit: () => void
  readonly isOpen: () => boolean
}

export interface GroupCommits {
  /** Whether a group runs; a lot is then open for what is written next. Throws the error of a lot that failed meanwhile. */
  join(): boolean
  /** Commits what is open. Throws StoreError. */
  readonly flush: () => void
  /** Rejects with what `work` rejects with, or with StoreError when its last lot cannot be committed. */
  run<Result>(work: () => Promise<Result>): Promise<Result>
}

export function groupCommits({ begin, commit, isOpen }: Transactions): GroupCommits {
  let running = 0
  let restsUntilMs = 0
  let timer: NodeJS.Timeout | undefined
  let failure: { readonly error: unknown } | undefined
  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    const failed = failure
    failure = undefined
    if (isOpen()) commit()
    if (failed !== undefined) throw failed.error
  }
  const flushLater = (): void => {
    restsUntilMs = performance.now() + restMs
    try {
      flush()
    } catch (error) {
      failure = { error }
    }
  }
  return {
    flush,
    join() {
      if (failure !== undefined) flush()
      if (running === 0 || performance.now() < restsUntilMs) return false
      if (!isOpen()) {
        begin()
        timer = setTimeout(flushLater, lotMs)
      }
      return true
    },
    async run(work) {
      running += 1
      try {
        return await work()
      } finally {
        running -= 1
        if (running === 0) flush()
      }
    },
  }
}
