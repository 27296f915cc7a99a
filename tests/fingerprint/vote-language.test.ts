/** Votes of stop words: every word counts for its own languages, ties and shared words as the docs say. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stopWords } from '../../src/fingerprint/stop-words.ts'
import { votedLanguage } from '../../src/fingerprint/vote-language.ts'
import { readCorpusDocuments } from '../match/read-corpus.ts'

const latin = ['ca', 'da', 'de', 'en', 'es', 'fi', 'fr', 'gl', 'hu', 'it', 'nb', 'nl', 'pt', 'ro', 'sv', 'tr']
const codes = Object.keys(stopWords).filter((code) => code !== 'no')

describe('a stop word', () => {
  test.each(codes)('of %s votes for the languages that list it and for no other', (code) => {
    const wrong = (stopWords[code] ?? [])
      .filter((word) => /^[\p{L}\p{M}]{2,}$/u.test(word))
      .filter((word) => {
        const owners = codes.filter((other) => stopWords[other]?.includes(word) === true)
        return !owners.includes(votedLanguage(`${word} ${word}, ${word}`, '') ?? '')
      })
    expect(wrong).toEqual([])
  })

  test('counts in capitals too', () => {
    expect(votedLanguage('NICHT ÜBER SIND', '')).toBe('de')
  })

  test.each([
    ['nicht über', 'two words are too few'],
    ['u e i o a y', 'letters alone are initials'],
    ['nichtübersind', 'words that run together are none'],
    ['', 'nothing is nothing'],
  ])('%j says nothing: %s', (sample) => {
    expect(votedLanguage(sample, 'nl')).toBeUndefined()
  })
})

describe('a tie', () => {
  // Both lists hold every one of these words.
  const shared = 'for will for will'

  test('is won by the language the feed claims', () => {
    expect(votedLanguage('de en de en', 'nl')).toBe('nl')
    expect(votedLanguage('de en de en', 'es')).toBe('es')
  })

  test('is won by English where nothing is claimed', () => {
    expect(votedLanguage(shared, '')).toBe('en')
  })

  test('of Portuguese and Galician is Portuguese', () => {
    expect(votedLanguage('uma uma não não', '')).toBe('pt')
  })
})

test('a claim decides nothing in an article', () => {
  const documents = readCorpusDocuments().filter(({ language }) => latin.includes(language))
  expect(documents.length).toBeGreaterThan(100)
  for (const { id, text, language } of documents)
    for (const claimed of ['', 'en', 'fr', 'xx']) expect(votedLanguage(text, claimed), id).toBe(language)
})

test('counting leaves nothing behind: the same words vote the same after any others', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', 'en', 'xx'), (noise, claimed) => {
      const before = votedLanguage('der Rat und die Stadt', claimed)
      votedLanguage(noise, claimed)
      expect(votedLanguage('der Rat und die Stadt', claimed)).toBe(before)
      expect(before).toBe('de')
    }),
  )
})
