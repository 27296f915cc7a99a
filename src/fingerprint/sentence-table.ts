/** Counts by 32-bit hash in two typed arrays: 8 bytes a place, where a Map of objects takes a hundred. */

export interface SentenceTable {
  keys: Int32Array
  /** Low 8 bits how often, above when last; 0 marks a free place. */
  values: Uint32Array
  used: number
}

const countMax = 0xff
const lastMax = 0xff_ffff

export function emptyTable(): SentenceTable {
  return { keys: new Int32Array(64), values: new Uint32Array(64), used: 0 }
}

/** How often `hash` was counted and when last; undefined when never. */
export function lookUp(
  table: SentenceTable,
  hash: number,
): { readonly count: number; readonly last: number } | undefined {
  const value = table.values[placeOf(table, hash)] ?? 0
  return value === 0 ? undefined : { count: value & countMax, last: value >>> 8 }
}

/** Stores a count (1 to 255, more is 255) and a time (0 to 16,777,215). */
export function put(
  table: SentenceTable,
  hash: number,
  { count, last }: { count: number; last: number },
): void {
  if (table.used * 2 >= table.keys.length) grow(table)
  const place = placeOf(table, hash)
  if (table.values[place] === 0) table.used++
  table.keys[place] = hash
  table.values[place] = ((Math.min(last, lastMax) << 8) | Math.min(Math.max(count, 1), countMax)) >>> 0
}

/** Every hash with its count and time, in no order. */
export function* entriesOf(
  table: SentenceTable,
): Generator<{ readonly hash: number; readonly count: number; readonly last: number }> {
  for (const [place, value] of table.values.entries()) {
    if (value !== 0) yield { hash: table.keys[place] ?? 0, count: value & countMax, last: value >>> 8 }
  }
}

function grow(table: SentenceTable): void {
  const before = { keys: table.keys, values: table.values, used: 0 }
  table.keys = new Int32Array(before.keys.length * 2)
  table.values = new Uint32Array(before.keys.length * 2)
  table.used = 0
  for (const { hash, count, last } of entriesOf(before)) put(table, hash, { count, last })
}

function placeOf({ keys, values }: SentenceTable, hash: number): number {
  const mask = keys.length - 1
  let place = hash & mask
  while (values[place] !== 0 && keys[place] !== hash) place = (place + 1) & mask
  return place
}
