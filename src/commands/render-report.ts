/** The summary of a run for a person. */
import { originLevels } from '../model/evidence.ts'
import type { RunReport } from '../pipeline.ts'
import { copyKinds, type VerdictKind } from '../model/verdict.ts'
import { renderTable } from './render-table.ts'

const verdictWords: Readonly<Record<VerdictKind, string>> = {
  new: 'new stories',
  related: 'own reports of a known event',
  sameAddress: 'copies at the same address',
  sameText: 'verbatim copies',
  nearDuplicate: 'near duplicates',
  spun: 'spun copies',
}

const levelWords = {
  E0: 'nothing claimed: the article itself',
  E1: 'publisher named',
  E2: 'claimed, could not be fetched',
  E3: 'verified against its page',
  E4: 'verified and confirmed',
  EX: 'claim contradicted',
} as const

/** How many copies a run folded away. */
export function foldedCount(report: RunReport): number {
  return copyKinds.reduce((sum, kind) => sum + report.verdicts[kind], 0)
}

/** Several tables as one text. */
export function renderReport(report: RunReport): string {
  const seconds = ((report.finishedMs - report.startedMs) / 1000).toFixed(1)
  const rows: string[][] = [
    [
      'sources polled',
      `${report.sourcesPolled}`,
      report.sourcesFailed.length > 0 ? `${report.sourcesFailed.length} failed` : '',
    ],
    [
      'articles in',
      `${report.articlesNew}`,
      report.articlesUpdated > 0 ? `${report.articlesUpdated} updated` : '',
    ],
    ['stories out', `${report.storiesNew}`, ''],
    ['copies folded', `${foldedCount(report)}`, ''],
  ]
  for (const kind of copyKinds) {
    rows.push([`  ${verdictWords[kind]}`, `${report.verdicts[kind]}`, ''])
  }
  rows.push([verdictWords.related, `${report.verdicts.related}`, 'kept apart, cross-linked'])
  rows.push(['origins', '', ''])
  for (const level of originLevels) {
    const count = report.origins[level]
    if (count > 0) rows.push([`  ${level}`, `${count}`, levelWords[level]])
  }
  for (const feed of report.feeds) {
    rows.push([`feed ${feed.id}`, `${feed.items}`, feed.changed ? 'written' : 'unchanged'])
  }
  const failures = report.sourcesFailed.map(({ id, error }) => `source "${id}": ${error}\n`).join('')
  const stopped = report.interrupted ? 'stopped before the end; the rest follows in the next run\n' : ''
  return `${renderTable(rows)}${failures}${stopped}done in ${seconds} s\n`
}
