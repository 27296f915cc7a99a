/** The checks of a claimed original, one by one, and which of them speaks first. */
import { describe, expect, test } from 'vitest'
import { compareTexts } from '../../src/match/compare-texts.ts'
import { otherCanonical, verifyOriginal, type Original } from '../../src/trace/verify-original.ts'
import {
  article,
  headline,
  hour,
  manglerParagraphs,
  morning,
  otherParagraphs,
  paragraphs,
  slug,
} from './world.ts'

const copyUrl = `https://repost.example/news/${slug}`
const copy = article(copyUrl)
const text = paragraphs.join('\n')
const teaser = article(copyUrl, { text: text.slice(0, 240), completeness: 'teaser' })

const original = (more: Partial<Original> = {}): Original => ({
  url: `https://dispatch.example/2026/05/${slug}`,
  title: headline,
  text,
  publishedMs: morning,
  zoned: true,
  canonicals: [],
  carried: false,
  ...more,
})

describe('verified', () => {
  test.each<[string, Partial<Original>]>([
    ['the same text', {}],
    ['without a date', { publishedMs: undefined }],
    ['a few minutes late: clocks differ', { publishedMs: morning + hour + 14 * 60_000 }],
    ['hours late without a zone', { publishedMs: morning + 14 * hour, zoned: false }],
    [
      'with its own canonical among several',
      { canonicals: ['https://x.example/', `http://www.dispatch.example/2026/05/${slug}/`] },
    ],
    ['at a short address, when a feed carried it', { url: 'https://dispatch.example/a', carried: true }],
  ])('%s', (_what, more) => {
    expect(verifyOriginal(original(more), [copy], compareTexts)).toMatchObject({ kind: 'verified' })
  })

  test('a teaser by its headline and its words', () => {
    expect(verifyOriginal(original(), [teaser], compareTexts)).toMatchObject({
      kind: 'verified',
      how: expect.stringContaining('teaser') as string,
    })
  })

  test('by the second copy, when the first is another text', () => {
    const other = article('https://mirror.example/x', { paragraphs: otherParagraphs.concat(otherParagraphs) })
    expect(verifyOriginal(original(), [other, copy], compareTexts).kind).toBe('verified')
  })
})

describe('contradicted', () => {
  test.each<[string, Partial<Original>, RegExp]>([
    ['by being a front page', { url: 'https://dispatch.example/' }, /home or section/],
    ['by its canonical', { canonicals: [copyUrl] }, /reversed/],
    ['by its date', { publishedMs: morning + 3 * hour }, /after we had seen the copy/],
    ['by its text', { title: 'Herons return', text: otherParagraphs.join('\n') }, /another story/],
  ])('%s', (_what, more, why) => {
    const check = verifyOriginal(original(more), [copy], compareTexts)
    expect(check).toMatchObject({ kind: 'contradicted', why: expect.stringMatching(why) as string })
  })

  test('a teaser by another page with the same words and another headline', () => {
    const check = verifyOriginal(original({ title: 'Nine gardens of Lyng' }), [teaser], compareTexts)
    expect(check.kind).not.toBe('verified')
  })
})

describe('unproven', () => {
  test.each<[string, Partial<Original>, boolean]>([
    ['a page that says it is gone', { title: '404 – Page not found', text: 'Sorry.' }, true],
    ['a page without text', { text: '' }, false],
    [
      'an opening before a wall',
      { text: `Subscribers read on here. ${'They also get a newsletter. '.repeat(10)}` },
      false,
    ],
  ])('%s', (_what, more, gone) => {
    expect(verifyOriginal(original(more), [copy], compareTexts)).toMatchObject({ kind: 'unproven', gone })
  })

  test('an article about missing pages is no missing page', () => {
    const about = original({
      title: 'Why "404 not found" became a joke',
      text: [...otherParagraphs, ...otherParagraphs, ...otherParagraphs].join('\n'),
    })
    expect(verifyOriginal(about, [copy], compareTexts)).toMatchObject({ kind: 'contradicted' })
  })

  test('a text whose facts agree, though the matcher does not know it again', () => {
    const never = () => ({ kind: 'related', scores: {}, reason: 'different words' }) as const
    const mangled = article(copyUrl, { paragraphs: manglerParagraphs })
    expect(verifyOriginal(original(), [mangled], never)).toMatchObject({
      kind: 'unproven',
      gone: false,
      why: expect.stringContaining('figures and names agree') as string,
    })
  })
})

test.each([
  [[], undefined],
  [['https://dispatch.example/a'], undefined],
  [['https://other.example/a'], 'https://other.example/a'],
  [['https://other.example/a', 'http://www.dispatch.example/a/'], undefined],
])('canonicals %j of a page name %s', (canonicals, other) => {
  expect(otherCanonical({ canonicals }, 'https://dispatch.example/a')).toBe(other)
})
