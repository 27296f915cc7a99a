/** The sentences of `explain` and of the story page. */
import { describe, expect, test } from 'vitest'
import { correctionsOf, overridesInForce } from '../../src/explain-overrides.ts'
import { levelSentences, tellAgreement, tellEvidence, tellVerdict } from '../../src/explain-words.ts'
import { agreementOf } from '../../src/explain.ts'
import type { Evidence, EvidenceKind } from '../../src/model/evidence.ts'
import type { Agreement, ExplainedArticle } from '../../src/model/explanation.ts'
import type { Overrides, SourceSettings } from '../../src/model/settings.ts'
import type { CanonicalUrl } from '../../src/model/canonical-url.ts'
import { makeArticle, makeVerdict } from '../store/make-article.ts'

const hour = 3_600_000
const url = (text: string): CanonicalUrl => text as CanonicalUrl

const agreement = (changes: Partial<Agreement> = {}): Agreement => ({
  titlesAlign: true,
  sentencesAligned: 31,
  sentences: 38,
  figuresShared: 14,
  figures: 15,
  laterMs: -3 * hour,
  ...changes,
})

test.each([
  [{}, 'the title and 31 of 38 sentences align; 14 of 15 figures agree; published 3 h earlier'],
  [
    { titlesAlign: false, laterMs: 50 * hour },
    '31 of 38 sentences align; 14 of 15 figures agree; published 2 days later',
  ],
  [{ figures: 0, figuresShared: 0, laterMs: undefined }, 'the title and 31 of 38 sentences align'],
  [
    { sentences: 0, sentencesAligned: 0, figures: 0, laterMs: 20_000 },
    'the titles align; published at the same minute',
  ],
  [{ sentences: 0, sentencesAligned: 0, figures: 0, titlesAlign: false, laterMs: undefined }, ''],
])('an agreement with %j is told as "%s"', (changes, expected) => {
  expect(tellAgreement(agreement(changes))).toBe(expected)
})

describe('an agreement', () => {
  const text = [
    'The harbour of Sandmouth opened its new lock on Saturday after fourteen years of building, and 4,100 people came to watch.',
    'The lock is 412 metres long and 38 metres wide, cost 940 million crowns, and lets big ships into the inner basin.',
    'Work began in 2012 and stopped twice, once for the flood of 2015 and once for a court in Tollhaven.',
    'Harbour master Ida Brandt said that the first ship to pass was a dredger that had dug the old basin in 1931.',
  ]
  const one = makeArticle(1, {
    title: 'Sandmouth opens its new lock',
    text: text.join('\n'),
    publishedMs: 5 * hour,
  })

  test('with itself is whole', () => {
    const whole = agreementOf(one, one)
    expect(whole).toMatchObject({ titlesAlign: true, sentencesAligned: 4, sentences: 4, laterMs: 0 })
    expect(whole.figuresShared).toBe(whole.figures)
    expect(whole.figures).toBeGreaterThanOrEqual(6)
  })

  test('with a text of which half is told is half', () => {
    const half = makeArticle(2, {
      title: 'A lock for Sandmouth at last',
      text: [
        ...text.slice(0, 2),
        'Elsewhere the tram was late.',
        'A cat slept on the quay all the while.',
      ].join('\n'),
      publishedMs: 8 * hour,
    })
    expect(agreementOf(one, half)).toMatchObject({ sentencesAligned: 2, sentences: 4, laterMs: 3 * hour })
  })

  test('with another matter is none', () => {
    const other = makeArticle(3, { title: 'Cats', text: 'A cat slept on the quay.\nNobody minded it.' })
    expect(agreementOf(one, other)).toMatchObject({
      titlesAlign: false,
      sentencesAligned: 0,
      laterMs: undefined,
    })
  })
})

const evidence = (kind: EvidenceKind, changes: Partial<Evidence> = {}): Evidence => ({
  kind,
  value: 'Source link',
  url: url('https://www.valley.example/1'),
  publisher: 'Valley Wire',
  weight: 0.5,
  where: 'entry',
  ...changes,
})

test.each([
  [evidence('sourceAnchor'), 'the anchor “Source link” points at valley.example'],
  [
    evidence('attributionName', { value: 'told Valley Wire', url: undefined }),
    'the words “told Valley Wire” name Valley Wire',
  ],
  [evidence('via', { url: undefined, publisher: undefined }), 'the entry says it came by way of elsewhere'],
  [evidence('redirect', { value: 'a leads to b' }), 'the link redirects: a leads to b'],
  [evidence('canonical'), 'the page declares its canonical address at valley.example'],
  [
    evidence('override', { value: 'overrides.origins: x: always' }),
    'your configuration says so: overrides.origins: x: always',
  ],
])('evidence is told as "%#"', (given, expected) => {
  expect(tellEvidence(given)).toBe(expected)
})

