/** The stories behind the goldens: every field filled, every level of origin, every kind of copy. */
import type { Evidence } from '../../src/model/evidence.ts'
import type { StoryView } from '../../src/model/story.ts'
import { address, copyAt, hourMs, idOf, makeArticle, makeView, member, noonMs } from './make-view.ts'

const evidence: readonly Evidence[] = [
  {
    kind: 'attributionLink',
    value: 'This article first appeared in the Valley Wire',
    url: address('https://valley.example/orchards'),
    publisher: 'valley.example',
    weight: 0.7,
    where: 'page',
  },
  {
    kind: 'bodyMatch',
    value: 'the text agrees',
    url: address('https://valley.example/orchards'),
    publisher: 'valley.example',
    weight: 0.6,
    where: 'page',
  },
]

/** Proven at an outlet no feed of ours carries; full of what XML and HTML trip over. */
const proven = makeView(
  [
    member(
      makeArticle(1, {
        title: 'Orchards & "frost": 3 < 4 degrees, say <growers> ]]> of Ask',
        html: '<p>Frost &amp; wind hurt 3 orchards. <a href="https://gazette.example/a?b=1&amp;c=2">More</a> ]]&gt; here.</p>',
        text: 'Frost & wind hurt 3 orchards. More ]]> here.',
        publishedMs: noonMs - 5 * hourMs,
        authors: ['Mira Feld', 'Jon & Ask'],
        categories: ['fruit', 'weather & wind'],
        language: 'en-GB',
        image: 'https://gazette.example/frost.jpg?w=1&h=2',
        enclosures: [
          { url: 'https://gazette.example/frost.mp3?a=1&b=2', type: 'audio/mpeg', lengthBytes: 4096 },
          { url: 'https://gazette.example/frost.pdf', type: undefined, lengthBytes: undefined },
          {
            url: 'https://gazette.example/frost.ogg',
            type: 'audio/ogg',
            lengthBytes: 2048,
            durationSeconds: 185,
          },
          { url: 'https://gazette.example/frost.jpg?w=1&h=2', type: 'image/*', lengthBytes: undefined },
        ],
      }),
    ),
    member(copyAt('Newsmill', 2, { text: 'Cold and gales damaged three orchards.' }), 'spun'),
    member(copyAt('Roundup', 3), 'sameText'),
  ],
  {
    origin: {
      url: address('https://valley.example/orchards'),
      publisher: 'Valley Wire',
      level: 'E4',
      confidence: 0.8812,
      evidence,
    },
    related: [
      {
        id: idOf(makeArticle(90)),
        title: 'Insurers count the frost',
        url: 'https://roundup.example/insurers?x=1&y=2',
      },
      { id: idOf(makeArticle(91)), title: 'No address', url: undefined },
    ],
  },
)

/** A name is claimed (E1), an address is claimed (E2), a claim is the link already (E2), a claim was refuted (EX). */
const claimed = [
  makeView([member(makeArticle(4, { publisher: 'Roundup' }))], {
    origin: { level: 'E1', confidence: 0.45, claimed: { url: undefined, publisher: 'Valley Wire' } },
  }),
  makeView([member(makeArticle(5)), member(copyAt('Newsmill', 6), 'nearDuplicate')], {
    origin: {
      level: 'E2',
      confidence: 0.6,
      claimed: { url: address('https://valley.example/5'), publisher: 'Valley Wire' },
    },
  }),
  makeView([member(makeArticle(7))], {
    origin: {
      level: 'E2',
      confidence: 0.9,
      url: address('https://valley.example/7'),
      publisher: 'Valley Wire',
    },
  }),
  makeView([member(makeArticle(8)), member(copyAt('Roundup', 9), 'sameAddress')], {
    origin: { level: 'EX', claimed: { url: address('https://valley.example/8'), publisher: 'Valley Wire' } },
  }),
]

const bare = makeView([
  member(
    makeArticle(10, {
      url: undefined,
      title: '',
      html: '',
      text: '',
      publisher: 'Newsmill',
      publishedMs: noonMs - 30 * hourMs,
    }),
  ),
])
const foreign = makeView([member(makeArticle(11, { language: 'de', title: 'Die Fähre' }))])
const old = makeView([
  member(makeArticle(12, { firstSeenMs: noonMs - 100 * hourMs, publishedMs: noonMs - 100 * hourMs })),
])

export const sampleViews: readonly StoryView[] = [proven, ...claimed, bare, foreign, old]
