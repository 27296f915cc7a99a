/** Reads labelled documents and pairs (.jsonl or .jsonl.gz) for the benchmarks. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

export interface BenchDocument {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly url: string
  readonly published: string
  readonly cluster: string
  readonly event: string
}

export interface BenchPair {
  readonly a: string
  readonly b: string
  readonly label: string
  readonly category: string
}

export function readDocuments(file: string): readonly BenchDocument[] {
  return readLines(file) as readonly BenchDocument[]
}

export function readPairs(file: string): readonly BenchPair[] {
  return readLines(file) as readonly BenchPair[]
}

function readLines(file: string): readonly unknown[] {
  const bytes = readFileSync(file)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
}
