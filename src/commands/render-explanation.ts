/** An explanation in words a person understands. */
import type { ExplainedArticle, StoryExplanation } from '../explain.ts'
import type { Evidence, Origin } from '../model/evidence.ts'
import type { Comparison } from '../model/verdict.ts'
import { printable, renderTime } from './render-table.ts'

const levelWords: Readonly<Record<Origin['level'], string>> = {
  E0: 'nothing points elsewhere: the article itself',
  E1: 'a publisher is named, no address',
  E2: 'an address is claimed, its page could not be read',
  E3: 'verified: its page was read and carries this story',
  E4: 'verified, and confirmed independently',
  EX: 'a claim was contradicted',
}

/** One observed reason as half a sentence. */
export function describeEvidence({ kind, value, url, publisher }: Evidence): string {
  const target = URL.parse(url ?? '')?.hostname ?? publisher ?? 'elsewhere'
  const words: Readonly<Record<Evidence['kind'], string>> = {
    wrapper: `the link wraps an address at ${target}`,
    origLink: `the feed names the address behind its link, at ${target}`,
    republishPixel: `a republishing pixel belongs to ${target}`,
    attributionLink: `"${value}" links to ${target}`,
    attributionName: `"${value}" names ${target}`,
    sourceAnchor: `the anchor "${value}" points at ${target}`,
    canonical: `the page declares its canonical address at ${target}`,
    ogUrl: `the page's og:url is at ${target}`,
    jsonLd: `the page's structured data names ${target} (${value})`,
    originalSource: `the page's original-source is ${target}`,
    feedSource: `the feed says it took the entry from ${target}`,
    via: `the entry's rel=via leads to ${target}`,
    externalUrl: `the entry's external_url is at ${target}`,
    redirect: `the link redirects: ${value}`,
    dateline: `the dateline "${value}" names ${target}`,
    selfReference: `the text speaks of ${target} as its own house: "${value}"`,
    photoCredit: `the photo credit "${value}" has the style of ${target}`,
    bodyLink: `the text links to ${target}: "${value}"`,
    bodyMatch: `the text matches: ${value}`,
    earliest: value,
    publisherListing: `the publisher lists it: ${value}`,
    resolver: value,
    override: `your configuration says so: ${value}`,
  }
  return printable(words[kind])
}

const scoreLine = ({ scores }: Comparison): string =>
  Object.entries(scores)
    .map(([name, score]) => `${name} ${Number.isInteger(score) ? score : score.toFixed(2)}`)
    .join(', ')

function comparisonLines(comparison: Comparison, comparedWith: string | undefined): readonly string[] {
  const lines = [
    `    why: ${comparison.reason}${comparedWith === undefined ? '' : ` (compared with ${comparedWith})`}`,
  ]
  if (Object.keys(comparison.scores).length > 0) lines.push(`    scores: ${scoreLine(comparison)}`)
  for (const veto of comparison.vetoes) lines.push(`    veto: ${veto}`)
  return lines
}

function articleLines(explained: ExplainedArticle, at: number): readonly string[] {
  const { article, verdict, comparedWith, passages, removed } = explained
  const marks = [explained.isOrigin ? 'origin' : '', explained.speaks ? 'speaks for the story' : ''].filter(
    (mark) => mark !== '',
  )
  const lines = [
    `${at + 1}. ${article.publisher}: ${article.title}${marks.length > 0 ? `  [${marks.join(', ')}]` : ''}`,
    `    ${article.url ?? 'no address'}`,
    `    source ${article.sourceId}, published ${renderTime(article.publishedMs)}, first seen ${renderTime(article.firstSeenMs)}`,
    `    verdict: ${verdict?.kind ?? 'unknown'}`,
  ]
  if (verdict?.comparison !== undefined) lines.push(...comparisonLines(verdict.comparison, comparedWith))
  for (const { left, right, cosine } of passages) {
    lines.push(`    alike ${cosine.toFixed(2)}: "${left}"`, `             ~ "${right}"`)
  }
  for (const other of verdict?.others ?? []) lines.push(`    also compared, ${other.kind}: ${other.reason}`)
  const furniture = Object.entries(removed).map(([kind, count]) => `${count} ${kind}`)
  if (furniture.length > 0) lines.push(`    cleaned away: ${furniture.join(', ')}`)
  return lines
}

function originLines(origin: Origin): readonly string[] {
  const lines = [
    `Origin: ${origin.publisher}  ${origin.url ?? ''}`,
    `  ${origin.level}: ${levelWords[origin.level]}; confidence ${origin.confidence.toFixed(2)}`,
  ]
  const { claimed } = origin
  if (claimed !== undefined) lines.push(`  claimed: ${claimed.publisher} ${claimed.url ?? ''}`)
  for (const evidence of origin.evidence)
    lines.push(`  - ${describeEvidence(evidence)} (weight ${evidence.weight.toFixed(2)})`)
  for (const note of origin.notes) lines.push(`  * ${note}`)
  return lines
}

/** Several paragraphs, ending with a line break. */
export function renderExplanation(explanation: StoryExplanation): string {
  const { id, aliases, origin, articles, related, publications, overrule } = explanation
  const lines = [
    `Story ${id}, since ${renderTime(explanation.createdMs)}`,
    ...aliases.map((alias) => `  absorbed ${alias}`),
    '',
    ...originLines(origin),
    '',
    ...articles.flatMap((article, at) => articleLines(article, at)),
    '',
    ...related.map((other) => `Related, own reporting: ${other.title}  ${other.url ?? other.id}`),
    ...publications.map(
      ({ feedId, firstMs, updatedMs }) =>
        `In feed ${feedId} since ${renderTime(firstMs)}, updated ${renderTime(updatedMs)}`,
    ),
    ...(publications.length === 0 ? ['In no feed'] : []),
    ...overrule.map((line) => `To overrule: ${line}`),
  ]
  return `${lines.map((line) => printable(line)).join('\n')}\n`
}
