/** A preview for a person: the feed in a line, then every entry with what would become of it. */
import { printable } from '../config/printable.ts'
import type { Preview, PreviewedEntry } from '../preview.ts'
import type { Paint } from './paint.ts'
import { renderTime } from './render-table.ts'

const completenessWords: Readonly<Record<PreviewedEntry['completeness'], string>> = {
  feed: 'whole text in the feed',
  page: 'text from its page',
  teaser: 'only its opening is in the feed',
}

function claimLines({ claimed }: PreviewedEntry): readonly string[] {
  if (claimed === undefined) return []
  const { url, publisher, score, says } = claimed
  return [`   claims to come from ${url ?? publisher} (${score.toFixed(2)}): ${says.join('; ')}`]
}

function entryLines(entry: PreviewedEntry, paint: Paint): readonly string[] {
  const { place, title, url, givenUrl, publisher, publishedMs, authors, categories, words } = entry
  const facts = [
    publisher,
    renderTime(publishedMs),
    `${words} words, ${completenessWords[entry.completeness]}`,
    ...(authors.length > 0 ? [`by ${authors.join(', ')}`] : []),
    ...(categories.length > 0 ? [categories.join(', ')] : []),
  ]
  const folds = entry.copyOf !== undefined && entry.kind !== 'related' && entry.kind !== 'new'
  const verdict =
    entry.copyOf === undefined ? [] : [`   ${folds ? 'copy of' : 'see also'} ${entry.copyOf}: ${entry.says}`]
  const furniture = Object.entries(entry.removed).map(([kind, count]) => `${count} ${kind}`)
  return [
    paint('bold', printable(`${place}. ${title || 'Untitled'}`)),
    ...(url === undefined ? ['   no address'] : [`   ${url}`]),
    ...(givenUrl === undefined ? [] : [paint('dim', printable(`   given as ${givenUrl}`))]),
    printable(`   ${facts.join(' · ')}`),
    ...verdict.map((line) => paint(folds ? 'yellow' : 'dim', printable(line))),
    ...claimLines(entry).map((line) => paint('cyan', printable(line))),
    ...(furniture.length > 0 ? [printable(`   would go: ${furniture.join(', ')}`)] : []),
    ...entry.removedLines.map((line) => paint('dim', printable(`     - ${line}`))),
  ]
}

/** Ends with a line break. */
export function renderPreview(preview: Preview, paint: Paint): string {
  const { format, title, siteUrl, language, problems, entries, repeated, stories } = preview
  const head = [`${format} "${title}"`, siteUrl ?? '', language ?? ''].filter((part) => part !== '')
  const claiming = entries.filter(({ claimed }) => claimed !== undefined).length
  const counts = [
    `${entries.length} entries`,
    `${stories} stories`,
    `${claiming} claim another origin`,
    ...(repeated > 0 ? [`${repeated} repeat an id`] : []),
  ]
  const lines = [
    paint('bold', printable(head.join(' · '))),
    counts.join(', '),
    ...problems.map((problem) => paint('yellow', printable(`problem: ${problem}`))),
    '',
    ...entries.flatMap((entry) => [...entryLines(entry, paint), '']),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}
