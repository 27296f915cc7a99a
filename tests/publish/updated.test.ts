/** When an item counts as changed: for what a reader sees, and for nothing else. */
import { describe, expect, test } from 'vitest'
import type { Article } from '../../src/model/article.ts'
import type { ContentHash } from '../../src/model/brand.ts'
import type { StoryView } from '../../src/model/story.ts'
import {
  address,
  compose,
  copyAt,
  hourMs,
  makeArticle,
  makeView,
  member,
  noonMs,
  sha256,
  type ComposeChanges,
} from './make-view.ts'

// The millisecond is the article's number: no two items of a run share an `updated`.
const opener = makeArticle(1, { publishedMs: noonMs - hourMs })
const before = makeView([member(opener)])
const first = compose([before])
const laterMs = noonMs + 5 * hourMs

const changed = (changes: Partial<Article>): StoryView => makeView([member({ ...opener, ...changes })])
const again = (view: StoryView, changes: ComposeChanges = {}): ReturnType<typeof compose> =>
  compose([view], { previous: first.publications, nowMs: laterMs, ...changes })

test('a new item carries its own date, not the time of the run', () => {
  expect(first.publications).toMatchObject([{ firstMs: noonMs, updatedMs: noonMs - hourMs + 1 }])
  expect(first.document.items[0]).toMatchObject({
    updatedMs: noonMs - hourMs + 1,
    publishedMs: noonMs - hourMs,
  })
})

describe('moves', () => {
  test.each<[string, StoryView]>([
    ['the title', changed({ title: 'Ferry leaves Sandmouth late' })],
    ['the text', changed({ text: 'New words.', contentHash: sha256('New words.') as ContentHash })],
    ['the link', changed({ url: address('https://gazette.example/moved') })],
    ['the publisher', changed({ publisher: 'Harbour Gazette & Mail' })],
    [
      'an original that was found',
      makeView([member(opener)], {
        origin: { level: 'E3', url: address('https://valley.example/1'), publisher: 'Valley Wire' },
      }),
    ],
  ])('%s', (_, view) => {
    const kept = { ...view, story: { ...view.story, id: before.story.id } }
    const { document, publications } = again(kept)
    expect(document.items).toMatchObject([
      { id: before.story.id, updatedMs: laterMs + 1, publishedMs: noonMs - hourMs },
    ])
    expect(publications).toMatchObject([{ firstMs: noonMs, updatedMs: laterMs + 1 }])
    expect(document.updatedMs).toBe(laterMs + 1)
  })
})

describe('stays', () => {
  test.each<[string, StoryView, ComposeChanges]>([
    ['nothing changed', before, {}],
    ['a copy joined', makeView([member(opener), member(copyAt('Newsmill', 2), 'spun')]), {}],
    ['the cleaner got better', before, { clean: () => ({ html: '<p>Better.</p>', text: 'Better.' }) }],
    ['an author was added', changed({ authors: ['Mira Feld'] }), {}],
    ['the feed got another title', before, { feed: { title: 'Other' } }],
    ['a new version of the product', before, { version: '9.9.9' }],
    [
      'the claim of an origin',
      makeView([member(opener)], { origin: { level: 'E1', claimed: { url: undefined, publisher: 'W' } } }),
      {},
    ],
    ['the base address', before, { publish: { baseUrl: 'https://feeds.example', websub: [] } }],
  ])('%s', (_, view, changes) => {
    const { document, publications, withdrawn } = again(view, changes)
    expect(document.items).toMatchObject([{ updatedMs: noonMs - hourMs + 1 }])
    expect(publications).toEqual(first.publications)
    expect(withdrawn).toEqual([])
  })
})

test('without content the words of an article do not move it', () => {
  const feed = { content: 'none' } as const
  const { publications } = compose([before], { feed })
  const view = changed({ contentHash: sha256('New words.') as ContentHash })
  expect(compose([view], { feed, previous: publications, nowMs: laterMs }).publications).toEqual(publications)
})
