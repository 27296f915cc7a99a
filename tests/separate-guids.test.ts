/** Entries that share an id. */
import { describe, expect, test } from 'vitest'
import type { ArticleDraft } from '../src/model/article.ts'
import type { ContentHash } from '../src/model/brand.ts'
import { parseCanonicalUrl } from '../src/model/canonical-url.ts'
import { separateGuids } from '../src/separate-guids.ts'

function draft(guid: string, path: string | undefined, hash = path ?? 'text'): ArticleDraft {
  const url = path === undefined ? undefined : parseCanonicalUrl(`https://kap-sorrel.example/${path}`)
  return { guid, url, contentHash: hash as ContentHash } as ArticleDraft
}

const guidsOf = (drafts: readonly ArticleDraft[]): readonly string[] =>
  separateGuids(drafts).map(({ guid }) => guid)

describe('an id', () => {
  test('of its own is kept', () => {
    expect(guidsOf([draft('one', 'a'), draft('two', 'b')])).toEqual(['one', 'two'])
  })

  test('that every entry has gives way to the address', () => {
    expect(guidsOf([draft('same', 'a'), draft('same', 'b'), draft('own', 'c')])).toEqual([
      'https://kap-sorrel.example/a',
      'https://kap-sorrel.example/b',
      'own',
    ])
  })

  test('that an entry repeats at the same address stays', () => {
    expect(guidsOf([draft('same', 'a'), draft('same', 'a')])).toEqual(['same', 'same'])
  })

  test('without addresses gives way to the text', () => {
    expect(guidsOf([draft('', undefined, 'x'), draft('', undefined, 'y')])).toEqual(['sha256:x', 'sha256:y'])
  })
})
