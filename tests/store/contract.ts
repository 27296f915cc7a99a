/** What every store must do, whatever keeps the state: each implementation calls this with its factory. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Article } from '../../src/model/article.ts'
import {
  parseArticleId,
  parseContentHash,
  type ArticleId,
  type FeedId,
  type SourceId,
} from '../../src/model/brand.ts'
import { parseCanonicalUrl } from '../../src/model/canonical-url.ts'
import { StoreError } from '../../src/model/errors.ts'
import { freshSourceState, type SourceState } from '../../src/model/source-state.ts'
import type { Origin } from '../../src/model/evidence.ts'
import type { CopyQuery, StoryQuery } from '../../src/model/browse.ts'
import type { CopyKind } from '../../src/model/verdict.ts'
import type { Change, Publication, RunRecord, Store, StoredFingerprint } from '../../src/model/store.ts'
import {
  feedId,
  fullArticle,
  harbour,
  makeArticle,
  makeOrigin,
  makeStory,
  makeVerdict,
  openingOf,
  storyIdOf,
  valley,
} from './make-article.ts'

/** A state that can be closed and opened again. */
export interface StoreUnderTest {
  open(): Promise<Store>
  /** Removes what it kept. Called after the last store was closed. */
  remove(): Promise<void>
}

const articleId = (value: number): ArticleId => parseArticleId(value) ?? expect.fail(`${value}`)

async function collect(items: AsyncIterable<StoredFingerprint>): Promise<readonly StoredFingerprint[]> {
  const all: StoredFingerprint[] = []
  for await (const item of items) all.push(item)
  return all
}

const merged = (absorbed: number, survivor: number): Change => ({
  kind: 'storyMerged',
  absorbed: storyIdOf(absorbed),
  survivor: storyIdOf(survivor),
})

const related = (a: number, b: number): Change => ({ kind: 'related', a: storyIdOf(a), b: storyIdOf(b) })

const publicationOf = (story: number, changes: Partial<Publication> = {}): Publication => ({
  feedId,
  storyId: storyIdOf(story),
  firstMs: 10,
  updatedMs: 20,
  seenHash: `hash-${story}`,
  ...changes,
})

const runOf = (startedMs: number): RunRecord => ({
  startedMs,
  finishedMs: startedMs + 9,
  sourcesPolled: 3,
  sourcesFailed: 1,
  articlesNew: 5,
  storiesNew: 2,
  folded: { spun: 2, sameText: 1 },
  feedsChanged: 1,
})

