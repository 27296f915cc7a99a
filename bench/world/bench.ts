/**
 * The whole product over a file of labelled articles, served as a web of their publishers:
 * `node bench/world/bench.ts DOCS.jsonl.gz --pairs PAIRS.jsonl.gz [--articles N] [--again] [--pages] [--keep FOLDER]`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { copyKinds } from '../../src/model/verdict.ts'
import { readDocuments, readPairs, type BenchPair } from '../match/read-documents.ts'
import { buildWorld, type WorldDocument } from './build-world.ts'
import { runProduct, writeConfig, type Measured } from './run-product.ts'
import { addScores, countMixed, readPlaces, scorePairs, type Score } from './score-pairs.ts'
import { serveWorld } from './serve-world.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string' },
    articles: { type: 'string' },
    again: { type: 'boolean' },
    pages: { type: 'boolean' },
    keep: { type: 'string' },
  },
})

/** The documents of pairs taken evenly over the file, so that a small run has pairs of every kind. */
function choose(all: readonly WorldDocument[], pairs: readonly BenchPair[]): readonly WorldDocument[] {
  const wanted = Number(values.articles ?? all.length)
  if (wanted >= all.length) return all
  const ids = new Set<string>()
  const step = Math.max(1, Math.floor((pairs.length * 2) / wanted))
  for (let offset = 0; offset < step; offset += 1) {
    for (let at = offset; at < pairs.length && ids.size < wanted; at += step) {
      const pair = pairs[at]
      if (pair !== undefined) ids.add(pair.a).add(pair.b)
    }
  }
  const paired = all.filter(({ id }) => ids.has(id))
  return [...paired, ...all.filter(({ id }) => !ids.has(id))].slice(0, wanted)
}

const line = (...cells: readonly (string | number)[]): void => {
  const [name = '', ...rest] = cells
  process.stdout.write(
    `${String(name).padEnd(26)}${rest.map((cell) => String(cell).padStart(13)).join('')}\n`,
  )
}

const rate = (part: number, whole: number): string => (whole === 0 ? '-' : (part / whole).toFixed(4))

function printRun({ report, ...measured }: Measured, requests: number): void {
  line('sources', report.sourcesPolled, `${report.sourcesFailed.length} failed`)
  line('articles', report.articlesNew, `${report.articlesUpdated} updated`)
  line('stories', report.storiesNew)
  for (const kind of copyKinds) line(`folded, ${kind}`, report.verdicts[kind] ?? 0)
  line('related, kept apart', report.verdicts['related'] ?? 0)
  for (const [level, count] of Object.entries(report.origins)) if (count > 0) line(`origin ${level}`, count)
  line('requests answered', requests)
  line('wall, s', measured.wallSeconds.toFixed(1))
  line('CPU, s', measured.cpuSeconds?.toFixed(1) ?? 'unknown')
  line('peak memory, MiB', measured.peakMib?.toFixed(0) ?? 'unknown')
  for (const { id, error } of report.sourcesFailed.slice(0, 10))
    process.stdout.write(`failed: ${id}: ${error}\n`)
}

function printScores(scores: readonly Score[]): void {
  line('', 'positives', 'recall', 'negatives', 'folded')
  const total = addScores(scores)
  for (const score of [...scores, total]) {
    const { category, positives, found, negatives, folded } = score
    line(category, positives, rate(found, positives), negatives, folded)
  }
  const recalls = scores
    .filter(({ positives }) => positives > 0)
    .map(({ positives, found }) => found / positives)
  line('precision', rate(total.found, total.found + total.folded))
  line(
    'recall, mean of kinds',
    rate(
      recalls.reduce((sum, recall) => sum + recall, 0),
      recalls.length,
    ),
  )
}

const [documentsFile] = positionals
if (documentsFile === undefined) throw new Error('usage: bench.ts DOCS.jsonl[.gz] [--pairs PAIRS.jsonl[.gz]]')
const pairs = values.pairs === undefined ? [] : readPairs(values.pairs)
const documents = choose(readDocuments(documentsFile), pairs)
const folder = values.keep ?? mkdtempSync(path.join(tmpdir(), 'headwater-world-'))
mkdirSync(folder, { recursive: true })
const world = await serveWorld(buildWorld(documents))
try {
  const pages = values.pages === true
  process.stdout.write(
    `${documents.length} documents; full text from ${pages ? 'feeds and pages' : 'feeds only (--pages asks for pages too)'}\n`,
  )
  const configFile = writeConfig(folder, world, { pages })
  const measured = await runProduct(configFile)
  printRun(measured, world.requests())
  const places = readPlaces(path.join(folder, 'state/headwater.db'))
  line('documents nowhere', documents.filter(({ id }) => !places.has(id)).length)
  line('stories in the state', new Set(places.values()).size)
  line('of several clusters', countMixed(documents, places))
  printScores(scorePairs(pairs, places))
  if (values.again === true) {
    process.stdout.write('\nonce more, nothing new:\n')
    printRun(await runProduct(configFile), world.requests())
  }
} finally {
  await world.close()
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true })
}
