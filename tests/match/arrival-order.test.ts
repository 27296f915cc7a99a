/** In whatever order a day's articles arrive, they end in the same stories. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LabelledDocument } from '../../src/match/measure-pairs.ts'
import { streamPartition } from '../../src/match/measure-stream.ts'
import * as texts from './story-texts.ts'
import type { StoryText } from './story-texts.ts'

/** A text, what a machine made of it, and what another outlet wrote of the event. */
interface Event {
  readonly name: string
  readonly original: StoryText
  readonly spun: StoryText | undefined
  readonly ownReport: StoryText | undefined
}

const events: readonly Event[] = [
  { name: 'viaduct', original: texts.viaduct, spun: texts.viaductSpun, ownReport: texts.viaductOwnReport },
  { name: 'reservoir', original: texts.reservoir, spun: texts.reservoirSpun, ownReport: undefined },
  { name: 'kiln', original: texts.kiln, spun: texts.kilnSpun, ownReport: undefined },
  { name: 'orchestra', original: texts.orchestra, spun: undefined, ownReport: undefined },
]

function told(id: string, { title, paragraphs }: StoryText): LabelledDocument {
  return { id, title, text: paragraphs.join('\n'), host: '', cluster: id, publishedMs: 0 }
}

const first = ({ title, paragraphs }: StoryText, share: number): StoryText => ({
  title,
  paragraphs: paragraphs.slice(0, Math.ceil(paragraphs.length * share)),
})

/** Everything an event may bring in a day; which of it does is drawn. */
function articlesOf({ name, original, spun, ownReport }: Event): readonly LabelledDocument[] {
  const framed = {
    title: original.title,
    paragraphs: ['By our news desk', ...original.paragraphs, 'Read more of this in our evening edition.'],
  }
  const retitled = { ...original, title: 'Seen in the papers this week' }
  return [
    told(`${name} original`, original),
    told(`${name} copy`, framed),
    told(`${name} under another title`, retitled),
    told(`${name} abridged`, first(original, 0.7)),
    ...(spun === undefined ? [] : [told(`${name} spun`, spun)]),
    ...(spun === undefined ? [] : [told(`${name} spun and abridged`, first(spun, 0.8))]),
    ...(ownReport === undefined ? [] : [told(`${name} own report`, ownReport)]),
  ]
}

const digests = events.flatMap((one, at) =>
  events.slice(at + 1).map((other) =>
    told(`digest of ${one.name} and ${other.name}`, {
      title: 'What you missed while you slept',
      paragraphs: [...one.original.paragraphs, ...other.original.paragraphs],
    }),
  ),
)

const articles = events.flatMap(articlesOf)
const whole = articles.filter(({ id }) => !id.endsWith('abridged'))

type Day = readonly LabelledDocument[]

/**
 * Some articles of some events, with abridgements or with a digest or two; then the same in another order. Not with both:
 * an abridgement that arrives between a digest and what it prints cannot be told from the digest's own text, and stays there.
 */
const days: fc.Arbitrary<readonly [Day, Day]> = fc
  .oneof(
    fc.subarray([...articles], { minLength: 6, maxLength: 14 }),
    fc
      .tuple(
        fc.subarray([...whole], { minLength: 5, maxLength: 12 }),
        fc.subarray([...digests], { minLength: 1, maxLength: 2 }),
      )
      .map((parts) => parts.flat()),
  )
  .chain((day) => fc.tuple(fc.constant(day), fc.shuffledSubarray([...day], { minLength: day.length })))

test('the stories of a day are the same in every order of arrival', () => {
  fc.assert(
    fc.property(days, ([listed, shuffled]) => {
      expect(streamPartition(shuffled)).toEqual(streamPartition(listed))
    }),
    { numRuns: 80 },
  )
})

test('all articles of all events end in one story an event, a digest and a report of its own each alone', () => {
  const everything = [...articles, ...digests]
  const stories = streamPartition(everything)
  const alone = everything.filter(({ id }) => /^digest|own report$/.test(id)).map(({ id }) => [id])
  const together = events.map((event) =>
    articlesOf(event)
      .map(({ id }) => id)
      .filter((id) => !id.endsWith('own report'))
      .sort(),
  )
  expect(new Set(stories.map(String))).toEqual(new Set([...alone, ...together].map(String)))
})
