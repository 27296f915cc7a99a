/** Which patterns a filter takes, what they match, and which are refused before they can run away. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFilterPattern } from '../../src/config/filter-pattern.ts'
import type { TextPattern } from '../../src/model/settings.ts'

function patternOf(text: string): TextPattern {
  const outcome = parseFilterPattern(text)
  if (outcome.kind === 'refused') throw new Error(outcome.reason)
  return outcome.pattern
}

const matching: readonly (readonly [pattern: string, text: string, matches: boolean])[] = [
  ['election', 'The ELECTION is over', true],
  ['election', 'Elect me', false],
  ['C++', 'Learning c++ today', true],
  ['C++', 'Learning C', false],
  ['a.b', 'axb', false],
  ['a.b', 'a.b', true],
  ['(draft)', 'A (draft) text', true],
  ['/', 'and/or', true],
  ['//', 'https://x', true],
  ['/sponsored', 'x/sponsored/y', true],
  ['überfall', 'ÜBERFALL am Hafen', true],
  ['/^vote/', 'vote now', true],
  ['/^vote/', 'Vote now', false],
  ['/^vote/i', 'VOTE now', true],
  ['/^b$/m', 'a\nb\nc', true],
  ['/a.c/', 'a\nc', false],
  ['/a.c/s', 'a\nc', true],
  ['/\\bcup\\b/i', 'the Cup final', true],
  ['/\\bcup\\b/i', 'cupboard', false],
  ['/election|vote/i', 'a Vote', true],
  ['/colou?r/', 'color', true],
  ['/goal(s)? in \\d{1,3} minutes/', 'goals in 12 minutes', true],
  ['/(?:ad|promo){1,4}/', 'promo', true],
  ['/\\p{Lu}{3,4}/u', 'the ABC', true],
  ['/a\\-b/', 'a-b', true],
  ['/^.* live$/', 'Match live', true],
  ['/a+b+/', 'xaab', true],
  ['/(a|aa)+$/', 'baaa', true],
  ['/(?:north|south).*(?:port|quay)/i', 'The NORTH old Quay', true],
  ['/(?<town>Ask|Sandmouth)/', 'at Sandmouth', true],
  ['/\\u00e9t\\u00e9/', 'un été', true],
  ['/\\p{Script=Greek}+/u', 'αβγ', true],
  ['/\\p{sc=Han}/u', '渡船', true],
  ['/[^]x/', '\nx', true],
  ['/über/i', 'ÜBER uns', true],
]

test.each(matching)('%j on %j: %s', (pattern, text, matches) => {
  expect(patternOf(pattern).test(text)).toBe(matches)
})

const linear = ' is not possible: a pattern is read in linear time, so that no text can hold it up'

const refused: readonly (readonly [pattern: string, reason: string])[] = [
  ['', 'an empty pattern matches everything; leave the key out'],
  ['   ', 'an empty pattern matches everything; leave the key out'],
  ['x'.repeat(1_001), 'a pattern has at most 1000 characters, this one 1001'],
  ['/x/g', 'the flags "g" are not known; i, m, s and u are'],
  ['/x/y', 'the flags "y" are not known; i, m, s and u are'],
  ['/x/v', 'the flags "v" are not known; i, m, s and u are'],
  ['/(a)\\1/', `a back-reference${linear}`],
  ['/(?<n>a)\\k<n>/', `a back-reference${linear}`],
  ['/a(?=b)/', `looking ahead or behind${linear}`],
  ['/(?<!a)b/', `looking ahead or behind${linear}`],
]

test.each(refused)('%j is refused', (pattern, reason) => {
  expect(parseFilterPattern(pattern)).toEqual({ kind: 'refused', reason })
})

test.each(['/(/', '/a)/', '/[/', '/*/', '/x{2,1}/', '/\\p{Nope}/u'])(
  '%j is no regular expression',
  (pattern) => {
    const outcome = parseFilterPattern(pattern)
    expect(outcome.kind).toBe('refused')
    expect(outcome).toMatchObject({ reason: expect.stringMatching(/^not a regular expression: /) })
  },
)

test('quantifiers in a class or behind a backslash are plain letters', () => {
  expect(patternOf('/[*+]+/').test('a+b')).toBe(true)
  expect(patternOf('/\\+\\*+/').test('+**')).toBe(true)
})

describe('whatever is written', () => {
  test('a pattern or a reason comes back, never an exception', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '+',
      '*',
      '?',
      '{2}',
      '{2,}',
      '|',
      '\\',
      'a',
      '/',
      '^',
      '(?:',
    )
    const body = fc.array(pieces, { maxLength: 20 }).map((parts) => `/${parts.join('')}/`)
    fc.assert(
      fc.property(fc.oneof(body, fc.string()), (text) => {
        const outcome = parseFilterPattern(text)
        if (outcome.kind === 'pattern')
          expect(typeof outcome.pattern.test('Ferry 12 leaves Sandmouth')).toBe('boolean')
        else expect(outcome.reason).not.toBe('')
      }),
      { numRuns: 1_000 },
    )
  })

  test('a plain text matches itself wherever it stands', () => {
    const plain = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '' && !text.startsWith('/'))
    fc.assert(
      fc.property(plain, fc.string(), fc.string(), (text, before, after) => {
        expect(patternOf(text).test(`${before}${text}${after}`)).toBe(true)
      }),
    )
  })
})
