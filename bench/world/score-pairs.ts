/** Reads which story each document is in and holds that against the labelled pairs. */
import { DatabaseSync } from 'node:sqlite'
import type { BenchDocument, BenchPair } from '../match/read-documents.ts'

/** Document id -> story id, from the state database. The documents' ids are the feed's guids. */
export function readPlaces(databaseFile: string): ReadonlyMap<string, string> {
  const database = new DatabaseSync(databaseFile, { readOnly: true })
  try {
    const rows = database.prepare('SELECT guid, story_id FROM article').all()
    return new Map(rows.map((row) => [String(row['guid']), String(row['story_id'])]))
  } finally {
    database.close()
  }
}

/** Stories whose documents the data holds for different articles: more than the labelled pairs show, label gaps included. */
export function countMixed(documents: readonly BenchDocument[], places: ReadonlyMap<string, string>): number {
  const placed = documents.filter(({ id }) => places.has(id))
  const stories = Map.groupBy(placed, ({ id }) => places.get(id))
  return [...stories.values()].filter((own) => new Set(own.map(({ cluster }) => cluster)).size > 1).length
}

/** Pairs of one kind: right and wrong are both counted, so that rates can be formed over several kinds. */
export interface Score {
  readonly category: string
  readonly positives: number
  readonly found: number
  readonly negatives: number
  readonly folded: number
}

const positiveLabels: ReadonlySet<string> = new Set(['duplicate', 'spun'])
const negativeLabels: ReadonlySet<string> = new Set(['same-event', 'unrelated'])

/** One score for each category, the largest first; pairs with a document that is nowhere are left out. */
export function scorePairs(
  pairs: readonly BenchPair[],
  places: ReadonlyMap<string, string>,
): readonly Score[] {
  const judged = pairs.filter(({ a, b, label }) => {
    const isJudged = positiveLabels.has(label) || negativeLabels.has(label)
    return isJudged && places.has(a) && places.has(b)
  })
  const together = ({ a, b }: BenchPair): boolean => places.get(a) === places.get(b)
  const scores = [...Map.groupBy(judged, ({ category }) => category)].map(([category, own]) => {
    const positive = own.filter(({ label }) => positiveLabels.has(label))
    const negative = own.filter(({ label }) => negativeLabels.has(label))
    return {
      category,
      positives: positive.length,
      found: positive.filter(together).length,
      negatives: negative.length,
      folded: negative.filter(together).length,
    }
  })
  return scores.toSorted((a, b) => b.positives - a.positives || b.negatives - a.negatives)
}

/** All categories as one. */
export function addScores(scores: readonly Score[]): Score {
  const sum = (pick: (score: Score) => number): number =>
    scores.reduce((total, score) => total + pick(score), 0)
  return {
    category: 'all pairs',
    positives: sum(({ positives }) => positives),
    found: sum(({ found }) => found),
    negatives: sum(({ negatives }) => negatives),
    folded: sum(({ folded }) => folded),
  }
}
