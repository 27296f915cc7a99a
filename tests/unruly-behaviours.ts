/** What a thread may do instead of its work. */
export const behaviours: Readonly<Record<string, () => void>> = {
  hang: () => {
    for (;;);
  },
  throw: () => {
    throw new Error('out of ideas')
  },
  exit: () => process.exit(3),
  eat: () => {
    const eaten: unknown[] = []
    for (;;) eaten.push(Array.from({ length: 10_000 }, () => ({})))
  },
}
