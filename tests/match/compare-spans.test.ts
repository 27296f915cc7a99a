/** Where in a text another is told, and whether the rest of it is of the same matter. */
import { describe, expect, test } from 'vitest'
import { fingerprintText, type Fingerprint } from '../../src/fingerprint/fingerprint.ts'
import { decideCluster, type KnownStory } from '../../src/match/decide-cluster.ts'
import { parseArticleId, parseStoryId, type ArticleId, type StoryId } from '../../src/model/brand.ts'
import { compareFingerprints, type Finding } from '../../src/match/compare-fingerprints.ts'
import { seedFrequencies } from '../../src/match/seed-frequencies.ts'
import { kiln, orchestra, reservoir, viaduct, type StoryText } from './story-texts.ts'

const articleNumber = (value: number): ArticleId => parseArticleId(value) ?? expect.fail(`${value}`)
const storyNumber = (value: number): StoryId =>
  parseStoryId(`urn:uuid:00000000-0000-8000-8000-${String(value).padStart(12, '0')}`) ?? expect.fail()
const frequencies = seedFrequencies()
const read = (title: string, ...parts: readonly (readonly string[])[]): Fingerprint =>
  fingerprintText({ title, text: parts.flat().join('\n\n') })
const plain = ({ title, paragraphs }: StoryText): Fingerprint => read(title, paragraphs)
const compare = (left: Fingerprint, right: Fingerprint): Finding =>
  compareFingerprints(left, right, { frequencies })
const stories = [viaduct, orchestra, reservoir, kiln]
const briefing = 'What you missed this morning'

describe('a digest of several articles', () => {
  const pairs = stories.flatMap((one) =>
    stories.filter((other) => other !== one).map((other) => [one, other] as const),
  )

  test.each(pairs.map(([one, other]) => [one.title, other.title, one, other] as const))(
    'leaves "%s" and "%s" two stories',
    (_, __, one, other) => {
      const digest = read(briefing, one.paragraphs, other.paragraphs)
      const comparisons = [one, other].map((story, at) => ({
        ...compare(plain(story), digest),
        articleId: articleNumber(at + 1),
      }))
      const storyOf = (id: ArticleId): KnownStory => ({
        id: storyNumber(id),
        createdMs: id,
        articles: 1,
      })
      const decision = decideCluster({ comparisons, storyOf, forced: [], forbidden: new Set() })
      const joined = decision.kind === 'join' ? [decision.storyId] : []
      expect(decision.kind === 'join' ? decision.absorb : []).toEqual([])
      expect([...joined, ...decision.related].toSorted()).toEqual([storyNumber(1), storyNumber(2)])
    },
  )

  test('says that it goes on with another matter', () => {
    const { vetoes } = compare(plain(viaduct), read(briefing, viaduct.paragraphs, orchestra.paragraphs))
    expect(vetoes).toEqual(['one of them goes on with another matter, under a title of its own'])
  })

  test('its parts are found where they stand', () => {
    const digest = read(briefing, viaduct.paragraphs, orchestra.paragraphs)
    const of = (story: StoryText): readonly number[] => {
      const { rightFrom = -1, rightUntil = -1 } = compare(plain(story), digest).scores
      return [rightFrom, rightUntil]
    }
    const [viaductFrom = 1, viaductUntil = 1] = of(viaduct)
    const [orchestraFrom = 0, orchestraUntil = 0] = of(orchestra)
    expect(viaductFrom).toBeLessThan(0.1)
    expect(viaductUntil).toBeLessThan(0.6)
    expect(orchestraFrom).toBeGreaterThan(0.5)
    expect(orchestraUntil).toBeGreaterThan(0.9)
  })
})

describe('what is not a digest', () => {
  test.each(stories.map((story) => [story.title, story] as const))(
    'a copy of "%s" under another title',
    (_, story) => {
      expect(compare(plain(story), read(briefing, story.paragraphs)).kind).toBe('nearDuplicate')
    },
  )

  test.each(stories.map((story) => [story.title, story] as const))(
    'half of "%s" under its own title',
    (_, story) => {
      const half = story.paragraphs.slice(0, Math.ceil(story.paragraphs.length / 2))
      expect(compare(plain(story), read(story.title, half)).kind).toBe('nearDuplicate')
    },
  )

  test('a copy under its own title with much of something else below it', () => {
    const page = read(viaduct.title, viaduct.paragraphs, orchestra.paragraphs)
    expect(compare(plain(viaduct), page).kind).toBe('nearDuplicate')
  })

  test('a text without a title is not judged by it', () => {
    const page = read('', viaduct.paragraphs, orchestra.paragraphs)
    expect(compare(plain(viaduct), page).kind).toBe('nearDuplicate')
  })
})
