/** `headwater evaluate`: how good are the matcher and the tracer on labelled data? */
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { UsageError } from '../model/errors.ts'
import { measurePairs, measureStream } from '../measure-matcher.ts'
import type { LabelledDocument, LabelledPair, PairReport, StreamReport } from '../measure-matcher.ts'
import type { Command } from './command.ts'
import { evaluateOrigins } from './evaluate-origins.ts'
import { jsonOption } from './open-context.ts'
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

async function readLines(file: string): Promise<readonly unknown[]> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`cannot read ${file}`, { cause: error })
  })
  const text = new TextDecoder().decode(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes)
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line, index): unknown => {
    try {
      return JSON.parse(line)
    } catch (error) {
      throw new UsageError(`${file}: line ${index + 1} is not JSON`, { cause: error })
    }
  })
}

async function readAs<Value>(
  file: string,
  schema: z.ZodType<Value>,
  what: string,
): Promise<readonly Value[]> {
  return (await readLines(file)).map((line, index) => {
    const { success, data, error } = schema.safeParse(line)
    if (!success)
      throw new UsageError(`${file}: line ${index + 1} is not a labelled ${what}`, { cause: error })
    return data
  })
}

async function readDocuments(file: string): Promise<readonly LabelledDocument[]> {
  return (await readAs(file, documentSchema, 'document')).map(
    ({ id, title, text, url, published, cluster }) => {
      const host = URL.parse(url ?? '')?.hostname.replace(/^www\./, '') ?? ''
      const publishedMs = Date.parse(published ?? '')
      const known = Number.isNaN(publishedMs) ? undefined : publishedMs
      return { id, title: title ?? '', text, host, cluster: cluster ?? '', publishedMs: known }
    },
  )
}

function renderPairs(report: PairReport): string {
  const { precision, recall, meanRecall, categories, worst, missing } = report
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
  const lacking = missing === 0 ? '' : `${missing} pairs name documents that are not there\n`
  return `${renderTable([['kind', 'pairs', 'merged', 'share'], ...rows])}${figures}\n${lacking}\nworst errors\n${renderTable(errors, 90)}`
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

/** One object for all that was asked: the figures of the pairs stand at the top. */
async function evaluateAll(
  files: Readonly<Record<'documents' | 'pairs' | 'stream' | 'origins', string>>,
): Promise<{ readonly json: object; readonly text: string }> {
  if (files.origins !== '') {
    const { failures, bySignal, ...counts } = await evaluateOrigins(files.origins)
    return {
      json: counts,
      text: `${JSON.stringify({ ...counts, bySignal }, undefined, 2)}\n${renderTable(
        failures.map(({ id, what }) => [id, what]),
        120,
      )}`,
    }
  }
  if (files.stream !== '') {
    const report = measureStream(await readDocuments(files.stream), cpuMicroseconds)
    return { json: report, text: renderStream(report) }
  }
  if (files.documents === '' || files.pairs === '')
    throw new UsageError('evaluate needs --documents and --pairs, --stream, or --origins')
  const pairs: readonly LabelledPair[] = await readAs(files.pairs, pairSchema, 'pair')
  const report = measurePairs(await readDocuments(files.documents), pairs)
  const { precision, recall, meanRecall, categories } = report
  return { json: { precision, recall, meanRecall, categories }, text: renderPairs(report) }
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
    const { json, text } = await evaluateAll(files)
    io.out(values['json'] === true ? `${JSON.stringify(json)}\n` : text)
    return 0
  },
}
