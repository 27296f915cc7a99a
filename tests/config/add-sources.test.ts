/** Sources put into a configuration somebody wrote by hand: their words stay as they are. */
import * as fc from 'fast-check'
import { parse } from 'yaml'
import { describe, expect, test } from 'vitest'
import { addSources, renderSources, type NewSource } from '../../src/config/add-sources.ts'

const source: NewSource = { url: 'https://new.example/feed', title: 'The New: one', tags: ['world', 'on'] }
const lines = (indent: string): string =>
  `${indent}# The New: one\n${indent}- url: https://new.example/feed\n${indent}  tags: [world, "on"]\n`

const kept: readonly (readonly [name: string, before: string, after: string, indent: string])[] = [
  ['a list at the end of the file', '# mine\nsources:\n  - https://a.example/\n', '', '  '],
  ['a list without indentation', 'sources:\n- https://a.example/   # best\n', '\nfeeds: []\n', ''],
  [
    'a list of maps with comments after and between',
    'state:   x      # keep\nsources:\n    # one\n    - id: a     # the first\n      url: "https://a.example/"\n      headers: { A: b }   # c\n',
    '\n    # after the list\nfeeds:\n  - id: all # x\n',
    '    ',
  ],
  [
    'a dash on a line of its own',
    'sources:\n  - # - a - b\n    url: https://a.example/\n',
    'serve: { port: 1 }\n',
    '  ',
  ],
  ['a folded text at the end', 'sources:\n  - url: >-\n      https://a.example/\n', 'state: x\n', '  '],
]

describe('addSources keeps every byte of', () => {
  test.each(kept)('%s', (_, before, after, indent) => {
    expect(addSources(before + after, [source])).toBe(before + lines(indent) + after)
  })

  test('a file that does not end with a line break', () => {
    expect(addSources('sources:\n  - https://a.example/', [source])).toBe(
      `sources:\n  - https://a.example/\n${lines('  ')}`,
    )
  })

  test('a file with the line ends of Windows', () => {
    const before = 'sources:\r\n  - https://a.example/\r\n'
    expect(addSources(before, [source])).toBe(before + lines('  ').replaceAll('\n', '\r\n'))
  })
})

test.each([
  ['one address', '# top\nsources: https://a.example/ # one\nstate: x\n'],
  ['a list in brackets', '# top\nsources: [https://a.example/] # one\nstate: x\n'],
  ['one map in braces', '# top\nsources: [{ url: https://a.example/ }] # one\nstate: x\n'],
  ['one map', '# top\nsources:\n  url: https://a.example/ # one\nstate: x\n'],
])('addSources makes %s a list and keeps the comments', (_, text) => {
  const after = addSources(text, [source])
  const value = parse(after) as { readonly sources: readonly unknown[]; readonly state: string }
  expect(value.sources).toHaveLength(2)
  expect(value.sources[1]).toEqual({ url: 'https://new.example/feed', tags: ['world', 'on'] })
  expect(value.state).toBe('x')
  expect(after).toContain('# top')
  expect(after).toContain('# one')
})

test('whatever stands in a list comes back from the YAML as it was', () => {
  const entry = fc.record({
    url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
    title: fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
    tags: fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), { maxLength: 3 }),
  })
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), (sources) => {
      const value = parse(renderSources(sources)) as { readonly sources: readonly unknown[] }
      expect(value.sources).toEqual(
        sources.map(({ url, tags }) => ({
          url: url.replaceAll('${', () => '$${'),
          ...(tags.length === 0 ? {} : { tags: tags.map((tag) => tag.toWellFormed()) }),
        })),
      )
    }),
  )
})
