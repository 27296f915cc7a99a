/** Random stories whose every string is made of what breaks feeds: for the tests of publishing and for outside validators. */
import * as fc from 'fast-check'
import type { Article } from '../../src/model/article.ts'
import type { ComposedFeed } from '../../src/publish/compose-feed.ts'
import { address, compose, type ComposeChanges, makeArticle, makeView, member, noonMs } from './make-view.ts'

const pieces = [
  ']]>',
  ']]>]]>',
  '<![CDATA[',
  '&',
  '&amp;',
  '&amp;amp;',
  '&#0;',
  '&bogus;',
  '<',
  '>',
  '"',
  "'",
  '</item></channel>',
  '</entry>',
  '<!-- ',
  '-->',
  '<?xml ?>',
  '<!DOCTYPE x [<!ENTITY y "z">]>',
  '\u0000',
  '\u0008',
  '\u000B',
  '\u001B[31m',
  '\u0085',
  '\uD800',
  '\uDFFF',
  '\uFFFE',
  '\uFFFF',
  '\u{1FFFE}',
  '\u202E',
  '\u2066',
  '\uFEFF',
  '\u2028',
  '__proto__',
  '\r\n',
  ' ',
  'Sandmouth',
  '\u{1F600}',
  '渡船',
]
const text = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''))
export const url = fc.oneof(
  text,
  text.map((rest) => `https://gazette.example/${rest}`),
  text.map((rest) => `https://${rest}.example/`),
  fc.constantFrom(
    'javascript:alert(1)',
    '//x',
    'https://[::1',
    'http://a:99999/',
    'mailto:x',
    'https://ex ample/',
  ),
)
const time = fc.oneof(
  fc.constantFrom(undefined, Number.NaN, -1, 1e308, 8.64e15, 0),
  fc.integer({ min: noonMs - 9e7, max: noonMs }),
)
const article = fc
  .record({
    guid: text,
    url: fc.option(url.map(address), { nil: undefined }),
    givenUrl: fc.option(url, { nil: undefined }),
    title: text,
    html: text,
    text,
    publishedMs: time,
    publisher: text,
    authors: fc.array(text, { maxLength: 3 }),
    categories: fc.array(text, { maxLength: 3 }),
    language: fc.option(text, { nil: undefined }),
    image: fc.option(url, { nil: undefined }),
    enclosures: fc.array(
      fc.record({
        url,
        type: fc.option(text, { nil: undefined }),
        lengthBytes: fc.constantFrom(undefined, -1, Number.NaN, 1e300, 12),
      }),
      { maxLength: 3 },
    ),
  })
  .map((changes): Partial<Article> => changes)
export const story = fc.record({
  members: fc.array(article, { minLength: 1, maxLength: 3 }),
  level: fc.constantFrom('E0', 'E1', 'E2', 'E3', 'E4', 'EX'),
  url: fc.option(url.map(address), { nil: undefined }),
  claimed: fc.option(fc.record({ url: fc.option(url.map(address), { nil: undefined }), publisher: text }), {
    nil: undefined,
  }),
  publisher: text,
  related: text,
})
export const feed = fc.record({
  title: text,
  description: fc.option(text, { nil: undefined }),
  image: fc.option(url, { nil: undefined }),
  author: fc.option(fc.record({ name: text, url: fc.option(url, { nil: undefined }) }), { nil: undefined }),
  content: fc.constantFrom('full', 'summary', 'none'),
  duplicates: fc.constantFrom('off', 'exact', 'near', 'all'),
  languages: fc.constantFrom([], []),
})

type HostileStory = typeof story extends fc.Arbitrary<infer Value> ? Value : never
type HostileFeed = typeof feed extends fc.Arbitrary<infer Value> ? Value : never

export interface HostileChanges extends Pick<ComposeChanges, 'clean'> {
  readonly baseUrl: string
}

/** One story for each, its articles at addresses of their own. */
export function composeHostile(
  stories: readonly HostileStory[],
  settings: HostileFeed,
  { baseUrl, ...changes }: HostileChanges,
): ComposedFeed {
  let count = 0
  const views = stories.map(({ members, level, url: originUrl, claimed, publisher, related }) =>
    makeView(
      members.map((changes) => {
        count += 1
        // The addresses differ, as a store would have it; their ends stay hostile.
        const own = changes.url === undefined ? undefined : address(`${changes.url}#${count}`)
        return member(makeArticle(count, { ...changes, guid: `${changes.guid} ${count}`, url: own }))
      }),
      {
        origin: { level, url: originUrl, claimed, publisher },
        related: [
          {
            id: makeView([member(makeArticle(9_999))]).story.id,
            title: related,
            url: originUrl,
          },
        ],
      },
    ),
  )
  return compose(views, {
    ...changes,
    feed: { ...settings, maxAgeMs: Number.MAX_SAFE_INTEGER },
    publish: { baseUrl, websub: [baseUrl] },
  })
}
