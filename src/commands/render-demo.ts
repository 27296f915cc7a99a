/** The demo's summary: what came in, what went out, what was folded and where the originals were found. */
import type { Context } from '../context.ts'
import { originLevels, type OriginLevel } from '../model/evidence.ts'
import { copyKinds, type CopyKind } from '../model/verdict.ts'
import type { RunReport } from '../pipeline.ts'
import { renderTable } from './render-table.ts'

export interface DemoSummary {
  readonly sources: number
  readonly articlesIn: number
  readonly storiesOut: number
  readonly folded: Readonly<Record<CopyKind, number>>
  readonly related: number
  readonly origins: Readonly<Record<OriginLevel, number>>
  /** Stories whose original was looked for elsewhere, by kind of evidence; a story may count under several. */
  readonly originsBy: Readonly<Record<string, number>>
  /** Stories with copies or claims, most copies first, the best proven before the others; a copy is named by the source that brought it. */
  readonly stories: readonly {
    readonly title: string
    readonly link: string
    readonly publisher: string
    readonly level: OriginLevel
    /** Who is named as the original, where the link stays ours. */
    readonly via: string | undefined
    readonly copies: readonly string[]
  }[]
}

const everything = 10_000

/** The refuted claim ends the list. */
const rankOf = (level: OriginLevel): number => (level === 'EX' ? -1 : originLevels.indexOf(level))

/** Reads the result back from the store. */
export async function summarizeDemo(context: Context, reports: readonly RunReport[]): Promise<DemoSummary> {
  const { store, settings } = context
  const views = await store.storiesSince(
    0,
    settings.sources.map(({ id }) => id),
    everything,
  )
  const origins: Record<OriginLevel, number> = { E0: 0, E1: 0, E2: 0, E3: 0, E4: 0, EX: 0 }
  const originsBy: Record<string, number> = {}
  for (const { story } of views) {
    origins[story.origin.level] += 1
    if (story.origin.level === 'E0') continue
    for (const kind of new Set(story.origin.evidence.map((evidence) => evidence.kind)))
      originsBy[kind] = (originsBy[kind] ?? 0) + 1
  }
  const folded = { sameAddress: 0, sameText: 0, nearDuplicate: 0, spun: 0 }
  for (const { verdicts } of reports) for (const kind of copyKinds) folded[kind] += verdicts[kind]
  const stories = views
    .filter(({ story, members }) => members.length > 1 || story.origin.level !== 'E0')
    .map(({ story, members }) => {
      const speaker = members.find(({ article }) => article.id === story.speakerId)
      const copies = members
        .filter((member) => member !== speaker)
        .map(({ article, verdictKind }) => `${article.sourceId} (${verdictKind})`)
      const { url = '', publisher, level, claimed } = story.origin
      const via = claimed?.publisher
      return { title: speaker?.article.title ?? '', link: url, publisher, level, via, copies }
    })
    .sort((a, b) => b.copies.length - a.copies.length || rankOf(b.level) - rankOf(a.level))
  const articlesIn = reports.reduce((sum, { articlesNew }) => sum + articlesNew, 0)
  const related = reports.reduce((sum, { verdicts }) => sum + verdicts.related, 0)
  return {
    sources: settings.sources.length,
    articlesIn,
    storiesOut: views.length,
    folded,
    related,
    origins,
    originsBy,
    stories,
  }
}

/** What a claimed original is to us, level by level. */
const wordsOf: Readonly<Partial<Record<OriginLevel, string>>> = {
  E1: 'names ',
  E2: 'claims ',
  EX: 'falsely claims ',
}

const list = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')

/** Two tables as one text. */
export function renderDemoSummary(summary: DemoSummary): string {
  const { sources, articlesIn, storiesOut, folded, related, origins, originsBy, stories } = summary
  const totals = renderTable([
    ['sources', `${sources}`],
    ['articles in', `${articlesIn}`],
    ['stories out', `${storiesOut}`],
    ['copies folded', `${Object.values(folded).reduce((sum, count) => sum + count, 0)} (${list(folded)})`],
    ['same event, own reporting', `${related} (kept apart, cross-linked)`],
    ['origins by level', list(origins)],
    ['origins found through', list(originsBy)],
  ])
  const rows = stories.map(({ title, publisher, level, via, copies, link }) => [
    via === undefined ? publisher : `${publisher} (${wordsOf[level] ?? ''}${via})`,
    level,
    title,
    copies.join(', '),
    link,
  ])
  return `\n${totals}\n${renderTable([['first published by', 'level', 'story', 'copies', 'link'], ...rows], 72)}`
}
