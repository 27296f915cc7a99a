/** An explanation for a terminal: the sentences of the story page, one below the other. */
import { printable } from '../config/printable.ts'
import type {
  Correction,
  ExplainedArticle,
  ExplainedEvidence,
  StoryExplanation,
} from '../model/explanation.ts'
import type { Origin } from '../model/evidence.ts'
import type { Comparison } from '../model/verdict.ts'
import type { Paint } from './paint.ts'
import { renderTime } from './render-table.ts'

const scoreLine = ({ scores }: Comparison): string =>
  Object.entries(scores)
    .map(([name, score]) => `${name} ${Number.isInteger(score) ? score : score.toFixed(2)}`)
    .join(', ')

function comparisonLines(comparison: Comparison, comparedWith: string | undefined): readonly string[] {
  const lines = comparedWith === undefined ? [] : [`    compared with ${comparedWith}`]
  if (Object.keys(comparison.scores).length > 0) lines.push(`    scores: ${scoreLine(comparison)}`)
  for (const veto of comparison.vetoes) lines.push(`    veto: ${veto}`)
  return lines
}

function articleLines(explained: ExplainedArticle, at: number): readonly string[] {
  const { article, verdict, comparedWith, passages, removed, says } = explained
  const marks = [explained.isOrigin ? 'origin' : '', explained.speaks ? 'speaks for the story' : ''].filter(
    (mark) => mark !== '',
  )
  const lines = [
    `${at + 1}. ${article.publisher}: ${article.title}${marks.length > 0 ? `  [${marks.join(', ')}]` : ''}`,
    `    ${article.url ?? 'no address'}`,
    `    source ${article.sourceId}, published ${renderTime(article.publishedMs)}, first seen ${renderTime(article.firstSeenMs)}`,
    `    verdict ${verdict?.kind ?? 'unknown'}: ${says.join('; ')}`,
  ]
  if (verdict?.comparison !== undefined) lines.push(...comparisonLines(verdict.comparison, comparedWith))
  for (const { left, right, cosine } of passages)
    lines.push(`    alike ${cosine.toFixed(2)}: "${left}"`, `             ~ "${right}"`)
  for (const other of verdict?.others ?? []) lines.push(`    also compared, ${other.kind}: ${other.reason}`)
  const furniture = Object.entries(removed).map(([kind, count]) => `${count} ${kind}`)
  if (furniture.length > 0) lines.push(`    cleaned away: ${furniture.join(', ')}`)
  return lines
}

function originLines(
  origin: Origin,
  standing: string,
  evidence: readonly ExplainedEvidence[],
): readonly string[] {
  const { claimed, level, confidence, publisher, url = '' } = origin
  return [
    `Origin: ${publisher}  ${url}`,
    `  ${level}, confidence ${confidence.toFixed(2)}. ${standing}`,
    ...(claimed === undefined ? [] : [`  claimed: ${claimed.publisher} ${claimed.url ?? ''}`]),
    ...evidence.map(({ says, weight }) => `  - ${says} (weight ${weight.toFixed(2)})`),
    ...origin.notes.map((note) => `  * ${note}`),
  ]
}

const correctionLines = ({ says, under, yaml }: Correction): readonly string[] => [
  `  ${says}${under === undefined ? '' : ` (under ${under})`}`,
  `    ${yaml}`,
]

/** Headings are bold, addresses and scores stand back, what forbade is red and what can be typed is cyan. */
function paintLine(line: string, paint: Paint): string {
  if (/^(?:Origin: |\d+\. |To overrule )/.test(line)) return paint('bold', line)
  if (/^ {4}(?:scores:|also compared,|source) /.test(line)) return paint('dim', line)
  if (/^ {4}veto: /.test(line)) return paint('red', line)
  if (/^ {4}verdict /.test(line)) return paint('green', line)
  return line.startsWith('Override in force: ') ? paint('yellow', line) : line
}

/** Several paragraphs, ending with a line break. */
export function renderExplanation(explanation: StoryExplanation, paint: Paint = (_, text) => text): string {
  const { id, aliases, title, origin, articles, related, publications, overrides, overrule } = explanation
  const lines = [
    title,
    `Story ${id}, since ${renderTime(explanation.createdMs)}`,
    ...aliases.map((alias) => `  absorbed ${alias}`),
    '',
    ...originLines(origin, explanation.standing, explanation.evidence),
    '',
    ...articles.flatMap((article, at) => articleLines(article, at)),
    ...(explanation.articlesLeftOut > 0 ? [`and ${explanation.articlesLeftOut} more articles`] : []),
    '',
    ...related.map((other) => `Related, own reporting: ${other.title}  ${other.url ?? other.id}`),
    ...publications.map(
      ({ feedId, firstMs, updatedMs }) =>
        `In feed ${feedId} since ${renderTime(firstMs)}, updated ${renderTime(updatedMs)}`,
    ),
    ...(publications.length === 0 ? ['In no feed'] : []),
    ...overrides.map(({ key, says }) => `Override in force: ${says} (${key})`),
    '',
    'To overrule it, put a line into the configuration:',
    ...overrule.flatMap(correctionLines),
  ]
  return `${lines.map((line) => paintLine(printable(line), paint)).join('\n')}\n`
}
