/** What a feed shows and what it leaves out, setting by setting. */
import { describe, expect, test } from 'vitest'
import type { SourceId } from '../../src/model/brand.ts'
import type { FeedSettings } from '../../src/model/settings.ts'
import type { StoryView } from '../../src/model/story.ts'
import {
  address,
  compose,
  composeOne,
  copyAt,
  hourMs,
  idOf,
  makeArticle,
  makeView,
  member,
  noonMs,
} from './make-view.ts'

const view = (id: number, changes: Parameters<typeof makeArticle>[1] = {}): StoryView =>
  makeView([member(makeArticle(id, changes))])

const titlesOf = (views: readonly StoryView[], feed: Partial<FeedSettings>): readonly string[] =>
  compose(views, { feed }).document.items.map(({ title }) => title)

describe('filters', () => {
  const ferry = view(1, {
    title: 'Ferry strike',
    text: 'Crews stay ashore.',
    authors: ['Mira Feld'],
    categories: ['transport'],
  })
  const fruit = view(2, {
    title: 'Apple harvest',
    text: 'A late frost.',
    url: address('https://valley.example/apples'),
  })
  test.each<[string, Partial<FeedSettings>, readonly string[]]>([
    ['nothing is filtered without filters', {}, ['Apple harvest', 'Ferry strike']],
    ['include by title', { include: [{ title: /ferry/i }] }, ['Ferry strike']],
    ['include by text', { include: [{ text: /frost/ }] }, ['Apple harvest']],
    ['include by url', { include: [{ url: /\/apples$/ }] }, ['Apple harvest']],
    ['include by author', { include: [{ author: /feld/i }] }, ['Ferry strike']],
    ['include by category', { include: [{ category: /^transport$/ }] }, ['Ferry strike']],
    [
      'one of several includes is enough',
      { include: [{ title: /x/ }, { title: /apple/i }] },
      ['Apple harvest'],
    ],
    ['every field of an include must match', { include: [{ title: /ferry/i, text: /frost/ }] }, []],
    [
      'exclude wins over include',
      { include: [{ title: /./ }], exclude: [{ text: /frost/ }] },
      ['Ferry strike'],
    ],
    ['a global pattern keeps no state', { include: [{ title: /e/g }] }, ['Apple harvest', 'Ferry strike']],
  ])('%s', (_, feed, expected) => {
    expect(titlesOf([ferry, fruit], feed)).toEqual(expected)
  })

  test('a copy that matches brings its story in', () => {
    const both = makeView([member(makeArticle(1)), member(copyAt('Newsmill', 2, { title: 'Ships' }), 'spun')])
    expect(titlesOf([both], { include: [{ title: /ships/i }] })).toEqual(['Ferry 1 leaves Sandmouth'])
  })

  test('what is left out is listed with its reason', () => {
    const { dropped } = compose([ferry, fruit], { feed: { include: [{ title: /ferry/i }] } })
    expect(dropped.map(({ title, reason }) => [title, reason])).toEqual([
      ['Apple harvest', 'matches no include filter'],
    ])
  })
})

