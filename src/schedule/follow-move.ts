/** When a permanent redirect is believed: not at once, for a hijacked or parked domain redirects too. */
import type { RedirectHop } from '../model/fetch-outcome.ts'
import type { SourceState } from '../model/source-state.ts'

/** Feedbin waits about six days of consistent redirects, lion-reader seven. */
const moveAfterMs = 7 * 24 * 3_600_000
const moveSightingsMin = 3

/** Where a source is asked, and what is known of a move. */
export type Whereabouts = Pick<SourceState, 'movedTo' | 'moving'>

const isPermanent = ({ status }: RedirectHop): boolean => status === 301 || status === 308

/** Whether every hop says for ever; so also without any hop. */
export function areAllPermanent(hops: readonly RedirectHop[]): boolean {
  return hops.every(isPermanent)
}

/** Where only permanent redirects lead. A chain with a temporary one says nothing for ever, but of the step to https. */
function permanentTarget(hops: readonly RedirectHop[]): string | undefined {
  if (areAllPermanent(hops)) return hops.at(-1)?.to
  const [first] = hops
  return first !== undefined && isPermanent(first) && isSecureTwin(first.from, first.to)
    ? first.to
    : undefined
}

/** http://host/path -> https://host/path: the same publisher, safer. */
export function isSecureTwin(from: string, to: string): boolean {
  const [a, b] = [URL.parse(from), URL.parse(to)]
  if (a === null || b === null || a.protocol !== 'http:' || b.protocol !== 'https:') return false
  const hasDefaultPorts = a.port === '' && b.port === ''
  return hasDefaultPorts && a.hostname === b.hostname && a.pathname + a.search === b.pathname + b.search
}

/**
 * Whereabouts after an answer that was a valid feed, or a 304 for one. `asked` is the address we began at, `home` the one in
 * the YAML. A redirect is adopted after seven days and three consistent sightings; one that changes its target starts anew.
 */
export function followMove(
  before: Whereabouts,
  hops: readonly RedirectHop[],
  at: { readonly home: string; readonly asked: string; readonly nowMs: number },
): Whereabouts {
  const to = permanentTarget(hops)
  if (to === undefined || to === at.asked) return { movedTo: before.movedTo, moving: undefined }
  const seen = before.moving?.to === to ? before.moving : { to, sinceMs: at.nowMs, sightings: 0 }
  const sightings = seen.sightings + 1
  const isProven = sightings >= moveSightingsMin && at.nowMs - seen.sinceMs >= moveAfterMs
  if (isProven || isSecureTwin(at.asked, to)) {
    return { movedTo: to === at.home ? undefined : to, moving: undefined }
  }
  return { movedTo: before.movedTo, moving: { ...seen, sightings } }
}

/** Failures in a row at an adopted address after which the one in the YAML is asked again. */
const strayFailuresMax = 3

/**
 * Whereabouts after a failure. `isAbsent`: the server said 404 or 410. An old address that ends while it was already seen
 * moving has moved; an adopted address that ends or keeps failing was a mistake, and the old one is asked again.
 */
export function followFailure(
  before: Whereabouts,
  { isAbsent, failuresInARow }: { readonly isAbsent: boolean; readonly failuresInARow: number },
): Whereabouts {
  if (before.movedTo !== undefined) {
    const isLost = isAbsent || failuresInARow >= strayFailuresMax
    return isLost ? { movedTo: undefined, moving: undefined } : before
  }
  return isAbsent && before.moving !== undefined ? { movedTo: before.moving.to, moving: undefined } : before
}
