/** Times, spans and counts as people read them. */
import { html, type Markup } from './html.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** `12 min`, `3 h`, `2 days`: one unit, rounded down. */
export function spanWords(ms: number): string {
  const span = Math.abs(ms)
  if (span < 90 * minuteMs) return `${Math.floor(span / minuteMs)} min`
  if (span < 2 * dayMs) return `${Math.floor(span / hourMs)} h`
  return `${Math.floor(span / dayMs)} days`
}

/** `just now`, `3 h ago`, `in 12 min`. */
export function relativeWords(ms: number, nowMs: number): string {
  const delta = ms - nowMs
  if (Math.abs(delta) < minuteMs) return delta > 0 ? 'in a moment' : 'just now'
  return delta > 0 ? `in ${spanWords(delta)}` : `${spanWords(delta)} ago`
}

/** Dates outside this range are no dates of news, and ISO 8601 cannot write them all. */
const timeMsMax = Date.UTC(9999, 0)

/** A `<time>` that says how long ago; the moment itself stands in its title. A dash when there is none. */
export function moment(ms: number | undefined, nowMs: number): Markup {
  if (ms === undefined || ms <= 0 || ms > timeMsMax) return html`<span class="quiet">–</span>`
  const iso = new Date(ms).toISOString()
  const exact = `${iso.slice(0, 16).replace('T', ' ')} UTC`
  return html`<time datetime="${iso}" title="${exact}">${relativeWords(ms, nowMs)}</time>`
}

/** `0.4 s`, `12 s`, `3 min`. */
export function durationWords(ms: number): string {
  if (ms < 10_000) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`
  return ms < 2 * minuteMs ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / minuteMs)} min`
}

/** `1,234`. */
export function countWords(count: number): string {
  return count.toLocaleString('en')
}

/** `1 copy`, `3 copies`. */
export function plural(count: number, one: string, many: string): string {
  return `${countWords(count)} ${count === 1 ? one : many}`
}