describe('choosing', () => {
  test.each<[string, StoryView, Partial<FeedSettings>, string | undefined]>([
    ['no language setting', view(1, { language: 'de' }), {}, undefined],
    ['the wanted language', view(1, { language: 'en-GB' }), { languages: ['en'] }, undefined],
    ['an unknown language', view(1), { languages: ['en'] }, undefined],
    ['another language', view(1, { language: 'DE-at' }), { languages: ['en', 'fr'] }, 'in the language de'],
    ['young enough', view(1, { firstSeenMs: noonMs - 2 * hourMs }), { maxAgeMs: 2 * hourMs }, undefined],
    [
      'too old',
      view(1, { firstSeenMs: noonMs - 2 * hourMs - 1 }),
      { maxAgeMs: 2 * hourMs },
      'older than 2 h',
    ],
    [
      'old by its own date',
      view(1, { publishedMs: noonMs - 9 * hourMs }),
      { maxAgeMs: 2 * hourMs },
      'older than 2 h',
    ],
    [
      'a date in the future',
      view(1, { publishedMs: noonMs + 99 * hourMs }),
      { maxAgeMs: 2 * hourMs },
      undefined,
    ],
    ['still held', view(1), { holdMs: 2 * hourMs }, 'held back while its original may turn up'],
    ['no longer held', view(1), { holdMs: hourMs / 2 }, undefined],
    [
      'an original that is proven',
      makeView([member(makeArticle(1))], { origin: { level: 'E3' } }),
      { holdMs: 2 * hourMs },
      undefined,
    ],
  ])('%s', (_, story, feed, reason) => {
    const { document, dropped } = compose([story], { feed })
    expect(dropped.map((item) => item.reason)).toEqual(reason === undefined ? [] : [reason])
    expect(document.items).toHaveLength(reason === undefined ? 1 : 0)
  })

  test.each<[string, StoryView, readonly string[], boolean]>([
    ['alone is its own original', view(1), ['gazette'], true],
    [
      'is its own original beside a copy',
      makeView([member(makeArticle(1)), member(copyAt('Newsmill', 2), 'spun')]),
      ['gazette'],
      true,
    ],
    ['that nobody calls one waits', view(1), ['valley'], false],
    [
      'waits when an aggregator speaks for the story',
      makeView([member(copyAt('Newsmill', 1)), member(makeArticle(2), 'sameText')]),
      ['gazette'],
      false,
    ],
    [
      'waits when another prints the same text',
      makeView([member(makeArticle(1)), member(copyAt('Valley Post', 2), 'sameText')]),
      ['gazette', 'valley'],
      false,
    ],
    [
      'waits when it names somebody',
      makeView([member(makeArticle(1))], { origin: { level: 'E1' } }),
      ['gazette'],
      false,
    ],
    [
      'waits when its claim was refuted',
      makeView([member(makeArticle(1))], { origin: { level: 'EX' } }),
      ['gazette'],
      false,
    ],
    [
      'waits until somebody looked for an original',
      makeView([member(makeArticle(1))], { origin: { tracedMs: 0 } }),
      ['gazette'],
      false,
    ],
  ])('with hold, the article of a publisher %s', (_, story, publishers, isShown) => {
    const { document } = compose([story], {
      feed: { holdMs: 2 * hourMs },
      publishers: new Set(publishers.map((id) => id as SourceId)),
    })
    expect(document.items).toHaveLength(isShown ? 1 : 0)
  })

  test('an item a reader already has is not held again', () => {
    const story = view(1)
    const { publications } = compose([story])
    expect(
      compose([story], { feed: { holdMs: 9 * hourMs }, previous: publications }).document.items,
    ).toHaveLength(1)
  })

  test('the newest items stay within the limit, the others are listed', () => {
    const { document, dropped } = compose([view(1), view(3), view(2)], { feed: { limit: 2 } })
    expect(document.items.map(({ title }) => title)).toEqual([
      'Ferry 3 leaves Sandmouth',
      'Ferry 2 leaves Sandmouth',
    ])
    expect(dropped.map(({ reason }) => reason)).toEqual(['beyond the limit of 2'])
  })

  test('a story of other sources is neither shown nor listed', () => {
    const other = view(1, { sourceId: 'elsewhere' as SourceId })
    expect(compose([other])).toMatchObject({ document: { items: [] }, dropped: [], publications: [] })
  })

  test('an item that is no longer shown is withdrawn', () => {
    const { publications } = compose([view(1), view(2)])
    const { withdrawn, document } = compose([view(2)], { previous: publications })
    expect(withdrawn).toEqual([idOf(makeArticle(1))])
    expect(document.items).toHaveLength(1)
  })

  test('an empty feed still has a date, the same all day', () => {
    const at = (nowMs: number): number => compose([], { nowMs }).document.updatedMs
    expect(at(noonMs)).toBe(Date.UTC(2026, 6, 1))
    expect(at(noonMs + hourMs)).toBe(at(noonMs))
  })

  test('the audit feed has an end', () => {
    const views = Array.from({ length: 600 }, (_, at) => view(at + 1))
    expect(compose(views, { feed: { limit: 1 } }).dropped).toHaveLength(500)
  })
})

describe('duplicates', () => {
  const opener = makeArticle(1, { text: 'Alpha.' })
  const sameAddress = copyAt('Roundup', 2, { url: opener.url, text: 'Alpha, shortened.' })
  const sameText = copyAt('Roundup', 3, { text: 'Alpha.' })
  const near = copyAt('Newsmill', 4, { text: 'Alpha, edited.' })
  const spun = copyAt('Newsmill', 5, { text: 'The first letter.' })
  const spunAgain = copyAt('Valley Wire', 6, { text: 'The first letter.' })
  const story = makeView([
    member(opener),
    member(sameAddress, 'sameAddress'),
    member(sameText, 'sameText'),
    member(near, 'nearDuplicate'),
    member(spun, 'spun'),
    member(spunAgain, 'spun'),
  ])
  test.each<[FeedSettings['duplicates'], readonly (readonly number[])[]]>([
    ['all', [[1, 2, 3, 4, 5, 6]]],
    [
      'near',
      [
        [1, 2, 3, 4],
        [5, 6],
      ],
    ],
    ['exact', [[1, 2, 3], [4], [5, 6]]],
    ['off', [[1], [2], [3], [4], [5], [6]]],
  ])('%s folds exactly these', (duplicates, groups) => {
    const { items } = compose([story], { feed: { duplicates } }).document
    const ids = items.map(({ id }) => id)
    expect(new Set(ids).size).toBe(groups.length)
    expect(items).toHaveLength(groups.length)
    expect(ids).toContain(story.story.id)
    const openers = groups.map(
      ([first]) => story.members.find(({ article }) => article.id === first)?.article,
    )
    for (const article of openers) {
      // Two items may not share the id their common address would give.
      if (article !== undefined && article !== sameAddress) expect(ids).toContain(idOf(article))
    }
  })

  test('an item of its own links to its own article and not to the origin', () => {
    const traced = makeView(story.members, {
      origin: { level: 'E4', url: address('https://valley.example/alpha'), publisher: 'Valley Wire' },
    })
    const { items } = compose([traced], { feed: { duplicates: 'off' } }).document
    expect(new Set(items.map(({ url }) => url))).toEqual(
      new Set(story.members.map(({ article }) => article.url)),
    )
    const own = items.find(({ url }) => url === near.url)
    expect(own?.source).toEqual({ url: 'https://newsmill.example/', publisher: 'Newsmill' })
    expect(own?.origin.url).toBe('https://valley.example/alpha')
  })
})

