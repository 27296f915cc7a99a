/** Quality floors on our own corpus: never lowered silently. */
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { measurePairs } from '../../src/match/measure-pairs.ts'
import { measureStream } from '../../src/match/measure-stream.ts'
import { apartCategories, belowFloors, corpusLanguages, foldFloors } from './corpus-floors.ts'
import { readCorpusDocuments, readCorpusPairs } from './read-corpus.ts'

// Only `LOWER_MATCH_FLOORS=1` lets a run below these pass, and it says so by failing nowhere else.
const mayLower = process.env['LOWER_MATCH_FLOORS'] === '1'
const documents = readCorpusDocuments()
const pairs = readCorpusPairs()
const report = measurePairs(documents, pairs)
const byId = new Map(documents.map((document) => [document.id, document]))

// Chinese and Japanese are measured in characters, two of which make a word.
const wordsOf = (text: string): number =>
  Math.max(
    text.split(/\s+/).length,
    (text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu)?.length ?? 0) / 2,
  )

describe('the fixture corpus', () => {
  test('holds sixty texts and more that were written one by one, and as many outlets of no real one', () => {
    const written = documents.filter(({ kind }) => kind === 'original' || kind === 'own')
    expect(written.length).toBeGreaterThanOrEqual(119)
    expect(new Set(written.map(({ text }) => text)).size).toBe(written.length)
    for (const { host } of documents) expect(host).toMatch(/\.example$/)
  })

  test.each(corpusLanguages)('%s: four articles and more, each in every kind', (language) => {
    const own = documents.filter((document) => document.language === language)
    const originals = own.filter(({ kind }) => kind === 'original')
    expect(originals.length).toBeGreaterThanOrEqual(4)
    for (const kind of ['copy', 'abridged'])
      expect(own.filter((document) => document.kind === kind).length).toBe(originals.length)
    // English and Spanish began with machine-made copies; one article of each is reworded by hand at least.
    const reworded = own.filter(({ kind }) => kind === 'reworded' || kind === 'spun')
    expect(new Set(reworded.map(({ cluster }) => cluster)).size).toBeGreaterThanOrEqual(4)
    expect(own.filter(({ kind }) => kind === 'own').length).toBeGreaterThanOrEqual(3)
    expect(own.filter(({ kind }) => kind === 'template').length).toBeGreaterThanOrEqual(3)
    for (const { id, text } of originals) expect(wordsOf(text), id).toBeGreaterThanOrEqual(120)
  })

  test('has labels that agree with the clusters', () => {
    expect(report.missing).toBe(0)
    for (const { a, b, label, category } of pairs) {
      const sameArticle = byId.get(a)?.cluster === byId.get(b)?.cluster
      expect(label === 'duplicate' || label === 'spun', `${a} ${b}`).toBe(sameArticle)
      if (label === 'graded') expect(category).toBe('translated')
    }
  })

  test('has a floor for every category', () => {
    expect(Object.keys(report.categories).toSorted()).toEqual(
      [...foldFloors.keys(), ...apartCategories].toSorted(),
    )
  })
})

describe('the matcher', () => {
  test.runIf(!mayLower)('is below no floor', () => {
    expect(belowFloors(report)).toEqual([])
  })

  test.runIf(!mayLower)('as a stream keeps every story whole and apart', () => {
    const stream = measureStream(documents, () => 0)
    expect(stream).toMatchObject({ documents: documents.length, pairPrecision: 1, pairRecall: 1 })
    expect(stream.stories).toBe(new Set(documents.map(({ cluster }) => cluster)).size)
  })
})

describe('the floors notice', () => {
  const isCopy = (id: string): boolean => byId.get(id)?.kind !== 'original'
  const measured = (change: (text: string, id: string) => string): readonly string[] =>
    belowFloors(
      measurePairs(
        documents.map((document) => ({ ...document, text: change(document.text, document.id) })),
        pairs,
      ),
    )

  test('copies that tell only their last sentences', () => {
    const below = measured((text, id) => (isCopy(id) ? text.slice(-Math.ceil(text.length / 6)) : text))
    for (const language of corpusLanguages)
      expect(
        below.some((line) => line.startsWith(`${language} reworded:`)),
        language,
      ).toBe(true)
  })

  test('a second outlet that only repeats', () => {
    const below = measured((text, id) =>
      id.endsWith('-own') ? (byId.get(id.slice(0, -4))?.text ?? text) : text,
    )
    for (const language of corpusLanguages)
      expect(
        below.some((line) => line.startsWith(`${language} own-report:`)),
        language,
      ).toBe(true)
  })

  test('a category that is gone', () => {
    expect(belowFloors({ ...report, categories: {} })).toHaveLength(foldFloors.size + apartCategories.length)
  })
})
