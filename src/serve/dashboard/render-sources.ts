/** How the sources do: the last polls as a picture, the next one, and what went wrong in plain words. */
import type { SourceState } from '../../model/source-state.ts'
import { countWords, moment, plural } from './format.ts'
import { html, oneLine, webAddress, type Markup } from './html.ts'
import { resultLabels } from './labels.ts'
import { emptyNote, renderPage } from './layout.ts'
import { pager } from './render-stories.ts'
import { sparkline } from './sparkline.ts'
import type { SourceCard, SourceHealth, SourcesValues } from './values.ts'

const healthWords: Readonly<Record<SourceHealth, string>> = {
  works: 'works',
  fails: 'fails',
  gone: 'gone',
  waiting: 'not polled yet',
}

/** What a person needs to know first. */
export function healthOf({ gone, lastPollMs, failuresInARow }: SourceState): SourceHealth {
  if (gone) return 'gone'
  if (lastPollMs === undefined) return 'waiting'
  return failuresInARow > 0 ? 'fails' : 'works'
}

function troubleOf(state: SourceState): Markup | undefined {
  const { failuresInARow, lastError, gone, lastSuccessMs } = state
  if (gone)
    return html`<p class="trouble">
      The address is gone for good (410). It is asked again when you change its address, or with
      <code>headwater run --now</code>.
    </p>`
  if (lastError === undefined) return undefined
  const since = lastSuccessMs === undefined ? 'It never worked.' : ''
  return html`<p class="trouble">
    ${plural(failuresInARow, 'poll', 'polls')} in a row failed: ${oneLine(lastError)}. ${since}
  </p>`
}

function moveOf({ movedTo, moving }: SourceState): Markup | undefined {
  if (movedTo !== undefined)
    return html`<p class="moved">
      Moved for good: it is read at <code>${movedTo}</code>. Put that address into the configuration.
    </p>`
  return (
    moving &&
    html`<p class="moved">
      It seems to be moving to <code>${moving.to}</code> (seen ${moving.sightings} times).
    </p>`
  )
}

/** What was wrong with the last document and did no harm. */
function oddities({ problems = [] }: SourceState): Markup | undefined {
  if (problems.length === 0) return undefined
  return html`<details>
    <summary>${plural(problems.length, 'oddity', 'oddities')} in its last document</summary>
    <ul class="plain">
      ${problems.slice(0, 20).map((problem) => html`<li dir="auto">${oneLine(problem)}</li>`)}
    </ul>
  </details>`
}

function card({ state, address, tags, polls }: SourceCard, nowMs: number): Markup {
  const health = healthOf(state)
  // With a variable in it the address leads nowhere.
  const href = address.includes('${') ? undefined : webAddress(address)
  const { lastResult } = state
  return html`<li class="card source">
    <div class="source-head">
      <h2 dir="auto">${oneLine(state.title ?? state.id, 120)}</h2>
      <span class="badge health-${health}">${healthWords[health]}</span>
    </div>
    <p class="meta">
      <code>${state.id}</code> ·
      ${href === undefined ? html`<span>${address}</span>` : html`<a href="${href}" rel="noreferrer">${oneLine(address, 100)}</a>`}
    </p>
    ${troubleOf(state)} ${moveOf(state)} ${oddities(state)} ${sparkline(polls)}
    <dl class="facts">
      <div>
        <dt>Last poll</dt>
        <dd>
          ${moment(state.lastPollMs, nowMs)}${lastResult !== undefined && html`, ${resultLabels[lastResult]}`}
        </dd>
      </div>
      <div>
        <dt>Next poll</dt>
        <dd>
          ${state.gone ? 'never' : state.lastPollMs === undefined ? 'with the next run' : moment(state.nextPollMs, nowMs)}
        </dd>
      </div>
      <div>
        <dt>Last success</dt>
        <dd>${moment(state.lastSuccessMs, nowMs)}</dd>
      </div>
      <div>
        <dt>Articles</dt>
        <dd>
          <a href="/dashboard/stories?source=${encodeURIComponent(state.id)}"
            >${countWords(state.articlesTotal)}<span class="sr"> of ${state.id}</span></a
          >
        </dd>
      </div>
      ${
        tags.length > 0 &&
        html`<div>
          <dt>Tags</dt>
          <dd>${tags.join(', ')}</dd>
        </div>`
      }
    </dl>
  </li>`
}

/** A whole document. */
export function renderSources(values: SourcesValues): string {
  const { cards, counts, health, nowMs, previous, next, version } = values
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const tab = (value: SourceHealth | '', words: string): Markup =>
    html`<li>
      <a
        href="/dashboard/sources${value === '' ? '' : `?health=${value}`}"
        ${value === health && html` aria-current="true"`}
        >${words}</a
      >
    </li>`
  const tabs = [
    tab('', `all ${countWords(total)}`),
    ...(['fails', 'gone', 'waiting', 'works'] as const)
      .filter((each) => counts[each] > 0)
      .map((each) => tab(each, `${healthWords[each]} ${countWords(counts[each])}`)),
  ]
  const earlier = previous !== undefined && html`<a class="button" rel="prev" href="${previous}">Previous</a>`
  const body = html`<nav aria-label="By health">
      <ul class="tabs">
        ${tabs}
      </ul>
    </nav>
    ${
      cards.length === 0
        ? emptyNote('No source here.')
        : html`<ul class="cards sources">
            ${cards.map((each) => card(each, nowMs))}
          </ul>`
    }
    ${pager(earlier === false ? undefined : earlier, next, 'More sources')}`
  const lead = html`<p class="lead">
    Each bar is a poll, oldest on the left: the taller, the more new articles; a full red bar failed.
  </p>`
  return renderPage({ title: 'Sources', section: 'sources', body, lead, version })
}