test.each<FeedSettings['duplicates']>(['all', 'near', 'exact', 'off'])(
  'duplicates: %s never gives two items the same link, wherever the original stands',
  (duplicates) => {
    const members = [
      member(makeArticle(1)),
      member(copyAt('Newsmill', 2), 'spun'),
      member(copyAt('Roundup', 3), 'spun'),
    ]
    for (const speaker of members) {
      const wire = { level: 'E4', url: address('https://valley.example/1') } as const
      const own = { level: 'E4', url: speaker.article.url } as const
      for (const origin of [wire, own]) {
        const story = makeView(members, { origin, story: { speakerId: speaker.article.id } })
        const links = compose([story], { feed: { duplicates } }).document.items.map(({ url }) => url)
        expect(new Set(links).size).toBe(links.length)
        if (duplicates !== 'off') expect(links).toContain(origin.url)
      }
    }
  },
)

describe('keep', () => {
  const opener = makeArticle(1, { title: 'First seen', publishedMs: noonMs - hourMs, text: 'One two.' })
  const early = copyAt('Newsmill', 2, {
    title: 'Dated first',
    publishedMs: noonMs - 9 * hourMs,
    text: 'One.',
  })
  const long = copyAt('Roundup', 3, { title: 'Longest', text: 'One two three four.' })
  const story = makeView([member(opener), member(early, 'spun'), member(long, 'spun')], {
    story: { speakerId: opener.id },
  })
  test.each<[FeedSettings['keep'], string]>([
    ['original', 'First seen'],
    ['earliest', 'Dated first'],
    ['longest', 'Longest'],
  ])('%s lets that article speak, under the same id and date', (keep, title) => {
    const item = composeOne([story], { feed: { keep } })
    expect(item).toMatchObject({ title, id: story.story.id, publishedMs: noonMs - hourMs })
  })

  test('an original that is not among the members leaves the word to the first', () => {
    const orphan = makeView(story.members, { story: { speakerId: makeArticle(77).id } })
    expect(composeOne([orphan]).title).toBe('First seen')
  })
})

describe('content', () => {
  const story = view(1, { html: '<p>One <b>two</b>.</p>', text: 'One two.' })
  test.each<[FeedSettings['content'], string, string]>([
    ['full', '<p>One <b>two</b>.</p>', 'One two.'],
    ['summary', '<p>One two.</p>', 'One two.'],
    ['none', '', ''],
  ])('%s', (content, html, summary) => {
    expect(composeOne([story], { feed: { content } })).toMatchObject({ html, summary })
  })

  test('a title is made of the text, then of the publisher, then of nothing', () => {
    expect(composeOne([view(1, { title: ' ' })]).title).toBe(
      'The ferry of noon left Sandmouth with 1 passengers.',
    )
    expect(composeOne([view(1, { title: '', text: '' })]).title).toBe('Harbour Gazette')
    expect(composeOne([view(1, { title: '', text: '', publisher: '' })]).title).toBe('Untitled')
  })

  test('the cleaner has the last word on title and body', () => {
    const clean = (): { html: string; text: string; title: string } => ({
      html: '<p>x</p>',
      text: 'x',
      title: 'T',
    })
    expect(composeOne([story], { clean })).toMatchObject({ title: 'T', html: '<p>x</p>', summary: 'x' })
  })

  test('related stories can be switched off', () => {
    const related = [{ id: idOf(makeArticle(9)), title: 'Other', url: 'https://valley.example/o' }]
    const linked = makeView([member(makeArticle(1))], { related })
    expect(composeOne([linked]).related).toEqual([{ url: 'https://valley.example/o', title: 'Other' }])
    expect(composeOne([linked], { feed: { related: 'off' } }).related).toEqual([])
  })
})
