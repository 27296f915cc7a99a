/** `headwater status`: how the sources do, what the feeds carry, how big the state is. */
import type { LoadedSettings } from '../config/load-settings.ts'
import type { Context } from '../context.ts'
import { freshSourceState, type SourceState } from '../model/source-state.ts'
import { shownState } from '../read-sources.ts'
import type { Command } from './command.ts'
import { configOptions, jsonOption, withContext } from './open-context.ts'
import { painter, type Paint } from './paint.ts'
import { renderTable, renderTime } from './render-table.ts'

interface Status {
  readonly sources: readonly SourceState[]
  readonly feeds: readonly { readonly id: string; readonly title: string; readonly items: number }[]
  readonly state: { readonly articles: number; readonly stories: number; readonly bytes: number }
  readonly lastRunMs: number | undefined
}

/** Everything the table shows, as values. */
async function readStatus(context: Context, { addressesWritten }: LoadedSettings): Promise<Status> {
  const { store, settings } = context
  const known = new Map((await store.sourceStates()).map((state) => [state.id, state]))
  const sources = settings.sources.map((source) => {
    const state = known.get(source.id) ?? freshSourceState(source.id, source.url)
    return shownState(state, source, addressesWritten)
  })
  const feeds = []
  for (const { id, title } of settings.feeds)
    feeds.push({ id, title, items: (await store.publications(id)).length })
  const { articles, stories, bytes } = await store.counts()
  const [last] = await store.runs(1)
  return { sources, feeds, state: { articles, stories, bytes }, lastRunMs: last?.finishedMs }
}

/** What to look at, in words: the last failure, else where it moved, else what was odd about the document. */
function troubleOf({ lastError, movedTo, problems = [] }: SourceState): string {
  if (lastError !== undefined) return lastError
  return [...(movedTo === undefined ? [] : [`moved to ${movedTo}`]), ...problems].join('; ')
}

function renderSource(state: SourceState): string[] {
  const failures = state.failuresInARow === 0 ? 'ok' : `${state.failuresInARow} failed`
  const polled = state.gone ? 'gone' : state.movedTo !== undefined && failures === 'ok' ? 'moved' : failures
  const next = state.gone ? 'never (410)' : renderTime(state.nextPollMs)
  const health = state.lastPollMs === undefined ? 'not polled yet' : polled
  return [state.id, health, renderTime(state.lastSuccessMs), next, `${state.articlesTotal}`, troubleOf(state)]
}

function renderStatus({ sources, feeds, state, lastRunMs }: Status, paint: Paint): string {
  const head = ['source', 'health', 'last success', 'next poll', 'articles', 'trouble']
  const sourceTable = renderTable([head, ...sources.map(renderSource)], 100, (cell, column, row) => {
    if (row === 0) return paint('bold', cell)
    if (column !== 1) return cell
    return paint(cell === 'ok' ? 'green' : /failed$|^gone$/.test(cell) ? 'red' : 'yellow', cell)
  })
  const feedRows = feeds.map(({ id, items, title }) => [id, `${items}`, title])
  const feedTable = renderTable([['feed', 'items', 'title'], ...feedRows], 80, (cell, _, row) =>
    row === 0 ? paint('bold', cell) : cell,
  )
  const megabytes = (state.bytes / 1024 / 1024).toFixed(1)
  const totals = `${state.articles} articles, ${state.stories} stories, ${megabytes} MB; last run ${renderTime(lastRunMs)} UTC\n`
  return `${sourceTable}\n${feedTable}\n${totals}`
}

export const status: Command = {
  name: 'status',
  summary: 'sources (last success, next poll, failures), feeds, state size',
  usage: 'headwater status [--config FILE] [--json]',
  options: { ...configOptions, ...jsonOption },
  examples: ['headwater status', 'headwater status --json'],
  async run(invocation) {
    const found = await withContext(invocation, readStatus)
    invocation.io.out(
      invocation.values['json'] === true
        ? `${JSON.stringify(found)}\n`
        : renderStatus(found, painter(invocation.io)),
    )
    return 0
  },
}
