/** What a mistyped word is taken for. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { didYouMean, nearestWord } from '../../src/config/nearest-word.ts'

const words = ['sources', 'feeds', 'schedule', 'state', 'serve', 'http', 'every', 'headers', 'headersFile']

test.each([
  ['sorces', 'sources'],
  ['source', 'sources'],
  ['Sources', 'sources'],
  ['feed', 'feeds'],
  ['fedes', 'feeds'],
  ['shedule', 'schedule'],
  ['scheudle', 'schedule'],
  ['htpp', 'http'],
  ['evry', 'every'],
  ['header', 'headers'],
  ['headersfile', 'headersFile'],
  ['HEADERSFILE', 'headersFile'],
  ['banana', undefined],
  ['', undefined],
  ['x', undefined],
  ['sources'.repeat(10), undefined],
])('%j is taken for %j', (typed, word) => {
  expect(nearestWord(typed, words)).toBe(word)
})

test('of two equally near words the first is taken', () => {
  expect(nearestWord('cat', ['bat', 'rat'])).toBe('bat')
})

test('without words there is no hint', () => {
  expect(nearestWord('a', [])).toBeUndefined()
  expect(didYouMean('a', [])).toBe('')
})

test('a right word needs no hint', () => {
  expect(didYouMean('feeds', words)).toBe('')
  expect(didYouMean('feed', words)).toBe(' (did you mean "feeds"?)')
})

test('one slip in a word of four letters or more always finds it', () => {
  const slip = fc.tuple(fc.constantFrom(...words), fc.nat(), fc.constantFrom('drop', 'double', 'swap'))
  fc.assert(
    fc.property(slip, ([word, where, kind]) => {
      const at = where % (word.length - 1)
      const [left, x, y, right] = [word.slice(0, at), word[at] ?? '', word[at + 1] ?? '', word.slice(at + 2)]
      const middle = kind === 'drop' ? y : kind === 'double' ? `${x}${x}${y}` : `${y}${x}`
      expect(nearestWord(`${left}${middle}${right}`, words)).toBe(word)
    }),
  )
})
