/** Reads the fixture corpus as the matcher's measurements take it. */
import { readFileSync } from 'node:fs'
import type { LabelledDocument, LabelledPair } from '../../src/match/measure-pairs.ts'

interface CorpusLine extends Omit<LabelledDocument, 'host' | 'publishedMs'> {
  readonly url: string
  readonly published: string
  readonly event: string
  readonly kind: string
  readonly language: string
}

export type CorpusDocument = LabelledDocument & Pick<CorpusLine, 'event' | 'kind' | 'language'>

function readLines(name: string): readonly unknown[] {
  const text = readFileSync(new URL(`../corpus/${name}`, import.meta.url), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
}

export function readCorpusDocuments(): readonly CorpusDocument[] {
  return (readLines('documents.jsonl') as readonly CorpusLine[]).map((line) => ({
    ...line,
    host: new URL(line.url).hostname,
    publishedMs: Date.parse(line.published),
  }))
}

export function readCorpusPairs(): readonly LabelledPair[] {
  return readLines('pairs.jsonl') as readonly LabelledPair[]
}
