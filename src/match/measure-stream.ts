/** Measures the matcher as it is used: documents in time order through index, comparison and clustering. */
import { fingerprintText } from '../fingerprint/fingerprint.ts'
import { parseArticleId, parseSourceId, parseStoryId } from '../model/brand.ts'
import type { ArticleId, StoryId } from '../model/brand.ts'
import { decideCluster } from './decide-cluster.ts'
import { saysDigest } from './decide-finding.ts'
import { Matcher } from './matcher.ts'
import type { LabelledDocument } from './measure-pairs.ts'

export interface StreamReport {
  readonly documents: number
  readonly stories: number
  /** Of the pairs of documents in one story, how many are of one labelled cluster. */
  readonly pairPrecision: number
  readonly pairRecall: number
  /** Stories of two and more that hold one labelled cluster only. */
  readonly clusterPrecision: number
  /** Labelled clusters of two and more that stand whole in one story. */
  readonly clusterRecall: number
  readonly verificationsPerDocument: number
  /** CPU cost along the way, by how many documents the window held. */
  readonly cost: readonly { readonly held: number; readonly microsecondsPerDocument: number }[]
}

const dayMs = 86_400_000
const costPoints = 8

/** `cpuMicroseconds` is the clock: CPU time used so far. Documents without a date keep their place in the file. */
export function measureStream(
  documents: readonly LabelledDocument[],
  cpuMicroseconds: () => number,
): StreamReport {
  const { ordered, stories, verifications, cost } = runStream(documents, cpuMicroseconds)
  const labels = ordered.map(({ id, cluster }) => (cluster === '' ? id : cluster))
  return {
    documents: ordered.length,
    stories: new Set(stories).size,
    ...score(labels, stories),
    verificationsPerDocument: verifications / Math.max(1, ordered.length),
    cost,
  }
}

/** Ids of the documents of each story, both sorted, as the stream leaves them: the partition itself. */
export function streamPartition(documents: readonly LabelledDocument[]): readonly (readonly string[])[] {
  const { ordered, stories } = runStream(documents, () => 0)
  const groups = Map.groupBy(ordered.entries(), ([index]) => stories[index])
  return [...groups.values()]
    .map((entries) => entries.map(([, { id }]) => id).sort())
    .sort((one, other) => ((one[0] ?? '') < (other[0] ?? '') ? -1 : 1))
}

interface StreamRun extends Pick<StreamReport, 'cost'> {
  /** In the order they were fed. */
  readonly ordered: readonly LabelledDocument[]
  /** Story of each of them. */
  readonly stories: readonly StoryId[]
  readonly verifications: number
}

function runStream(documents: readonly LabelledDocument[], cpuMicroseconds: () => number): StreamRun {
  const ordered = documents.toSorted((left, right) => (left.publishedMs ?? 0) - (right.publishedMs ?? 0))
  const matcher = new Matcher({ windowMs: 30 * dayMs })
  const stories = new Map<ArticleId, StoryId>()
  const born = new Map<StoryId, number>()
  const sizes = new Map<StoryId, number>()
  const digests: (readonly [ArticleId, ArticleId])[] = []
  const cost: { held: number; microsecondsPerDocument: number }[] = []
  const step = Math.max(1, Math.ceil(ordered.length / costPoints))
  let verifications = 0
  let since = cpuMicroseconds()
  for (const [index, document] of ordered.entries()) {
    const articleId = articleNumber(index + 1)
    const article = indexed(document, articleId)
    const comparisons = matcher.compare(article)
    verifications += comparisons.length
    const storyOf = (id: ArticleId) => {
      const storyId = stories.get(id)
      if (storyId === undefined) return undefined
      return { id: storyId, createdMs: born.get(storyId) ?? 0, articles: sizes.get(storyId) ?? 0 }
    }
    const areApart = (one: StoryId, other: StoryId): boolean =>
      digests.some(([left, right]) => {
        const [a, b] = [stories.get(left), stories.get(right)]
        return (a === one && b === other) || (a === other && b === one)
      })
    const decision = decideCluster({ comparisons, storyOf, forced: [], forbidden: new Set(), areApart })
    for (const comparison of decision.comparisons)
      if (saysDigest(comparison)) digests.push([articleId, comparison.articleId])
    const storyId = decision.kind === 'join' ? decision.storyId : storyNumber(index)
    if (!born.has(storyId)) born.set(storyId, index)
    stories.set(articleId, storyId)
    const absorbed = decision.kind === 'join' ? decision.absorb : []
    absorb(stories, absorbed, storyId)
    const size = absorbed.reduce((all, id) => all + (sizes.get(id) ?? 0), sizes.get(storyId) ?? 0)
    sizes.set(storyId, size + 1)
    matcher.add(article)
    if ((index + 1) % step === 0) {
      const now = cpuMicroseconds()
      cost.push({ held: index + 1, microsecondsPerDocument: (now - since) / step })
      since = now
    }
  }
  return { ordered, stories: [...stories.values()], verifications, cost }
}

function indexed(document: LabelledDocument, articleId: ArticleId): Parameters<Matcher['add']>[0] {
  const sourceId = parseSourceId('evaluate')
  if (sourceId === undefined) throw new RangeError('not a source id')
  const { title, text, host, publishedMs } = document
  const firstSeenMs = publishedMs ?? 0
  const fingerprint = fingerprintText({ title, text })
  return { articleId, sourceId, site: host, firstSeenMs, publishedMs, completeness: 'feed', fingerprint }
}

function articleNumber(value: number): ArticleId {
  const id = parseArticleId(value)
  if (id === undefined) throw new RangeError(`not an article number: ${value}`)
  return id
}

function storyNumber(value: number): StoryId {
  const id = parseStoryId(`urn:uuid:00000000-0000-8000-8000-${value.toString(16).padStart(12, '0')}`)
  if (id === undefined) throw new RangeError(`not a story number: ${value}`)
  return id
}

function absorb(stories: Map<ArticleId, StoryId>, absorbed: readonly StoryId[], survivor: StoryId): void {
  if (absorbed.length === 0) return
  for (const [articleId, storyId] of stories) if (absorbed.includes(storyId)) stories.set(articleId, survivor)
}

type StreamScores = Pick<StreamReport, 'pairPrecision' | 'pairRecall' | 'clusterPrecision' | 'clusterRecall'>

function score(labels: readonly string[], stories: readonly string[]): StreamScores {
  const both = tally(labels.map((label, index) => `${label}\n${stories[index] ?? ''}`))
  const byLabel = tally(labels)
  const byStory = tally(stories)
  const shared = pairsIn(both)
  return {
    pairPrecision: shared / Math.max(1, pairsIn(byStory)),
    pairRecall: shared / Math.max(1, pairsIn(byLabel)),
    clusterPrecision: wholeShare(byStory, both, (key) => key.slice(key.indexOf('\n') + 1)),
    clusterRecall: wholeShare(byLabel, both, (key) => key.slice(0, key.indexOf('\n'))),
  }
}

function tally(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

function pairsIn(counts: ReadonlyMap<string, number>): number {
  let pairs = 0
  for (const count of counts.values()) pairs += (count * (count - 1)) / 2
  return pairs
}

// Groups of two and more that one cell holds whole.
function wholeShare(
  groups: ReadonlyMap<string, number>,
  cells: ReadonlyMap<string, number>,
  groupOf: (key: string) => string,
): number {
  let all = 0
  for (const size of groups.values()) if (size > 1) all++
  let whole = 0
  for (const [key, size] of cells) if (size > 1 && groups.get(groupOf(key)) === size) whole++
  return whole / Math.max(1, all)
}
