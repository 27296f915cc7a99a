/** The history of runs: when, how long, what came of each. */
import type { RunRecord } from '../../model/store.ts'
import { countWords, durationWords, moment } from './format.ts'
import { html, markup, type Markup } from './html.ts'
import { emptyNote, renderPage } from './layout.ts'
import type { RunsValues } from './values.ts'

const durationOf = ({ startedMs, finishedMs }: RunRecord): number => Math.max(0, finishedMs - startedMs)
const foldedOf = ({ folded }: RunRecord): number =>
  Object.values(folded).reduce((sum, count) => sum + count, 0)

const chartHeight = 60
const step = 8

/** Durations as bars, oldest on the left. */
function durationChart(runs: readonly RunRecord[]): Markup | undefined {
  if (runs.length < 2) return undefined
  const shown = runs.toReversed()
  const longest = Math.max(1, ...shown.map(durationOf))
  const bars = shown.map((run, at) => {
    const tall = Math.max(2, Math.round((durationOf(run) / longest) * chartHeight))
    const kind = run.sourcesFailed > 0 ? 'some-failed' : 'news'
    return `<rect class="${kind}" x="${at * step}" y="${chartHeight - tall}" width="${step - 2}" height="${tall}" rx="1"/>`
  })
  const width = shown.length * step
  return html`<figure class="chart">
    <svg
      role="img"
      aria-label="Durations of the last ${runs.length} runs, the longest ${durationWords(longest)}"
      viewBox="0 0 ${width} ${chartHeight}"
      width="${width}"
      height="${chartHeight}"
    >
      ${markup(bars.join(''))}
    </svg>
    <figcaption>How long each run took; the longest ${durationWords(longest)}.</figcaption>
  </figure>`
}

function row(run: RunRecord, nowMs: number): Markup {
  const { startedMs, sourcesPolled, sourcesFailed, articlesNew, storiesNew, feedsChanged } = run
  return html`<tr>
    <th scope="row">${moment(startedMs, nowMs)}</th>
    <td data-label="Took">${durationWords(durationOf(run))}</td>
    <td data-label="Sources polled">${countWords(sourcesPolled)}</td>
    <td data-label="Failed" ${sourcesFailed > 0 && html` class="warn"`}>${countWords(sourcesFailed)}</td>
    <td data-label="New articles">${countWords(articlesNew)}</td>
    <td data-label="New stories">${countWords(storiesNew)}</td>
    <td data-label="Folded">${countWords(foldedOf(run))}</td>
    <td data-label="Feeds changed">${countWords(feedsChanged)}</td>
  </tr>`
}

/** A whole document. */
export function renderRuns({ runs, nowMs, version }: RunsValues): string {
  const heads = [
    'Started',
    'Took',
    'Sources polled',
    'Failed',
    'New articles',
    'New stories',
    'Folded',
    'Feeds changed',
  ]
  const table = html`<table class="runs">
    <caption class="sr">
      Runs, newest first
    </caption>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${runs.map((run) => row(run, nowMs))}
    </tbody>
  </table>`
  const body =
    runs.length === 0 ? emptyNote('No run has finished yet.') : html`${durationChart(runs)} ${table}`
  const lead = html`<p class="lead">The last ${runs.length} runs.</p>`
  return renderPage({ title: 'Runs', section: 'runs', body, lead, version })
}
