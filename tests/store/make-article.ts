/** Invented articles and stories for the tests of the store. */
import { hash } from 'node:crypto'
import type { Article } from '../../src/model/article.ts'
import type { ArticleId, ContentHash, FeedId, SourceId, StoryId } from '../../src/model/brand.ts'
import type { CanonicalUrl } from '../../src/model/canonical-url.ts'
import type { Origin } from '../../src/model/evidence.ts'
import type { Change } from '../../src/model/store.ts'
import type { Story } from '../../src/model/story.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { noClaims } from '../../src/model/entry.ts'

export const storyIdOf = (number: number): StoryId =>
  `urn:uuid:00000000-0000-8000-8000-${number.toString(16).padStart(12, '0')}` as StoryId

export const feedId = 'world' as FeedId
export const harbour = 'harbour-gazette' as SourceId
export const valley = 'valley-wire' as SourceId

/** An article with every optional field empty, numbered `id`. */
export function makeArticle(id: number, changes: Partial<Article> = {}): Article {
  const text = changes.text ?? `The ferry number ${id} left the harbour of Sandmouth at noon.`
  return {
    id: id as ArticleId,
    sourceId: harbour,
    guid: `guid-${id}`,
    url: `https://harbour.example/news/${id}` as CanonicalUrl,
    givenUrl: undefined,
    title: `Ferry ${id} leaves Sandmouth`,
    html: `<p>${text}</p>`,
    text,
    publishedMs: undefined,
    updatedMs: undefined,
    firstSeenMs: 1_000 * id,
    publisher: 'Harbour Gazette',
    site: 'harbour.example',
    authors: [],
    categories: [],
    language: undefined,
    enclosures: [],
    image: undefined,
    claims: noClaims,
    completeness: 'feed',
    evidence: [],
    contentHash: hash('sha256', text) as ContentHash,
    ...changes,
  }
}

/** An article with every field filled. */
export function fullArticle(id: number): Article {
  return makeArticle(id, {
    givenUrl: `https://wrap.example/?to=${id}`,
    publishedMs: 1_700_000_000_000,
    updatedMs: 1_700_000_100_000,
    authors: ['Mira Feld', 'Jon Ask'],
    categories: ['ferries', 'Zürich & Umgebung'],
    language: 'en-GB',
    enclosures: [{ url: 'https://harbour.example/a.mp3', type: 'audio/mpeg', lengthBytes: 12 }],
    image: 'https://harbour.example/a.jpg',
    claims: {
      sourceTitle: 'Valley Wire',
      sourceUrl: 'https://valley.example/feed',
      via: ['https://valley.example/1'],
      origLink: 'https://valley.example/1',
      externalUrl: 'https://valley.example/2',
      credit: 'Valley Wire',
    },
    completeness: 'page',
    evidence: makeOrigin().evidence,
    episode: { number: 7, season: 2, kind: 'bonus', isExplicit: false },
  })
}

export function makeOrigin(changes: Partial<Origin> = {}): Origin {
  const url = 'https://valley.example/1' as CanonicalUrl
  return {
    url,
    publisher: 'Valley Wire',
    level: 'E3',
    confidence: 0.93,
    evidence: [
      {
        kind: 'sourceAnchor',
        value: 'Source link',
        url,
        publisher: 'valley.example',
        weight: 0.7,
        where: 'entry',
      },
      {
        kind: 'attributionName',
        value: 'told Valley Wire',
        url: undefined,
        publisher: 'Valley Wire',
        weight: 0.4,
        where: 'page',
      },
    ],
    claimed: { url: undefined, publisher: 'Valley Wire' },
    notes: ['fetched https://valley.example/1: the text agrees'],
    tracedMs: 5,
    ...changes,
  }
}

export function makeStory(number: number, speaker: number, changes: Partial<Story> = {}): Story {
  return {
    id: storyIdOf(number),
    createdMs: 100 * number,
    touchedMs: 100 * number,
    origin: makeOrigin(),
    speakerId: speaker as ArticleId,
    ...changes,
  }
}

export function makeVerdict(storyNumber: number, changes: Partial<Verdict> = {}): Verdict {
  return {
    kind: 'spun',
    storyId: storyIdOf(storyNumber),
    comparison: {
      kind: 'spun',
      articleId: 1 as ArticleId,
      scores: { alignment: 0.81, containment5: 0.02 },
      vetoes: [],
      reason: 'names, numbers and their order agree',
    },
    others: [
      {
        kind: 'related',
        articleId: 2 as ArticleId,
        scores: { alignment: 0.2 },
        vetoes: ['number conflict 3 of 11'],
        reason: 'same event',
      },
    ],
    decidedMs: 7,
    ...changes,
  }
}

/** The changes that open story `number` with article `number`. */
export function openingOf(number: number, article: Article = makeArticle(number)): readonly Change[] {
  return [
    { kind: 'story', story: makeStory(number, article.id) },
    {
      kind: 'article',
      article,
      storyId: storyIdOf(number),
      fingerprint: Uint8Array.of(number & 0xff, 0, 255),
    },
  ]
}
