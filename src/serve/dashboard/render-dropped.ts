/** What was left out and why: copies folded into stories, and what each feed's settings kept away. */
import type { CopyLine } from '../../model/browse.ts'
import { copyKinds } from '../../model/verdict.ts'
import { moment } from './format.ts'
import { html, oneLine, webAddress, type Markup } from './html.ts'
import { kindBadge, kindLabels } from './labels.ts'
import { emptyNote, renderPage } from './layout.ts'
import { pager, select } from './render-stories.ts'
import { storyAddress } from './story-list.ts'
import type { DroppedValues, LeftOut } from './values.ts'

function titleOf(title: string, url: string | undefined): Markup {
  const words = oneLine(title) || 'Untitled'
  const href = webAddress(url)
  return href === undefined ? html`${words}` : html`<a href="${href}" rel="noreferrer">${words}</a>`
}

function copyItem(copy: CopyLine, nowMs: number): Markup {
  const { title, url, publisher, firstSeenMs, kind, reason, storyId, storyTitle, storyPublisher, sourceId } =
    copy
  return html`<li class="card dropped">
    <h2 dir="auto">${titleOf(title, url)}</h2>
    <p class="meta">
      <bdi>${oneLine(publisher, 120)}</bdi> · from ${sourceId} · ${moment(firstSeenMs, nowMs)}
      ${kindBadge(kind)}
    </p>
    <p>${reason === '' ? kindLabels[kind] : reason}</p>
    <p class="into" dir="auto">
      Folded into <a href="${storyAddress(storyId)}">${oneLine(storyTitle) || 'Untitled'}</a>
      <span class="quiet">(<bdi>${oneLine(storyPublisher, 120)}</bdi>)</span>
    </p>
  </li>`
}

function leftOutItem({ title, url, publisher, reason, atMs, storyId }: LeftOut, nowMs: number): Markup {
  return html`<li class="card dropped">
    <h2 dir="auto">${titleOf(title, url)}</h2>
    <p class="meta"><bdi>${oneLine(publisher, 120)}</bdi> · ${moment(atMs, nowMs)}</p>
    <p dir="auto">${reason}</p>
    <p class="into">
      <a href="${storyAddress(storyId)}">Its story<span class="sr">: ${oneLine(title)}</span></a>
    </p>
  </li>`
}

function kindForm({ kind, source }: DroppedValues): Markup {
  return html`<form class="filters" action="/dashboard/dropped" method="get">
    ${select({ name: 'kind', label: 'Kind of copy', value: kind, options: copyKinds.map((each) => [each, kindLabels[each]]) })}
    <label>Source <input name="source" value="${source}" placeholder="id" autocomplete="off" /></label>
    <button type="submit">Show</button>
  </form>`
}

/** A whole document. */
export function renderDropped(values: DroppedValues): string {
  const { feeds, feed, leftOut, copies, older, nowMs, version } = values
  const tab = (id: string, words: string): Markup => {
    const address = id === '' ? '/dashboard/dropped' : `/dashboard/dropped?feed=${encodeURIComponent(id)}`
    return html`<li><a href="${address}" ${id === feed && html` aria-current="true"`}>${words}</a></li>`
  }
  const tabs = [
    tab('', 'all copies'),
    ...feeds.map(({ id, title }) => tab(id, `feed: ${oneLine(title, 60)}`)),
  ]
  const items =
    feed === ''
      ? copies.map((copy) => copyItem(copy, nowMs))
      : leftOut.map((each) => leftOutItem(each, nowMs))
  const audit =
    feed !== '' && html`<p><a href="/${feed}.dropped.atom">Subscribe to what this feed leaves out</a></p>`
  const body = html`<nav aria-label="Left out of">
      <ul class="tabs">
        ${tabs}
      </ul>
    </nav>
    ${feed === '' && kindForm(values)} ${audit}
    ${
      items.length === 0
        ? emptyNote('Nothing was left out here.')
        : html`<ul class="cards one-column">
            ${items}
          </ul>`
    }
    ${pager(undefined, older, 'Earlier ones')}`
  const lead = html`<p class="lead">
    Nothing disappears silently: every article that is not shown, and the rule that kept it away.
  </p>`
  return renderPage({ title: 'Left out', section: 'dropped', body, lead, version })
}