/** Registers the suite under `name`. */
export function describeStore(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`the ${name} store`, () => {
    let place: StoreUnderTest
    let store: Store

    beforeEach(async () => {
      place = await make()
      store = await place.open()
    })

    afterEach(async () => {
      await store.close()
      await place.remove()
    })

    const reopen = async (): Promise<void> => {
      await store.close()
      store = await place.open()
    }

    const membersOf = async (story: number): Promise<readonly number[]> =>
      (await store.story(storyIdOf(story)))?.members.map(({ article }) => article.id) ?? []

    const relatedOf = async (story: number): Promise<readonly string[]> =>
      (await store.relatedTo(storyIdOf(story))).map(({ id }) => id)

    describe('numbers', () => {
      test('are consecutive, ascending and never given twice, also after reopening', async () => {
        const first = await store.reserveArticleIds(3)
        const second = await store.reserveArticleIds(1)
        await reopen()
        expect([first, second, await store.reserveArticleIds(2)]).toEqual([1, 4, 5])
      })
    })

    describe('sources', () => {
      const full: SourceState = {
        id: harbour,
        url: 'https://harbour.example/feed',
        movedTo: 'https://harbour.example/feed.xml',
        moving: { to: 'https://new.example/feed', sinceMs: 3, sightings: 2 },
        title: 'Harbour Gazette',
        validators: { etag: 'W/"ä-\u{1F6A2}"', lastModified: ' Tue, 24 Nov 2026 08:00:00 GMT' },
        nextPollMs: 1,
        lastPollMs: 2,
        lastSuccessMs: 3,
        failuresInARow: 4,
        lastError: 'timed out after 20 s',
        lastResult: 'failed',
        recentResults: ['new', 'notModified', 'failed'],
        gone: false,
        bodyHash: 'abc',
        articlesTotal: 5,
        wishes: { everySeconds: 3600, skipHours: [1, 2], skipDays: [0] },
        freshForSeconds: 300,
      }

      test.each([
        ['with every field', full],
        ['never polled', freshSourceState(valley, 'https://valley.example/feed')],
      ])('come back as they were: %s', async (_, state) => {
        await store.write([{ kind: 'source', state }])
        await reopen()
        expect(await store.sourceStates()).toEqual([state])
      })

      test('are replaced, not repeated', async () => {
        await store.write([{ kind: 'source', state: full }])
        await store.write([{ kind: 'source', state: { ...full, failuresInARow: 9 } }])
        expect((await store.sourceStates()).map(({ failuresInARow }) => failuresInARow)).toEqual([9])
      })
    })

    describe('articles', () => {
      test.each([
        ['with every field', fullArticle(1)],
        ['with no optional field', makeArticle(1)],
        ['without an address', makeArticle(1, { url: undefined, site: '' })],
        ['without any text', makeArticle(1, { text: '', html: '', title: '' })],
        ['with a NUL and other scripts', makeArticle(1, { title: 'A\0B', text: 'Паром — 渡轮 \u{1F6A2}' })],
        ['with a million characters', makeArticle(1, { text: 'ferry '.repeat(170_000) })],
      ])('come back as they were: %s', async (_, article) => {
        await store.write(openingOf(1, article))
        await reopen()
        expect(await store.article(article.id)).toEqual({ article, storyId: storyIdOf(1) })
        expect(await store.articleByGuid(article.sourceId, article.guid)).toEqual({
          article,
          storyId: storyIdOf(1),
        })
      })

      test('are replaced by their number', async () => {
        await store.write(openingOf(1))
        const newer = makeArticle(1, {
          title: 'Ferry 1 turns back',
          guid: 'other-guid',
          text: 'It turned back.',
        })
        await store.write([
          { kind: 'article', article: newer, storyId: storyIdOf(1), fingerprint: Uint8Array.of(9) },
        ])
        expect((await store.article(articleId(1)))?.article).toEqual(newer)
        expect(await store.articleByGuid(harbour, 'guid-1')).toBeUndefined()
        expect((await store.counts()).articles).toBe(1)
      })

      test('with the guid of another article of the source are refused', async () => {
        await store.write(openingOf(1))
        await expect(store.write(openingOf(2, makeArticle(2, { guid: 'guid-1' })))).rejects.toThrow(
          /two articles with the guid/,
        )
        expect(await store.article(articleId(2))).toBeUndefined()
      })

      test('of two sources may have the same guid', async () => {
        await store.write([
          ...openingOf(1),
          ...openingOf(2, makeArticle(2, { guid: 'guid-1', sourceId: valley })),
        ])
        expect((await store.articleByGuid(harbour, 'guid-1'))?.article.id).toBe(1)
        expect((await store.articleByGuid(valley, 'guid-1'))?.article.id).toBe(2)
      })

      test('are found by address and by text, the earliest first', async () => {
        const { url, text, contentHash } = makeArticle(7)
        const twin = (id: number): Article => makeArticle(id, { url, text, contentHash })
        await store.write([9, 8, 10].flatMap((id) => openingOf(id, twin(id))))
        expect((await store.articleByUrl(url ?? expect.fail()))?.article.id).toBe(8)
        expect((await store.articleByHash(contentHash))?.article.id).toBe(8)
      })

      test('are found among the sources that are wanted', async () => {
        const { url, text, contentHash } = makeArticle(7)
        const twin = (id: number, sourceId: SourceId): Article =>
          makeArticle(id, { url, text, contentHash, sourceId })
        await store.write(
          [twin(1, harbour), twin(2, harbour), twin(4, valley), twin(3, valley)].flatMap((article) =>
            openingOf(article.id, article),
          ),
        )
        const address = url ?? expect.fail()
        for (const [isWanted, first] of [
          [undefined, 1],
          [() => true, 1],
          [(id: SourceId) => id === harbour, 1],
          [(id: SourceId) => id === valley, 3],
          [(id: SourceId) => id !== harbour, 3],
          [() => false, undefined],
        ] as const) {
          expect((await store.articleByUrl(address, isWanted))?.article.id).toBe(first)
          expect((await store.articleByHash(contentHash, isWanted))?.article.id).toBe(first)
        }
        expect((await store.articleAt(valley, address))?.article.id).toBe(3)
        expect((await store.articleAt(harbour, address))?.article.id).toBe(1)
        expect(await store.articleAt(harbour, makeArticle(9).url ?? expect.fail())).toBeUndefined()
      })

      test('that nobody wrote are undefined', async () => {
        expect(await store.article(articleId(404))).toBeUndefined()
        expect(await store.articleByGuid(harbour, 'none')).toBeUndefined()
        expect(
          await store.articleByUrl(parseCanonicalUrl('https://none.example/') ?? expect.fail()),
        ).toBeUndefined()
        expect(await store.articleByHash(parseContentHash('0'.repeat(64)) ?? expect.fail())).toBeUndefined()
        expect(await store.verdict(articleId(404))).toBeUndefined()
      })
    })

    describe('fingerprints', () => {
      test('come in order of arrival, from the moment asked for', async () => {
        const late = makeArticle(2, {
          firstSeenMs: 9_000,
          completeness: 'teaser',
          publishedMs: 4,
          sourceId: valley,
          site: '',
        })
        await store.write([...openingOf(3), ...openingOf(2, late), ...openingOf(1)])
        const found = await collect(store.fingerprintsSince(2_000))
        expect(found.map((fingerprint) => ({ ...fingerprint, bytes: [...fingerprint.bytes] }))).toEqual([
          {
            articleId: 2,
            storyId: storyIdOf(2),
            sourceId: valley,
            site: '',
            firstSeenMs: 9_000,
            publishedMs: 4,
            completeness: 'teaser',
            bytes: [2, 0, 255],
          },
          {
            articleId: 3,
            storyId: storyIdOf(3),
            sourceId: harbour,
            site: 'harbour.example',
            firstSeenMs: 3_000,
            publishedMs: undefined,
            completeness: 'feed',
            bytes: [3, 0, 255],
          },
        ])
      })

      test('of many articles all come, while others are written', async () => {
        const count = 1_203
        const ids = Array.from({ length: count }, (_, at) => at + 1)
        await store.write(ids.flatMap((id) => openingOf(id)))
        let seen = 0
        for await (const { articleId: id } of store.fingerprintsSince(0)) {
          seen += 1
          expect(id).toBe(seen)
          if (id === 10) await store.write(openingOf(count + 1))
        }
        expect(seen).toBeGreaterThanOrEqual(count)
      })

      test('of an empty state are none', async () => {
        expect(await collect(store.fingerprintsSince(0))).toEqual([])
      })
    })

    describe('stories', () => {
      test('come with members in order of arrival, their verdicts and related stories', async () => {
        await store.write([
          ...openingOf(1),
          { kind: 'article', article: makeArticle(5), storyId: storyIdOf(1), fingerprint: new Uint8Array() },
          { kind: 'article', article: makeArticle(4), storyId: storyIdOf(1), fingerprint: new Uint8Array() },
          { kind: 'verdict', articleId: articleId(4), verdict: makeVerdict(1) },
          ...openingOf(2),
          related(1, 2),
        ])
        await reopen()
        const view = await store.story(storyIdOf(1))
        expect(view?.story).toEqual(makeStory(1, 1))
        expect(view?.members.map(({ article, verdictKind }) => [article.id, verdictKind])).toEqual([
          [1, 'new'],
          [4, 'spun'],
          [5, 'new'],
        ])
        expect(view?.related).toEqual([
          { id: storyIdOf(2), title: 'Ferry 2 leaves Sandmouth', url: makeOrigin().url },
        ])
      })

      test.each([
        [
          'untraced',
          makeOrigin({ url: undefined, level: 'E0', evidence: [], claimed: undefined, notes: [] }),
        ],
        ['contradicted', makeOrigin({ level: 'EX', confidence: 0 })],
      ])('keep an origin that is %s', async (_, origin) => {
        await store.write([...openingOf(1), { kind: 'story', story: makeStory(1, 1, { origin }) }])
        expect((await store.story(storyIdOf(1)))?.story.origin).toEqual(origin)
      })

      test('are the same whatever the order of the changes within a batch', async () => {
        await store.write(openingOf(1).toReversed())
        expect(await membersOf(1)).toEqual([1])
      })

      test('that are unknown are undefined', async () => {
        expect(await store.story(storyIdOf(9))).toBeUndefined()
        expect(await store.resolveStoryId(storyIdOf(9))).toBeUndefined()
        expect(await store.aliasesOf(storyIdOf(9))).toEqual([])
        expect(await store.relatedTo(storyIdOf(9))).toEqual([])
      })

      test('touched since a moment come newest created first, of the sources asked for, up to the limit', async () => {
        await store.write([
          ...openingOf(1),
          ...openingOf(2, makeArticle(2, { sourceId: valley })),
          ...openingOf(3),
          { kind: 'story', story: makeStory(3, 3, { createdMs: 50, touchedMs: 400 }) },
          ...openingOf(4),
        ])
        const since = async (
          sinceMs: number,
          sources: readonly SourceId[],
          limit = 10,
        ): Promise<readonly string[]> =>
          (await store.storiesSince(sinceMs, sources, limit)).map(({ story }) => story.id)
        expect(await since(0, [harbour, valley])).toEqual([4, 2, 1, 3].map(storyIdOf))
        expect(await since(0, [valley])).toEqual([storyIdOf(2)])
        expect(await since(300, [harbour])).toEqual([4, 3].map(storyIdOf))
        expect(await since(0, [harbour], 1)).toEqual([storyIdOf(4)])
        expect(await since(0, [])).toEqual([])
      })

      test('are read without their articles, under an old id too', async () => {
        await store.write([...openingOf(1), ...openingOf(2), merged(2, 1)])
        expect(await store.storyRecord(storyIdOf(2))).toEqual((await store.story(storyIdOf(1)))?.story)
        expect(await store.storyRecord(storyIdOf(9))).toBeUndefined()
      })

      test('are touched by an article that joins, and never back', async () => {
        await store.write(openingOf(1))
        const touch = (touchedMs: number): Change => ({
          kind: 'storyTouched',
          id: storyIdOf(1),
          touchedMs,
        })
        await store.write([touch(9_000)])
        await store.write([touch(8_000)])
        expect(await store.storyRecord(storyIdOf(1))).toEqual({ ...makeStory(1, 1), touchedMs: 9_000 })
      })

      test('that nobody traced come newest first, of the sources asked for, up to the limit', async () => {
        const untraced = (number: number, createdMs: number): Change => ({
          kind: 'story',
          story: makeStory(number, number, { createdMs, origin: makeOrigin({ tracedMs: 0 }) }),
        })
        await store.write([
          ...openingOf(1),
          ...[2, 3].flatMap((number) => openingOf(number)),
          ...openingOf(4, makeArticle(4, { sourceId: valley })),
          untraced(2, 10),
          untraced(3, 20),
          untraced(4, 30),
        ])
        expect(await store.untracedStories([harbour, valley], 9)).toEqual([4, 3, 2].map(storyIdOf))
        expect(await store.untracedStories([harbour], 1)).toEqual([storyIdOf(3)])
        await store.write([{ kind: 'story', story: makeStory(3, 3) }])
        expect(await store.untracedStories([harbour], 9)).toEqual([storyIdOf(2)])
      })

      test('with a claim that was not proved come newest first, by when they began and were last traced', async () => {
        const claimed = { url: undefined, publisher: 'The Dispatch' }
        const claiming = (number: number, changes: Partial<Origin>, createdMs = 100 * number): Change[] => [
          ...openingOf(number),
          {
            kind: 'story',
            story: makeStory(number, number, {
              createdMs,
              origin: makeOrigin({ level: 'E1', claimed, tracedMs: 500, ...changes }),
            }),
          },
        ]
        await store.write([
          ...claiming(1, {}),
          ...claiming(2, { level: 'E2' }),
          ...claiming(3, { level: 'E3' }),
          ...claiming(4, { claimed: undefined }),
          ...claiming(5, { tracedMs: 900 }),
          ...claiming(6, { level: 'EX' }),
          ...claiming(7, {}, 50),
        ])
        const query = { createdSinceMs: 60, tracedBeforeMs: 900, sourceIds: [harbour], limit: 9 }
        expect(await store.unprovenStories(query)).toEqual([6, 2, 1].map(storyIdOf))
        expect(await store.unprovenStories({ ...query, limit: 1 })).toEqual([storyIdOf(6)])
        expect(await store.unprovenStories({ ...query, sourceIds: [valley] })).toEqual([])
      })

      test('take an article that is moved', async () => {
        await store.write([...openingOf(1), ...openingOf(2)])
        await store.write([{ kind: 'articleMoved', articleId: articleId(2), storyId: storyIdOf(1) }])
        expect([await membersOf(1), await membersOf(2)]).toEqual([[1, 2], []])
      })
    })

    describe('merging', () => {
      test('moves articles and links, and the old id leads to the new one', async () => {
        await store.write([1, 2, 3].flatMap((id) => openingOf(id)))
        await store.write([related(2, 3), related(1, 2), merged(2, 1)])
        await reopen()
        expect(await membersOf(1)).toEqual([1, 2])
        expect(await membersOf(2)).toEqual([1, 2])
        expect((await store.story(storyIdOf(2)))?.story.id).toBe(storyIdOf(1))
        expect(await store.resolveStoryId(storyIdOf(2))).toBe(storyIdOf(1))
        expect(await store.aliasesOf(storyIdOf(1))).toEqual([storyIdOf(2)])
        expect([await relatedOf(1), await relatedOf(3)]).toEqual([[storyIdOf(3)], [storyIdOf(1)]])
        expect((await store.counts()).stories).toBe(2)
      })

      test.each([
        ['forwards', [merged(3, 2), merged(2, 1)]],
        ['backwards', [merged(2, 1), merged(3, 2)]],
        ['in a circle', [merged(3, 2), merged(2, 1), merged(1, 3)]],
        ['twice', [merged(3, 2), merged(3, 2), merged(2, 1), merged(3, 1)]],
      ])('follows chains: %s', async (_, changes) => {
        await store.write([1, 2, 3].flatMap((id) => openingOf(id)))
        await store.write(changes)
        for (const id of [1, 2, 3]) expect(await store.resolveStoryId(storyIdOf(id))).toBe(storyIdOf(1))
        expect(await store.aliasesOf(storyIdOf(3))).toEqual([2, 3].map(storyIdOf))
        expect(await membersOf(3)).toEqual([1, 2, 3])
      })

      test('sends later articles, moves and links of the old id to the survivor', async () => {
        await store.write([...[1, 2, 3].flatMap((id) => openingOf(id)), merged(2, 1)])
        await store.write([
          { kind: 'article', article: makeArticle(4), storyId: storyIdOf(2), fingerprint: new Uint8Array() },
          { kind: 'articleMoved', articleId: articleId(3), storyId: storyIdOf(2) },
          related(2, 3),
          related(2, 1),
        ])
        expect(await membersOf(1)).toEqual([1, 2, 3, 4])
        expect(await relatedOf(1)).toEqual([storyIdOf(3)])
      })

      test('makes the survivor as recently touched as the absorbed', async () => {
        await store.write([...openingOf(1), ...openingOf(2), merged(2, 1)])
        expect((await store.storiesSince(200, [harbour], 9)).map(({ story }) => story.id)).toEqual([
          storyIdOf(1),
        ])
      })

      test('an absorbed story cannot be written again until its alias is dropped', async () => {
        await store.write([...openingOf(1), ...openingOf(2), merged(2, 1)])
        const back: Change = { kind: 'story', story: makeStory(2, 2) }
        await expect(store.write([back])).rejects.toThrow(/was merged into/)
        const moved: Change = { kind: 'articleMoved', articleId: articleId(2), storyId: storyIdOf(2) }
        await store.write([{ kind: 'aliasDropped', id: storyIdOf(2) }, back, moved])
        expect([await membersOf(1), await membersOf(2)]).toEqual([[1], [2]])
        expect(await store.aliasesOf(storyIdOf(1))).toEqual([])
      })
    })

    describe('related stories', () => {
      test('are related both ways, once, and never to themselves', async () => {
        await store.write([1, 2, 3].flatMap((id) => openingOf(id)))
        await store.write([related(3, 1), related(1, 3), related(1, 2), related(1, 1)])
        expect(await relatedOf(1)).toEqual([2, 3].map(storyIdOf))
        expect(await relatedOf(3)).toEqual([storyIdOf(1)])
      })
    })

    describe('verdicts', () => {
      test.each([
        ['a copy', makeVerdict(1)],
        ['new', makeVerdict(1, { kind: 'new', comparison: undefined, others: [] })],
      ])('come back as they were: %s', async (_, verdict) => {
        await store.write([
          ...openingOf(1),
          { kind: 'verdict', articleId: articleId(1), verdict: makeVerdict(1) },
        ])
        await store.write([{ kind: 'verdict', articleId: articleId(1), verdict }])
        await reopen()
        expect(await store.verdict(articleId(1))).toEqual(verdict)
      })
    })

    describe('pages of stories', () => {
      const fold = (id: number, story: number, kind: CopyKind, changes: Partial<Article> = {}): Change[] => [
        {
          kind: 'article',
          article: makeArticle(id, changes),
          storyId: storyIdOf(story),
          fingerprint: new Uint8Array(),
        },
        { kind: 'verdict', articleId: articleId(id), verdict: makeVerdict(story, { kind }) },
      ]
      const ids = async (query: Omit<StoryQuery, 'limit'>): Promise<readonly string[]> =>
        (await store.storyLines({ ...query, limit: 50 })).map(({ id }) => id.slice(-2))

      beforeEach(async () => {
        const untraced = makeOrigin({ level: 'E0', url: undefined, publisher: 'Harbour Gazette' })
        await store.write([
          ...openingOf(1, makeArticle(1, { title: 'Zürich braucht Brücken' })),
          ...openingOf(2, makeArticle(2, { title: 'Ferry strike ends', sourceId: valley })),
          ...openingOf(3, makeArticle(3, { title: '渡轮在正午离开港口', publisher: 'Dawn 50% Mail' })),
          { kind: 'story', story: makeStory(3, 3, { origin: untraced }) },
          ...fold(4, 1, 'spun', { title: 'Bridges wanted', sourceId: valley }),
          ...fold(5, 1, 'spun'),
          ...fold(6, 2, 'sameText'),
          { kind: 'publication', publication: publicationOf(2) },
        ])
      })

      test('come newest first with what a line shows', async () => {
        const [newest, , oldest] = await store.storyLines({ limit: 9 })
        expect(newest).toMatchObject({ id: storyIdOf(3), url: undefined, level: 'E0', articles: 1 })
        expect(oldest).toEqual({
          id: storyIdOf(1),
          createdMs: 100,
          title: 'Zürich braucht Brücken',
          url: makeOrigin().url,
          publisher: 'Valley Wire',
          level: 'E3',
          articles: 3,
          kinds: { new: 1, spun: 2 },
        })
      })

      const narrowed: readonly (readonly [string, Omit<StoryQuery, 'limit'>, readonly string[]])[] = [
        ['a word in another case, without its accent', { words: 'zurich' }, ['01']],
        ['the beginning of a word', { words: 'ferr str' }, ['02']],
        ['words that are not all there', { words: 'ferry bridges' }, []],
        ['a word of a copy', { words: 'wanted' }, ['01']],
        ['a publisher', { words: 'dawn' }, ['03']],
        ['a script without spaces', { words: '正午' }, ['03']],
        ['marks of the query language', { words: '") OR NOT * -title:' }, []],
        ['marks only', { words: '"*%_' }, ['03', '02', '01']],
        ['a kind', { kind: 'sameText' }, ['02']],
        ['a level', { level: 'E0' }, ['03']],
        ['a source', { sourceId: valley }, ['02', '01']],
        ['a feed', { feedId }, ['02']],
        ['everything at once', { words: 'bridges', kind: 'spun', sourceId: valley, level: 'E3' }, ['01']],
        ['what nobody has', { kind: 'nearDuplicate' }, []],
      ]
      test.each(narrowed)('are narrowed by %s', async (_, query, expected) => {
        expect(await ids(query)).toEqual(expected)
      })

      test('are found by the title an article has now', async () => {
        const article = makeArticle(2, { title: 'Ferries sail again', sourceId: valley })
        await store.write([
          { kind: 'article', article, storyId: storyIdOf(2), fingerprint: new Uint8Array() },
        ])
        expect([await ids({ words: 'strike' }), await ids({ words: 'sail' })]).toEqual([[], ['02']])
      })

      test('go on where the last page ended, also among stories of one moment', async () => {
        const createdMs = 777
        const twins = [11, 12, 13, 14].flatMap((id): readonly Change[] => [
          ...openingOf(id),
          { kind: 'story', story: makeStory(id, id, { createdMs }) },
        ])
        await store.write(twins)
        const seen: string[] = []
        let after: StoryQuery['after']
        for (let page = 0; page < 9; page += 1) {
          const lines = await store.storyLines({ after, limit: 2 })
          seen.push(...lines.map(({ id }) => id))
          const last = lines.at(-1)
          if (last === undefined) break
          after = { id: last.id, createdMs: last.createdMs }
        }
        expect(seen).toEqual([11, 12, 13, 14, 3, 2, 1].map(storyIdOf))
      })

      test('list copies latest first, with the rule that folded them and the story they went to', async () => {
        const [latest, ...others] = await store.copyLines({ limit: 9 })
        expect(latest).toMatchObject({
          articleId: 6,
          kind: 'sameText',
          reason: 'names, numbers and their order agree',
          storyId: storyIdOf(2),
          storyTitle: 'Ferry strike ends',
          storyPublisher: 'Valley Wire',
        })
        expect(others.map((copy) => copy.articleId)).toEqual([5, 4])
      })

      test('list copies by source, by kind, and before another', async () => {
        const copies = async (query: Omit<CopyQuery, 'limit'>): Promise<readonly number[]> =>
          (await store.copyLines({ ...query, limit: 9 })).map((copy) => copy.articleId)
        expect(await copies({ kind: 'spun' })).toEqual([5, 4])
        expect(await copies({ sourceId: valley })).toEqual([4])
        expect(await copies({ before: articleId(5) })).toEqual([4])
      })

      test('do not list as dropped a copy that speaks for its story', async () => {
        await store.write([{ kind: 'story', story: makeStory(2, 6) }])
        expect((await store.copyLines({ limit: 9 })).map((copy) => copy.articleId)).toEqual([5, 4])
      })
    })

    describe('polls', () => {
      const polled = (lastPollMs: number, articlesTotal: number): Change => ({
        kind: 'source',
        state: {
          ...freshSourceState(valley, 'https://valley.example/feed'),
          lastPollMs,
          articlesTotal,
          lastResult: articlesTotal > 0 ? 'new' : 'failed',
        },
      })

      test('are remembered with what they brought, oldest first', async () => {
        await store.write([polled(10, 0)])
        await store.write([polled(20, 3)])
        await store.write([polled(20, 3)])
        await store.write([polled(30, 5)])
        await reopen()
        expect((await store.polls([valley, harbour])).get(valley)).toEqual([
          { atMs: 10, result: 'failed', articlesNew: 0 },
          { atMs: 20, result: 'new', articlesNew: 3 },
          { atMs: 30, result: 'new', articlesNew: 2 },
        ])
        expect((await store.polls([harbour])).size).toBe(0)
      })

      test('are forgotten beyond the last 48', async () => {
        for (let poll = 1; poll <= 60; poll += 1) await store.write([polled(poll, poll)])
        const kept = (await store.polls([valley])).get(valley) ?? []
        expect([kept.length, kept[0]?.atMs, kept.at(-1)?.atMs]).toEqual([48, 13, 60])
      })
    })

    describe('publications', () => {
      test('are kept per feed and story, replaced and dropped', async () => {
        const other = publicationOf(1, { feedId: 'sport' as FeedId })
        await store.write(
          [publicationOf(1), publicationOf(2), other].map((publication) => ({
            kind: 'publication',
            publication,
          })),
        )
        const newer = publicationOf(1, { updatedMs: 99, seenHash: 'changed' })
        await store.write([{ kind: 'publication', publication: newer }])
        await reopen()
        expect(await store.publications(feedId)).toEqual([newer, publicationOf(2)])
        expect(await store.publicationsOf(storyIdOf(1))).toEqual([other, newer])
        await store.write([{ kind: 'publicationDropped', feedId, storyId: storyIdOf(1) }])
        expect(await store.publicationsOf(storyIdOf(1))).toEqual([other])
      })
    })

    describe('runs, blobs and counts', () => {
      test('runs come newest first, up to the limit', async () => {
        await store.write([1, 2, 3].map((startedMs) => ({ kind: 'run', run: runOf(startedMs) })))
        expect(await store.runs(2)).toEqual([runOf(3), runOf(2)])
      })

      test('blobs are replaced by name', async () => {
        expect(await store.blob('frequencies')).toBeUndefined()
        await store.write([{ kind: 'blob', name: 'frequencies', bytes: Uint8Array.of(1, 2) }])
        await store.write([{ kind: 'blob', name: 'frequencies', bytes: Uint8Array.of(0, 255) }])
        await reopen()
        expect([...((await store.blob('frequencies')) ?? [])]).toEqual([0, 255])
      })

      test('counts say how much there is', async () => {
        const state = freshSourceState(valley, 'https://valley.example/feed')
        await store.write([...openingOf(1), ...openingOf(2), { kind: 'source', state }])
        expect(await store.counts()).toMatchObject({ articles: 2, stories: 2, sources: 1 })
        expect((await store.counts()).bytes).toBeGreaterThan(0)
      })

      test('ping writes', async () => {
        await expect(store.ping()).resolves.toBeUndefined()
      })
    })

    describe('letting go of old texts', () => {
      const verdictOf = (id: number): Change => ({
        kind: 'verdict',
        articleId: articleId(id),
        verdict: makeVerdict(id),
      })
      /** Story `n` was touched at 100 n, its article seen at 1,000 n. */
      const textsLeft = async (ids: readonly number[]): Promise<readonly number[]> => {
        const found = await Promise.all(ids.map(async (id) => store.article(articleId(id))))
        return found.flatMap((location) => (location?.article.text ? [location.article.id] : []))
      }

      test('takes the text, the fingerprint and the rejected comparisons, and leaves the rest', async () => {
        await store.write([...openingOf(1), verdictOf(1)])
        expect(await store.forgetTexts(2_000, 10)).toBe(1)
        await reopen()
        const known = await store.articleByGuid(harbour, 'guid-1')
        expect(known?.article).toEqual({ ...makeArticle(1), html: '', text: '' })
        expect(await store.verdict(articleId(1))).toEqual({ ...makeVerdict(1), others: [] })
        const fingerprints = await collect(store.fingerprintsSince(0))
        expect(fingerprints.map(({ bytes }) => bytes.length)).toEqual([0])
        expect((await store.story(storyIdOf(1)))?.members.map(({ article }) => article.title)).toEqual([
          'Ferry 1 leaves Sandmouth',
        ])
      })

      test('the address and the text of an article without its text still tell it again', async () => {
        await store.write(openingOf(1))
        await store.forgetTexts(2_000, 10)
        const { url, contentHash } = makeArticle(1)
        expect((await store.articleByUrl(url ?? expect.fail()))?.article.id).toBe(1)
        expect((await store.articleByHash(contentHash))?.article.id).toBe(1)
      })

      const kept: readonly (readonly [string, readonly Change[]])[] = [
        ['seen since', openingOf(4, makeArticle(4, { firstSeenMs: 5_000 }))],
        [
          'of a story touched since',
          [...openingOf(4), { kind: 'story', story: makeStory(4, 4, { touchedMs: 5_000 }) }],
        ],
        [
          'of a story that a feed shows',
          [...openingOf(4), { kind: 'publication', publication: publicationOf(4) }],
        ],
      ]
      test.each(kept)('an article %s keeps its text', async (_, changes) => {
        await store.write([...openingOf(1), ...changes, ...openingOf(3)])
        expect(await store.forgetTexts(4_500, 10)).toBe(2)
        expect(await textsLeft([1, 3, 4])).toEqual([4])
      })

      test('begins with the oldest, takes no more than it is asked for, and goes on where it ended', async () => {
        await store.write([1, 2, 3, 4, 5].flatMap((id) => openingOf(id)))
        expect(await store.forgetTexts(4_500, 2)).toBe(2)
        expect(await textsLeft([1, 2, 3, 4, 5])).toEqual([3, 4, 5])
        expect(await store.forgetTexts(4_500, 10)).toBe(2)
        expect(await store.forgetTexts(4_500, 10)).toBe(0)
        expect(await textsLeft([1, 2, 3, 4, 5])).toEqual([5])
      })

      test('an article that is written again has its text again', async () => {
        await store.write(openingOf(1))
        await store.forgetTexts(2_000, 10)
        await store.write(openingOf(1))
        expect(await textsLeft([1])).toEqual([1])
      })
    })

    describe('a batch', () => {
      const broken: readonly (readonly [string, Change])[] = [
        [
          'an article of a story that is not there',
          { kind: 'article', article: makeArticle(8), storyId: storyIdOf(88), fingerprint: new Uint8Array() },
        ],
        ['a story whose speaker is not there', { kind: 'story', story: makeStory(8, 88) }],
        [
          'a move of an article that is not there',
          { kind: 'articleMoved', articleId: articleId(88), storyId: storyIdOf(1) },
        ],
      ]

      test.each(broken)('that holds %s leaves nothing behind', async (_, change) => {
        await store.write(openingOf(1))
        const before = await store.counts()
        const batch: readonly Change[] = [
          ...openingOf(2),
          merged(2, 1),
          { kind: 'run', run: runOf(1) },
          change,
        ]
        await expect(store.write(batch)).rejects.toBeInstanceOf(StoreError)
        expect(await store.counts()).toEqual({ ...before, bytes: expect.any(Number) })
        expect(await store.runs(9)).toEqual([])
        expect(await store.resolveStoryId(storyIdOf(2))).toBeUndefined()
        await store.write(openingOf(2))
        expect(await membersOf(2)).toEqual([2])
      })

      test('written together with others is seen at once and there when they are done', async () => {
        await store.together(async () => {
          await store.write(openingOf(1))
          expect(await membersOf(1)).toEqual([1])
          await store.write(openingOf(2))
          await store.write([{ kind: 'publication', publication: publicationOf(1) }])
          await store.together(async () => store.write(openingOf(3)))
          expect(await store.reserveArticleIds(1)).toBeGreaterThan(0)
        })
        await reopen()
        expect(await Promise.all([1, 2, 3].map(membersOf))).toEqual([[1], [2], [3]])
        expect(await store.publications(feedId)).toEqual([publicationOf(1)])
      })

      test('that is refused among others ends them, and the store goes on', async () => {
        const refused: Change = { kind: 'articleMoved', articleId: articleId(88), storyId: storyIdOf(1) }
        await expect(
          store.together(async () => {
            await store.write([...openingOf(1), refused])
          }),
        ).rejects.toThrow(/article 88 is not in the state/)
        expect(await membersOf(1)).toEqual([])
        await store.write(openingOf(1))
        await reopen()
        expect(await membersOf(1)).toEqual([1])
      })

      test('that is closed on amid its work is there when the state is opened again', async () => {
        await store.together(async () => {
          await store.write(openingOf(1))
          await reopen()
          expect(await membersOf(1)).toEqual([1])
        })
      })

      test('keeps what was written when the work around it fails', async () => {
        await expect(
          store.together(async () => {
            await store.write(openingOf(1))
            throw new Error('the work')
          }),
        ).rejects.toThrow('the work')
        await reopen()
        expect(await membersOf(1)).toEqual([1])
      })

      test('of nothing is no error', async () => {
        await expect(store.write([])).resolves.toBeUndefined()
      })
    })
  })
}
