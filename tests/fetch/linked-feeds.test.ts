/** `Link:` headers as servers send them -> the feeds they offer. */
import { expect, test } from 'vitest'
import { linkedFeeds, offeredBy } from '../../src/fetch/linked-feeds.ts'

const from = new URL('https://lyng.example/news/')
const rss = 'type="application/rss+xml"'

test.each([
  ['one', `</feed>; rel="alternate"; ${rss}`, ['https://lyng.example/feed']],
  [
    'relative, unquoted',
    '<rss.xml>; rel=alternate; type=application/atom+xml',
    ['https://lyng.example/news/rss.xml'],
  ],
  ['upper case', '</feed>; REL="Alternate"; TYPE="Application/RSS+XML"', ['https://lyng.example/feed']],
  ['several relations', `</feed>; rel="home alternate"; ${rss}`, ['https://lyng.example/feed']],
  [
    'JSON Feed',
    '</feed.json>; rel="alternate"; type="application/feed+json"',
    ['https://lyng.example/feed.json'],
  ],
  [
    'several links, a comma in an address and in a title',
    `</a>; rel="preload", </b?x=1,2>; rel="alternate"; title="One, two"; ${rss}, </c>; rel="alternate"; ${rss}`,
    ['https://lyng.example/b?x=1,2', 'https://lyng.example/c'],
  ],
  ['each once', `</a>; rel="alternate"; ${rss}, </a>; rel="alternate"; ${rss}`, ['https://lyng.example/a']],
  ['another language', '</fr>; rel="alternate"; hreflang="fr"', []],
  ['another type', '</a>; rel="alternate"; type="application/json"', []],
  ['of another document', `</a>; rel="alternate"; anchor="/b"; ${rss}`, []],
  ['another scheme', `<file:///etc/passwd>; rel="alternate"; ${rss}`, []],
  ['no address', `rel="alternate"; ${rss}`, []],
  ['empty', '', []],
  ['nonsense', '<<>>;;;,,,<', []],
])('%s', (_what, link, feeds) => {
  expect(linkedFeeds({ link }, from)).toEqual(feeds)
})

test('repeated fields are one list, and twenty links are enough', () => {
  const link = Array.from({ length: 30 }, (_, index) => `</${index}>; rel="alternate"; ${rss}`)
  expect(linkedFeeds({ link }, from)).toHaveLength(20)
  expect([offeredBy({ link: '</x>; rel=next' }, from), offeredBy({}, from)]).toEqual([undefined, undefined])
})

test('64 KiB of anything are read in no time', () => {
  for (const unit of ['<', '>', ',', ', ', ',<', ';', '="', ' ', ', <a>;rel="'])
    expect(linkedFeeds({ link: unit.repeat(65_536 / unit.length) }, from)).toEqual([])
})
