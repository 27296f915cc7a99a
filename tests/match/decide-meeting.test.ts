/** What a teaser is folded by, and what an update of a publisher's own article is called. */
import { describe, expect, test } from 'vitest'
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import { compareFingerprints, type Finding } from '../../src/match/compare-fingerprints.ts'
import { decideMeeting, type Meeting } from '../../src/match/decide-meeting.ts'
import { seedFrequencies } from '../../src/match/seed-frequencies.ts'
import { isCopyKind } from '../../src/model/verdict.ts'
import { kiln, orchestra, reservoir, viaduct, viaductOwnReport } from './story-texts.ts'

const frequencies = seedFrequencies()
const strangers: Meeting = { isTeaser: false, sameTitle: false, sameSite: false }
const opening = (paragraphs: readonly string[], words: number): string =>
  paragraphs.join(' ').split(' ').slice(0, words).join(' ')

function meet(teaser: string, full: readonly string[], meeting: Partial<Meeting> = {}): Finding {
  const [short, long] = [
    fingerprintText({ title: 'In short', text: teaser }),
    fingerprintText({ title: 'At length', text: full.join('\n') }),
  ]
  return decideMeeting(compareFingerprints(long, short, { frequencies }), { ...strangers, ...meeting })
}

const stories = [kiln, orchestra, reservoir, viaduct].map((story) => [story.title, story.paragraphs] as const)

describe('a teaser is folded', () => {
  test.each(stories)('as the opening of its article, cut in the middle of a sentence: %s', (_title, full) => {
    for (const words of [24, 31, 40, 57, 76])
      expect(meet(opening(full, words), full)).toMatchObject({
        kind: 'nearDuplicate',
        reason: 'a teaser that is the opening of the fuller text, word for word',
      })
  })

  test('below a by-line and a caption', () => {
    const full = [
      'By Tiril Askeland, photographs by Odd Renberg',
      'The long kiln seen from the road to the quarry',
      ...kiln.paragraphs,
    ]
    expect(meet(opening(kiln.paragraphs, 40), full).kind).toBe('nearDuplicate')
  })

  test('by its title within its own publisher', () => {
    const words = 'Why the kiln was cold for so long, and who will feed it now, in pictures from the valley.'
    expect(meet(words, kiln.paragraphs, { sameTitle: true, sameSite: true })).toMatchObject({
      kind: 'nearDuplicate',
      reason: 'a teaser with the exact title of its own publisher',
    })
  })

  test('also when it is long, and the feed says that it is one', () => {
    const words = opening(kiln.paragraphs, 120)
    expect(meet(words, kiln.paragraphs, { isTeaser: true }).reason).toContain(
      'the opening of the fuller text',
    )
  })
})

describe('a teaser stands alone', () => {
  test.each(stories)('when it stands in the middle of another text: %s', (_title, full) => {
    const middle = full.slice(-3)
    expect(isCopyKind(meet(opening(middle, 45), full).kind)).toBe(false)
  })

  test('when it has fewer than twenty words', () => {
    expect(isCopyKind(meet(opening(kiln.paragraphs, 18), kiln.paragraphs).kind)).toBe(false)
  })

  test('when another publisher has the same title', () => {
    const words = 'Why the kiln was cold for so long, and who will feed it now, in pictures from the valley.'
    expect(isCopyKind(meet(words, kiln.paragraphs, { sameTitle: true }).kind)).toBe(false)
  })

  test('when it is the opening of another report of the event', () => {
    for (const words of [30, 50, 76])
      expect(isCopyKind(meet(opening(viaductOwnReport.paragraphs, words), viaduct.paragraphs).kind)).toBe(
        false,
      )
  })

  test('when it says the same in other words, and why', () => {
    const full = kiln.paragraphs.slice(0, 3)
    const reworded = full.join('\n').replaceAll(/(\S+ \S+ \S+ \S+) /g, '$1 moreover ')
    expect(isCopyKind(meet(reworded, full).kind)).toBe(true)
    const finding = meet(reworded, full, { isTeaser: true })
    expect(finding).toMatchObject({
      kind: 'related',
      vetoes: ['too short to be told apart from a report of its own'],
    })
  })
})

describe('a text told again', () => {
  const edited = [...kiln.paragraphs, 'The museum of the valley opens an hour earlier on Sundays.']

  test('by the same site is an update', () => {
    const { kind, reason } = meet(edited.join('\n'), kiln.paragraphs, { sameSite: true })
    expect(kind).toBe('nearDuplicate')
    expect(reason).toMatch(/^an update by the same site: /)
  })

  test('by the same site in a fourth of its length is a copy like any other', () => {
    const fourth = kiln.paragraphs.slice(0, 3).join('\n')
    const { kind, reason } = meet(fourth, kiln.paragraphs, { sameSite: true })
    expect(kind).toBe('nearDuplicate')
    expect(reason).not.toContain('update')
  })

  test('by another site is a copy', () => {
    expect(meet(edited.join('\n'), kiln.paragraphs).reason).not.toContain('update')
  })
})
