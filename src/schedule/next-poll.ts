/** How long to wait before asking a source again: our manners, the server's wishes, and the limits of both. */
import type { PollingWishes } from '../model/entry.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** FreshRSS never asks more often than every 15 to 20 minutes; neither do we, whatever the YAML says. */
export const pollFloorMs = 15 * 60_000

/** Nothing a server says keeps us away for longer: a wrong `Expires` of ten years must not end a source. */
export const pollCapMs = dayMs

export interface Rhythm {
  /** `every` of the source. */
  readonly everyMs: number
  readonly wishes: PollingWishes | undefined
  readonly freshForSeconds: number | undefined
}

const secondsToMs = (seconds: number | undefined): number => Math.max(0, seconds ?? 0) * 1000

/** The user's interval is a floor; ttl, updatePeriod, max-age and Expires may lengthen it up to a day. */
export function intervalMs({ everyMs, wishes, freshForSeconds }: Rhythm): number {
  const wished = Math.max(secondsToMs(wishes?.everySeconds), secondsToMs(freshForSeconds))
  return Math.max(everyMs, pollFloorMs, Math.min(wished, pollCapMs))
}

/**
 * After the n-th failure in a row: twice the interval, then four times, to a day; up to a quarter less by luck, so that
 * sources that failed together do not come back together. `random` returns 0..1.
 */
export function backOffMs(interval: number, failuresInARow: number, random: () => number): number {
  const doubled = interval * 2 ** Math.min(failuresInARow, 20)
  return Math.max(interval, Math.min(doubled, pollCapMs) * (1 - random() / 4))
}

/**
 * Retry-After (RFC 9110 section 10.2.3) is obeyed up to a day, and never shortens our own interval. From a server that
 * refuses again and again although we come later than it said, it says nothing: `backOff` counts then.
 */
export function retryAfterMs(interval: number, retryAfterSeconds: number, backOff: number): number {
  const asked = Math.min(secondsToMs(retryAfterSeconds), pollCapMs)
  return asked > interval ? asked : Math.max(interval, backOff)
}

// 1 January 1970 was a Thursday, day 4.
const hourOf = (ms: number): number => Math.floor(ms / hourMs) % 24
const dayOf = (ms: number): number => (Math.floor(ms / dayMs) + 4) % 7

/** The first moment from `ms` on that is outside skipHours and skipDays (RSS 2.0, GMT). A feed that skips everything skips nothing. */
export function outsideSkipped(ms: number, wishes: PollingWishes | undefined): number {
  if (wishes === undefined) return ms
  const isSkipped = (at: number): boolean =>
    wishes.skipHours.includes(hourOf(at)) || wishes.skipDays.includes(dayOf(at))
  let at = ms
  for (let hours = 0; hours <= 7 * 24; hours += 1) {
    if (!isSkipped(at)) return at
    at = (Math.floor(at / hourMs) + 1) * hourMs
  }
  return ms
}
