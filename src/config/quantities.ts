/** Reads durations (`15m`, `1h30m`) and sizes (`5MB`) as people write them. */

const millisecondsPer = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
} as const

/** Decimal and binary prefixes as IEC 80000-13 has them: 1 MB is 1,000,000 bytes, 1 MiB is 1,048,576. */
const bytesPer: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
}

/** What an editor may accept before the product reads the value: one or more numbers with a unit, largest first or not. */
export const durationPattern = '^(?:0|(?:\\d+(?:\\.\\d+)?(?:ms|s|m|h|d|w)\\s*)+)$'
export const sizePattern = '^\\d+(?:\\.\\d+)?\\s*(?:[kKMG]i?)?B?$'

const durationParts = /(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g

/** Milliseconds, or undefined when the text is no duration. Every number needs its unit; `0` alone does not. */
export function parseDuration(text: string): number | undefined {
  const compact = text.trim()
  if (!new RegExp(durationPattern).test(compact)) return undefined
  let total = 0
  for (const [, amount, unit] of compact.matchAll(durationParts))
    total += Number(amount) * (isDurationUnit(unit) ? millisecondsPer[unit] : 0)
  return Math.round(total)
}

const isDurationUnit = (unit: string | undefined): unit is keyof typeof millisecondsPer =>
  unit !== undefined && Object.hasOwn(millisecondsPer, unit)

/** Bytes, or undefined when the text is no size. A plain number is bytes. */
export function parseSize(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const factor = Object.hasOwn(bytesPer, unit.toLowerCase()) ? bytesPer[unit.toLowerCase()] : undefined
  return amount === undefined || factor === undefined ? undefined : Math.round(Number(amount) * factor)
}

const spoken: readonly (readonly [unit: string, ms: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
]

/** The shortest way to write a duration: 5,400,000 is `1h30m`. */
export function formatDuration(ms: number): string {
  let rest = Math.round(ms)
  let text = ''
  for (const [unit, size] of spoken) {
    const count = Math.floor(rest / size)
    if (count > 0) text += `${count}${unit}`
    rest -= count * size
  }
  return text === '' ? '0s' : text
}
