/** The last polls of a source as small bars: height for what came, another shape and colour for what failed. */
import type { PollRecord } from '../../model/browse.ts'
import { plural } from './format.ts'
import { html, markup, type Markup } from './html.ts'
import { isGoodResult } from './labels.ts'

const barWidth = 4
const step = 5
const height = 24
const quietHeight = 3
const barsMax = 48

/** Twice as many articles are a step higher: a feed's first poll must not flatten all that follow. */
function heightOf({ result, articlesNew }: PollRecord): number {
  if (!isGoodResult(result)) return height
  if (articlesNew === 0) return quietHeight
  return Math.min(height, quietHeight + 4 + Math.round(Math.log2(articlesNew) * 4))
}

/** What the picture shows, in words. */
export function describePolls(polls: readonly PollRecord[]): string {
  const failed = polls.filter(({ result }) => !isGoodResult(result)).length
  const articles = polls.reduce((sum, { articlesNew }) => sum + articlesNew, 0)
  const trouble = failed === 0 ? 'none failed' : `${failed} failed`
  return `Last ${plural(polls.length, 'poll', 'polls')}: ${plural(articles, 'new article', 'new articles')}, ${trouble}`
}

/** Inline SVG, oldest poll first. */
export function sparkline(polls: readonly PollRecord[]): Markup {
  if (polls.length === 0) return html`<span class="quiet">no poll yet</span>`
  const shown = polls.slice(-barsMax)
  const bars = shown.map((poll, at) => {
    const tall = heightOf(poll)
    const kind = isGoodResult(poll.result) ? (poll.articlesNew > 0 ? 'news' : 'quiet-bar') : 'bad'
    const round = kind === 'bad' ? 0 : 1
    return `<rect class="${kind}" x="${(barsMax - shown.length + at) * step}" y="${height - tall}" width="${barWidth}" height="${tall}" rx="${round}"/>`
  })
  return html`<svg
    class="spark"
    role="img"
    aria-label="${describePolls(shown)}"
    viewBox="0 0 ${barsMax * step} ${height}"
    width="${barsMax * step}"
    height="${height}"
  >
    ${markup(bars.join(''))}
  </svg>`
}
