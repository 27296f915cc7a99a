/** What the goldens are written from: every file a feed publishes, rendered from the sample stories. */
import type { FeedId } from '../../src/model/brand.ts'
import { archiveDocument } from '../../src/publish/archive.ts'
import { renderAtom } from '../../src/publish/render-atom.ts'
import { renderDropped } from '../../src/publish/render-dropped.ts'
import { renderFeedsOpml } from '../../src/publish/render-feeds-opml.ts'
import { renderIndex } from '../../src/publish/render-index.ts'
import { renderJson } from '../../src/publish/render-json.ts'
import { renderRss } from '../../src/publish/render-rss.ts'
import { compose, makeFeed } from './make-view.ts'
import { sampleViews } from './sample-views.ts'

export const publish = { baseUrl: 'https://feeds.example/out', websub: ['https://hub.example/?a=1&b=2'] }
export const feed = {
  title: 'Harbour & hills',
  description: 'News of Ask "and" Sandmouth',
  image: 'https://feeds.example/out/harbour.png?w=1&h=2',
  author: { name: 'Mira & Jon', url: 'https://mira.example/?a=1&b=2' },
  languages: ['en'],
}
export const { document, dropped } = compose(sampleViews, { feed, publish })
export const homeless = compose(sampleViews.slice(1, 2), {
  feed: { content: 'none', credits: false },
}).document
const feeds = [
  makeFeed(feed),
  makeFeed({ id: 'hills' as FeedId, title: 'Hills <b>', formats: ['json'], description: undefined }),
]

const page = archiveDocument(document, { number: 3, items: document.items.slice(0, 1) })
const withArchive = { ...homeless, archive: { page: undefined, previous: 3 } }

/** File name and content. */
export const goldens: readonly (readonly [string, string])[] = [
  ['harbour.rss', renderRss(document)],
  ['harbour.atom', renderAtom(document)],
  ['harbour.json', renderJson(document)],
  ['harbour.dropped.atom', renderDropped({ document, dropped })],
  ['homeless.rss', renderRss(homeless)],
  ['homeless.atom', renderAtom(homeless)],
  ['homeless.json', renderJson(homeless)],
  ['harbour.archive-3.rss', renderRss(page)],
  ['harbour.archive-3.atom', renderAtom(page)],
  ['harbour.archive-3.json', renderJson(page)],
  ['with-archive.rss', renderRss(withArchive)],
  ['with-archive.atom', renderAtom(withArchive)],
  ['with-archive.json', renderJson(withArchive)],
  ['feeds.opml', renderFeedsOpml({ feeds, publish })],
  ['index.html', renderIndex({ feeds, publish })],
]
