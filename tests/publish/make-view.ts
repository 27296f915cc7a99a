/** Invented articles, stories and settings for the tests of publishing. */
import { hash } from 'node:crypto'
import type { Article } from '../../src/model/article.ts'
import type { ArticleId, ContentHash, FeedId, SourceId, StoryId } from '../../src/model/brand.ts'
import type { CanonicalUrl } from '../../src/model/canonical-url.ts'
import type { Origin } from '../../src/model/evidence.ts'
import type { FeedSettings } from '../../src/model/settings.ts'
import type { Publication } from '../../src/model/store.ts'
import type { Story, StoryMember, StoryView } from '../../src/model/story.ts'
import type { VerdictKind } from '../../src/model/verdict.ts'
import { composeFeed, type ComposedFeed, type ComposeInput } from '../../src/publish/compose-feed.ts'
import type { FeedItem } from '../../src/publish/feed-document.ts'
import { articleItemId } from '../../src/publish/group-members.ts'
import { noClaims } from '../../src/model/entry.ts'

/** Noon of 1 July 2026. */
export const noonMs = Date.UTC(2026, 6, 1, 12)
export const hourMs = 3_600_000
export const sha256 = (text: string): string => hash('sha256', text)
export const address = (text: string): CanonicalUrl => text as CanonicalUrl

export function makeArticle(id: number, changes: Partial<Article> = {}): Article {
  const text = changes.text ?? `The ferry of noon left Sandmouth with ${id} passengers.`
  return {
    id: id as ArticleId,
    sourceId: 'gazette' as SourceId,
    guid: `guid-${id}`,
    url: address(`https://gazette.example/news/${id}`),
    givenUrl: undefined,
    title: `Ferry ${id} leaves Sandmouth`,
    html: `<p>${text}</p>`,
    text,
    publishedMs: undefined,
    updatedMs: undefined,
    firstSeenMs: noonMs - hourMs + id,
    publisher: 'Harbour Gazette',
    site: 'gazette.example',
    authors: [],
    categories: [],
    language: undefined,
    enclosures: [],
    image: undefined,
    claims: noClaims,
    completeness: 'feed',
    evidence: [],
    contentHash: sha256(text) as ContentHash,
    ...changes,
  }
}

/** The same article at another outlet, its host the first word of the name. */
export function copyAt(publisher: string, id: number, changes: Partial<Article> = {}): Article {
  const name = publisher.toLowerCase().split(' ')[0] ?? ''
  const url = address(`https://${name}.example/copy/${id}`)
  return makeArticle(id, { sourceId: name as SourceId, publisher, url, site: `${name}.example`, ...changes })
}

export const member = (article: Article, verdictKind: VerdictKind = 'new'): StoryMember => ({
  article,
  verdictKind,
})

export interface ViewChanges {
  readonly origin?: Partial<Origin>
  readonly story?: Partial<Story>
  readonly related?: StoryView['related']
}

/** A story of these members; the first opened it, speaks for it and is its origin at E0. */
export function makeView(members: readonly StoryMember[], changes: ViewChanges = {}): StoryView {
  const first = members[0]?.article ?? makeArticle(1)
  const origin: Origin = {
    url: first.url,
    publisher: first.publisher,
    level: 'E0',
    confidence: 0,
    evidence: [],
    claimed: undefined,
    notes: [],
    tracedMs: noonMs,
    ...changes.origin,
  }
  const story: Story = {
    id: articleItemId(first, sha256),
    createdMs: first.firstSeenMs,
    touchedMs: first.firstSeenMs,
    speakerId: first.id,
    ...changes.story,
    origin,
  }
  return { story, members, related: changes.related ?? [] }
}

export function makeFeed(changes: Partial<FeedSettings> = {}): FeedSettings {
  return {
    id: 'harbour' as FeedId,
    title: 'Harbour news',
    description: undefined,
    sourceIds: ['gazette', 'valley', 'newsmill', 'roundup'].map((id) => id as SourceId),
    include: [],
    exclude: [],
    languages: [],
    duplicates: 'all',
    related: 'link',
    keep: 'original',
    holdMs: 0,
    content: 'full',
    limit: 100,
    maxAgeMs: 72 * hourMs,
    formats: ['rss', 'atom', 'json'],
    credits: true,
    ...changes,
  }
}

export interface ComposeChanges extends Partial<Omit<ComposeInput, 'feed' | 'previous'>> {
  readonly feed?: Partial<FeedSettings>
  readonly previous?: readonly Publication[]
}

/** Composes with no cleaner but the article's own HTML. */
export function compose(views: readonly StoryView[], changes: ComposeChanges = {}): ComposedFeed {
  return composeFeed({
    publish: { baseUrl: undefined, websub: [] },
    clean: ({ html, text }) => ({ html, text }),
    languageOf: ({ language }) => language,
    publishers: new Set(),
    departed: new Set(),
    hash: sha256,
    nowMs: noonMs,
    version: '1.2.3',
    ...changes,
    views,
    feed: makeFeed(changes.feed),
    previous: new Map((changes.previous ?? []).map((publication) => [publication.storyId, publication])),
  })
}

/** The one item of a feed of these views; throws when there is none or more. */
export function composeOne(views: readonly StoryView[], changes: ComposeChanges = {}): FeedItem {
  const { items } = compose(views, changes).document
  const [item] = items
  if (item === undefined || items.length !== 1) throw new RangeError(`${items.length} items, not one`)
  return item
}

export const idOf = (article: Article): StoryId => articleItemId(article, sha256)
