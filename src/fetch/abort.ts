/** Giving up: signals joined for the length of one piece of work, and waits that end when a signal fires. */

export interface LinkedSignal {
  readonly signal: AbortSignal
  /** Must be called when the work is over; until then the joined signals hold on to it. */
  unlink(): void
}

/** A signal that fires with the first of `signals`. (`AbortSignal.any` on a signal that lives as long as the process leaks.) */
export function linkSignals(signals: readonly (AbortSignal | undefined)[]): LinkedSignal {
  const controller = new AbortController()
  const unlinks = signals.map((signal) => {
    if (signal === undefined) return () => {}
    const fire = (): void => controller.abort(signal.reason)
    if (signal.aborted) fire()
    signal.addEventListener('abort', fire, { once: true })
    return () => signal.removeEventListener('abort', fire)
  })
  return {
    signal: controller.signal,
    unlink: () => {
      for (const unlink of unlinks) unlink()
    },
  }
}

/** Settles like `work`, or rejects with the signal's reason as soon as it fires; `work` itself goes on. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let giveUp = (): void => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(reasonOf(signal))
    signal.addEventListener('abort', giveUp, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

/** Resolves after `ms`, or rejects with the signal's reason. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const slept = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.ceil(ms))
  })
  try {
    await unlessAborted(slept, signal)
  } finally {
    clearTimeout(timer)
  }
}

/** Why a signal fired, as an error; whoever aborts may give anything, or nothing. */
export function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error('stopped', { cause: reason })
}
