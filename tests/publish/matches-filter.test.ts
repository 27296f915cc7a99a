/** What a filter takes: every field of it, of several values one. */
import { describe, expect, test } from 'vitest'
import type { EntryFilter } from '../../src/model/settings.ts'
import { countWords, matchesFilter } from '../../src/publish/matches-filter.ts'
import { address, compose, makeArticle, makeView, member } from './make-view.ts'

const article = makeArticle(1, {
  title: 'Ferry leaves Sandmouth',
  text: 'The ferry of noon left the quay with 41 passengers.',
  url: address('https://gazette.example/sponsored/1'),
  authors: ['Mira Feld', 'Jon Ask'],
  categories: ['ships', 'coast'],
})

test.each<[string, EntryFilter, boolean]>([
  ['the title', { title: /ferry/i }, true],
  ['the title, not the text', { title: /noon/ }, false],
  ['the text', { text: /noon/ }, true],
  ['the address', { url: /\/sponsored\// }, true],
  ['one of the authors', { author: /jon/i }, true],
  ['none of the authors', { author: /ida/i }, false],
  ['one of the categories', { category: /coast/ }, true],
  ['two fields that both match', { title: /ferry/i, author: /mira/i }, true],
  ['two fields of which one does not', { title: /ferry/i, author: /ida/i }, false],
  ['a text that is long enough', { words: { min: 10, max: 1_000_000 } }, true],
  ['a text that is too short', { words: { min: 11, max: 1_000_000 } }, false],
  ['a text that is short enough', { words: { min: 0, max: 10 } }, true],
  ['a text that is too long', { words: { min: 0, max: 9 } }, false],
  ['length and title together', { words: { min: 0, max: 10 }, title: /storm/ }, false],
])('%s: %o is %s', (_what, filter, matches) => {
  expect(matchesFilter(filter, article)).toBe(matches)
})

test('an article without authors, categories or address matches no filter on them', () => {
  const bare = makeArticle(2, { url: undefined })
  expect(matchesFilter({ author: /./ }, bare)).toBe(false)
  expect(matchesFilter({ category: /./ }, bare)).toBe(false)
  expect(matchesFilter({ url: /./ }, bare)).toBe(false)
})

test.each([
  ['', 0],
  ['   \n ', 0],
  ['one', 1],
  ['The ferry, of noon - left.', 5],
  ["The harbour-master's 1,200 boats", 4],
  ['渡船离港', 4],
  ['フェリー', 4],
  ['Пароход ушёл в полдень', 4],
  ['— … !', 0],
])('%j has %i words', (text, words) => {
  expect(countWords(text)).toBe(words)
})

describe('of a story with several articles', () => {
  const copy = makeArticle(2, {
    title: 'Boat trips',
    text: 'Short.',
    url: address('https://gazette.example/2'),
  })
  const view = makeView([member(article), member(copy, 'spun')])

  test('one that is included is enough', () => {
    expect(compose([view], { feed: { include: [{ title: /boat/i }] } }).document.items).toHaveLength(1)
  })

  test('one that is excluded is too much', () => {
    const { document, dropped } = compose([view], { feed: { exclude: [{ words: { min: 0, max: 3 } }] } })
    expect(document.items).toEqual([])
    expect(dropped.map(({ reason }) => reason)).toEqual(['matches an exclude filter'])
  })
})

describe('the language', () => {
  const view = makeView([member(makeArticle(1, { language: undefined }))])
  test.each<[string | undefined, readonly string[], number]>([
    ['de', ['en'], 0],
    ['en', ['en'], 1],
    ['en-GB', ['en'], 1],
    [undefined, ['en'], 1],
    ['de', [], 1],
  ])('detected as %s in a feed of %j: %i items', (detected, languages, items) => {
    const { document } = compose([view], { feed: { languages }, languageOf: () => detected })
    expect(document.items).toHaveLength(items)
    if (items > 0) expect(document.items[0]?.language).toBe(detected)
  })
})