test('a verdict is told with the rule that decided', () => {
  expect(tellVerdict(makeVerdict(1))).toBe(
    'is an earlier text in other words, sentence by sentence: names, numbers and their order agree',
  )
  expect(tellVerdict(makeVerdict(1, { kind: 'new', comparison: undefined }))).toBe(
    'opened the story: nothing earlier tells the same',
  )
  expect(tellVerdict(undefined)).toBe('how it was decided is not on record')
})

test('every level has its sentence', () => {
  for (const sentence of Object.values(levelSentences)) expect(sentence).toMatch(/^[A-Z].*\.$/)
})

const none: Overrides = { sameStory: [], notSameStory: [], origins: {} }
const explained = (
  id: number,
  address: string | undefined,
  changes: Partial<ExplainedArticle> = {},
): ExplainedArticle => ({
  article: makeArticle(id, {
    url: address === undefined ? undefined : url(address),
    publisher: `Outlet ${id}`,
  }),
  isOrigin: false,
  speaks: false,
  verdict: undefined,
  comparedWith: undefined,
  passages: [],
  agreement: undefined,
  removed: {},
  says: [],
  ...changes,
})

describe('corrections', () => {
  const origin = explained(1, 'https://a.example/1', { isOrigin: true, speaks: true })
  const copy = explained(2, 'https://www.b.example/2?x=[${HOME}]')
  const lines = (overrides: Overrides): readonly (readonly [string | undefined, string])[] =>
    correctionsOf(overrides, [origin, copy], []).map(({ under, yaml }) => [under, yaml])

  test('are complete where the file has no overrides', () => {
    expect(lines(none)).toEqual([
      [undefined, 'overrides: { origins: { "a.example": always } }'],
      [undefined, 'overrides: { origins: { "a.example": never } }'],
      [undefined, 'overrides: { origins: { "b.example": always } }'],
      [undefined, 'overrides: { origins: { "b.example": never } }'],
      [
        undefined,
        'overrides: { notSameStory: [["https://a.example/1", "https://www.b.example/2?x=[$${HOME}]"]] }',
      ],
    ])
  })

  test('name the key they go under where the file has some', () => {
    const pair = ['https://x.example/', 'https://y.example/'] as const
    expect(lines({ ...none, notSameStory: [pair] }).at(-1)).toEqual([
      'overrides: notSameStory:',
      '- ["https://a.example/1", "https://www.b.example/2?x=[$${HOME}]"]',
    ])
    expect(lines({ ...none, origins: { 'z.example': 'never' } })[0]).toEqual([
      'overrides: origins:',
      '"a.example": always',
    ])
    expect(lines({ ...none, sameStory: [pair] })[0]).toEqual([
      'overrides:',
      'origins: { "a.example": always }',
    ])
  })

  test('join a related story', () => {
    const related = [{ id: makeVerdict(9).storyId, title: 'The same again', url: 'https://c.example/3' }]
    expect(correctionsOf(none, [origin], related).at(-1)).toMatchObject({
      purpose: 'join',
      says: 'Fold “The same again” into this story',
      yaml: 'overrides: { sameStory: [["https://a.example/1", "https://c.example/3"]] }',
    })
  })

  test('of articles without an address are none', () => {
    expect(correctionsOf(none, [explained(1, undefined, { speaks: true })], [])).toEqual([])
  })

  test('leave out a site the user has spoken of', () => {
    const said = correctionsOf({ ...none, origins: { 'b.example': 'never' } }, [origin, copy], [])
    expect(said.filter(({ says }) => says.includes('b.example'))).toEqual([])
  })
})

test('overrides in force are those that touch the story, whatever the spelling of the address', () => {
  const source = { id: 'harbour-gazette', dedupe: 'off' } as SourceSettings
  const overrides: Overrides = {
    sameStory: [['https://harbour.example/news/1?utm_source=x', 'https://b.example/']],
    notSameStory: [['https://c.example/', 'https://d.example/']],
    origins: { 'harbour.example': 'always', 'arbour.example': 'never', 'e.example': 'never' },
  }
  const found = overridesInForce(
    { overrides, sources: [source] },
    [makeArticle(1)],
    'https://news.e.example/1',
  )
  expect(found.map(({ key, says }) => [key, says])).toEqual([
    [
      'overrides.sameStory',
      'you said that https://harbour.example/news/1?utm_source=x and https://b.example/ are one story',
    ],
    ['overrides.origins', 'you said that harbour.example is always an origin'],
    ['overrides.origins', 'you said that e.example is never an origin'],
    ['sources.harbour-gazette.dedupe', 'articles of “harbour-gazette” are compared with nothing'],
  ])
})
