/** What a thread may do instead of its work. */
export const behaviours: Readonly<Record<string, () => void>> = {
  hang: () => {
    for (;;);
  },
  /** Longer than a timer takes, far shorter than any deadline. */
  pause: () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300),
  throw: () => {
    throw new Error('out of ideas')
  },
  exit: () => process.exit(3),
  eat: () => {
    const eaten: unknown[] = []
    for (;;) eaten.push(Array.from({ length: 10_000 }, () => ({})))
  },
}
