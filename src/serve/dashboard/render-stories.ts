/** The list of stories with search, filters and pages. */
import { originLevels } from '../../model/evidence.ts'
import { copyKinds } from '../../model/verdict.ts'
import { plural } from './format.ts'
import { html, markup, type Fragment, type Markup } from './html.ts'
import { kindLabels, levelLabels } from './labels.ts'
import { emptyNote, renderPage } from './layout.ts'
import { storyList } from './story-list.ts'
import type { StoriesValues } from './values.ts'

/** Longer lists are typed, not chosen from. */
const optionsMax = 300

interface Choice {
  readonly name: string
  readonly label: string
  readonly value: string
  /** Value and words of each option. */
  readonly options: readonly (readonly [string, string])[]
}

/** A select whose first option is no choice. */
export function select({ name, label, value, options }: Choice): Markup {
  const all = [['', 'any'] as const, ...options]
  return html`<label
    >${label}
    <select name="${name}">
      ${all.map(
        ([each, words]) =>
          html`<option value="${each}" ${markup(each === value ? ' selected' : '')}>${words}</option>`,
      )}
    </select></label
  >`
}

function sourceChoice(sources: readonly string[], value: string): Markup {
  if (sources.length > optionsMax)
    return html`<label
      >Source <input name="source" value="${value}" placeholder="id" autocomplete="off"
    /></label>`
  return select({ name: 'source', label: 'Source', value, options: sources.map((id) => [id, id]) })
}

function filterForm({ filter, feeds, sources }: StoriesValues): Markup {
  const choices = [
    select({
      name: 'feed',
      label: 'Feed',
      value: filter.feed,
      options: feeds.map(({ id, title }) => [id, title]),
    }),
    sourceChoice(sources, filter.source),
    select({
      name: 'kind',
      label: 'Has a copy',
      value: filter.kind,
      options: copyKinds.map((kind) => [kind, kindLabels[kind]]),
    }),
    select({
      name: 'level',
      label: 'Origin',
      value: filter.level,
      options: originLevels.map((level) => [level, levelLabels[level]]),
    }),
  ]
  return html`<form class="filters" action="/dashboard/stories" method="get" role="search">
    <label class="wide"
      >Search
      <input
        type="search"
        name="q"
        value="${filter.words}"
        placeholder="words of a title, or an address"
        autocomplete="off"
      />
    </label>
    <div class="more">${choices}</div>
    <button type="submit">Show</button>
    <a class="reset" href="/dashboard/stories">Reset</a>
  </form>`
}

/** Links to the pages around this one. */
export function pager(newest: Fragment, older: string | undefined, words: string): Markup | undefined {
  if (newest === undefined && older === undefined) return undefined
  return html`<nav class="pager" aria-label="Pages">
    ${newest} ${older !== undefined && html`<a class="button" rel="next" href="${older}">${words}</a>`}
  </nav>`
}

/** A whole document. */
export function renderStories(values: StoriesValues): string {
  const { lines, nowMs, total, older, isLater, version } = values
  const list =
    lines.length === 0
      ? emptyNote('No story fits. Fewer words or another filter may find it.')
      : storyList(lines, nowMs)
  const newest = isLater ? html`<a class="button" href="/dashboard/stories">Newest</a>` : undefined
  const body = html`${filterForm(values)}
    <h2 class="sr">Results</h2>
    ${list} ${pager(newest, older, 'Older stories')}`
  const lead = html`<p class="lead">${plural(total, 'story', 'stories')}, newest first.</p>`
  return renderPage({ title: 'Stories', section: 'stories', body, lead, version })
}
