/** The bytes of every format, against files somebody read. A missing golden fails; it is never written by a test. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { FeedId } from '../../src/model/brand.ts'
import { renderAtom } from '../../src/publish/render-atom.ts'
import { renderDropped } from '../../src/publish/render-dropped.ts'
import { renderFeedsOpml } from '../../src/publish/render-feeds-opml.ts'
import { renderIndex } from '../../src/publish/render-index.ts'
import { renderJson } from '../../src/publish/render-json.ts'
import { renderRss } from '../../src/publish/render-rss.ts'
import { compose, makeFeed } from './make-view.ts'
import { sampleViews } from './sample-views.ts'

const publish = { baseUrl: 'https://feeds.example/out', websub: ['https://hub.example/?a=1&b=2'] }
const feed = { title: 'Harbour & hills', description: 'News of Ask "and" Sandmouth', languages: ['en'] }
const { document, dropped } = compose(sampleViews, { feed, publish })
const homeless = compose(sampleViews.slice(1, 2), { feed: { content: 'none', credits: false } }).document
const feeds = [
  makeFeed(feed),
  makeFeed({ id: 'hills' as FeedId, title: 'Hills <b>', formats: ['json'], description: undefined }),
]

test.each([
  ['harbour.rss', renderRss(document)],
  ['harbour.atom', renderAtom(document)],
  ['harbour.json', renderJson(document)],
  ['harbour.dropped.atom', renderDropped({ document, dropped })],
  ['homeless.rss', renderRss(homeless)],
  ['homeless.atom', renderAtom(homeless)],
  ['homeless.json', renderJson(homeless)],
  ['feeds.opml', renderFeedsOpml({ feeds, publish })],
  ['index.html', renderIndex({ feeds, publish })],
])('%s has exactly the bytes of its golden', (name, written) => {
  expect(written).toBe(readFileSync(path.join(import.meta.dirname, 'goldens', name), 'utf8'))
})

test('the same input gives the same bytes, whatever the order of the stories', () => {
  const turned = compose(sampleViews.toReversed(), { feed, publish })
  expect(renderRss(turned.document)).toBe(renderRss(document))
  expect(renderAtom(turned.document)).toBe(renderAtom(document))
  expect(renderJson(turned.document)).toBe(renderJson(document))
  expect(renderDropped(turned)).toBe(renderDropped({ document, dropped }))
})
