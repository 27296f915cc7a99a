/** One set of 32-bit numbers used again and again: what would else be sorted or allocated for every comparison. */

// A fingerprint holds at most 520 tokens, so that at most a quarter of the places is taken.
const places = 2_048
const keys = new Uint32Array(places)
const stamps = new Uint32Array(places)
let stamp = 0

/** Empties the set. It is shared by all callers: fill it and ask it without calling anything else between. */
export function clearSet(): void {
  stamp = (stamp + 1) >>> 0
  if (stamp !== 0) return
  stamps.fill(0)
  stamp = 1
}

/** Adds a number that is spread over all its bits, as hashes are; false when it stands already. At most 2,047 fit. */
export function addToSet(key: number): boolean {
  let place = (key ^ (key >>> 11)) & (places - 1)
  for (; stamps[place] === stamp; place = (place + 1) & (places - 1)) if (keys[place] === key) return false
  stamps[place] = stamp
  keys[place] = key
  return true
}

export function isInSet(key: number): boolean {
  let place = (key ^ (key >>> 11)) & (places - 1)
  for (; stamps[place] === stamp; place = (place + 1) & (places - 1)) if (keys[place] === key) return true
  return false
}
