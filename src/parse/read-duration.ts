/** How long an attached file plays, in the forms podcasts write it. */

const secondsMax = 7 * 24 * 3600

const clock = /^\d{1,6}(?::\d{1,2}){0,2}(?:\.\d{1,9})?$/
/** ISO 8601 section 4.4.3, and the units people write: `1h 2m 3s`, `62 min`. */
const units =
  /^(?:pt)?(?:(\d{1,4}) ?(?:h|hrs?|hours?)[ ,]*)?(?:(\d{1,5}) ?(?:m|mins?|minutes?)[ ,.]*)?(?:(\d{1,6})(?:\.\d{1,9})? ?(?:s|secs?|seconds?)\.?)?$/i

/** Whole seconds; undefined for anything else, for nothing, and for a length of a week. */
export function readDuration(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '' || trimmed.length > 40) return undefined
  const seconds = clock.test(trimmed)
    ? trimmed.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
    : inUnits(trimmed)
  return seconds > 0 && seconds < secondsMax ? Math.round(seconds) : undefined
}

function inUnits(text: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] = units.exec(text) ?? []
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}
