/** `headwater evaluate`: how good are the matcher and the tracer on labelled data? */
import process from 'node:process'
import { z } from 'zod'
import { UsageError } from '../model/errors.ts'
import { measurePairs, measureStream } from '../measure-matcher.ts'
import type { LabelledDocument, LabelledPair, PairReport, StreamReport } from '../measure-matcher.ts'
import type { Command } from './command.ts'
import { evaluateOrigins } from './evaluate-origins.ts'
import { jsonOption } from './open-context.ts'
import { readLabelled } from './read-labelled.ts'
import { renderTable } from './render-table.ts'

const documentSchema = z.object({
  id: z.string(),
  title: z.string().nullish(),
  text: z.string(),
  url: z.string().nullish(),
  published: z.string().nullish(),
  cluster: z.string().nullish(),
})
const pairSchema = z.object({ a: z.string(), b: z.string(), label: z.string(), category: z.string() })

async function readDocuments(file: string): Promise<readonly LabelledDocument[]> {
  const lines = new Map<string, number>()
  return (await readLabelled(file, documentSchema, 'document')).map(({ value, line }) => {
    const { id, title, text, url, published, cluster } = value
    const before = lines.get(id)
    if (before !== undefined)
      throw new UsageError(`${file}:${line}: the document of line ${before} has the id "${id}" too`)
    lines.set(id, line)
    const host = URL.parse(url ?? '')?.hostname.replace(/^www\./, '') ?? ''
    const publishedMs = Date.parse(published ?? '')
    const known = Number.isNaN(publishedMs) ? undefined : publishedMs
    return { id, title: title ?? '', text, host, cluster: cluster ?? '', publishedMs: known }
  })
}

async function readPairs(file: string): Promise<readonly LabelledPair[]> {
  return (await readLabelled(file, pairSchema, 'pair')).map(({ value }) => value)
}

function renderPairs(report: PairReport): string {
  const { precision, recall, meanRecall, categories, worst } = report
  const rows = Object.entries(categories).map(([name, { pairs, merged }]) => [
    name,
    String(pairs),
    String(merged),
    (merged / pairs).toFixed(3),
  ])
  const errors = worst.map(({ category, a, b, expected, finding }) => [
    expected === 'fold' ? 'missed' : 'wrong',
    category,
    a,
    b,
    finding.reason,
  ])
  const figures = `precision ${precision.toFixed(4)}  recall ${recall.toFixed(4)}  mean recall over kinds ${meanRecall.toFixed(4)}`
  const mistakes = errors.length === 0 ? '' : `\nworst errors\n${renderTable(errors, 90)}`
  return `${renderTable([['kind', 'pairs', 'merged', 'share'], ...rows])}${figures}\n${mistakes}`
}

function renderStream(report: StreamReport): string {
  const { cost, ...figures } = report
  const rows = Object.entries(figures).map(([name, value]) => [
    name,
    Number.isInteger(value) ? String(value) : value.toFixed(4),
  ])
  const curve = cost.map(({ held, microsecondsPerDocument }) => [
    String(held),
    microsecondsPerDocument.toFixed(0),
  ])
  return `${renderTable(rows)}\n${renderTable([['held', 'CPU us/document'], ...curve])}`
}

function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

interface Answer {
  readonly json: object
  readonly text: string
  /** What the figures leave out. */
  readonly warning?: string
}

interface Files {
  readonly documents: string
  readonly pairs: string
  readonly stream: string
  readonly origins: string
}

async function answerOrigins(file: string): Promise<Answer> {
  const { failures, bySignal, ...counts } = await evaluateOrigins(file)
  const rows = failures.map(({ id, what }) => [id, what])
  return {
    json: counts,
    text: `${JSON.stringify({ ...counts, bySignal }, undefined, 2)}\n${renderTable(rows, 120)}`,
  }
}

async function answerPairs({ documents, pairs }: Files): Promise<Answer> {
  const report = measurePairs(await readDocuments(documents), await readPairs(pairs))
  const { precision, recall, meanRecall, categories, missing } = report
  return {
    json: { precision, recall, meanRecall, categories },
    text: renderPairs(report),
    ...(missing > 0 && { warning: `${missing} pairs name documents that are not in ${documents}\n` }),
  }
}

/** Throws UsageError unless exactly one thing is asked for. */
async function answer(files: Files): Promise<Answer> {
  const asked = [files.documents + files.pairs, files.stream, files.origins].filter((file) => file !== '')
  if (asked.length !== 1 || (files.documents === '') !== (files.pairs === ''))
    throw new UsageError('evaluate takes either --documents with --pairs, or --stream, or --origins')
  if (files.origins !== '') return answerOrigins(files.origins)
  if (files.stream === '') return answerPairs(files)
  const report = measureStream(await readDocuments(files.stream), cpuMicroseconds)
  return { json: report, text: renderStream(report) }
}

export const evaluate: Command = {
  name: 'evaluate',
  summary: 'measure the matcher on labelled pairs or as a stream, or the tracer on labelled pages',
  usage: 'headwater evaluate (--documents FILE --pairs FILE | --stream FILE | --origins FILE) [--json]',
  options: {
    documents: { type: 'string', summary: 'labelled documents, .jsonl or .jsonl.gz' },
    pairs: { type: 'string', summary: 'labelled pairs of those documents' },
    stream: { type: 'string', summary: 'documents to feed in time order through index and clustering' },
    origins: { type: 'string', summary: 'labelled reposted pages for the tracer' },
    ...jsonOption,
  },
  examples: [
    'headwater evaluate --documents docs.jsonl.gz --pairs pairs.jsonl.gz',
    'headwater evaluate --stream docs.jsonl.gz --json',
  ],
  async run({ io, values }) {
    const named = (name: string): string => (typeof values[name] === 'string' ? values[name] : '')
    const files = {
      documents: named('documents'),
      pairs: named('pairs'),
      stream: named('stream'),
      origins: named('origins'),
    }
    const { json, text, warning } = await answer(files)
    io.out(values['json'] === true ? `${JSON.stringify(json)}\n` : text)
    if (warning !== undefined) io.err(warning)
    return 0
  },
}
