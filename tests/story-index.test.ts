/** The index survives a change of the program: fingerprints of another version are made anew from the stored text. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { harbourPact, harbourPactSpun } from '../src/demo/texts.ts'
import type { Article } from '../src/model/article.ts'
import { parseArticleId, parseSourceId } from '../src/model/brand.ts'
import type { Store } from '../src/model/store.ts'
import { hashContent } from '../src/normalize/content-hash.ts'
import { storyIdFrom, untracedOrigin } from '../src/decide-articles.ts'
import { openSqliteStore } from '../src/store/sqlite-store.ts'
import { StoryIndex } from '../src/story-index.ts'
import { noClaims } from '../src/model/entry.ts'

const nowMs = Date.UTC(2027, 0, 12)
let folder = ''
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-index-'))
  store = await openSqliteStore({ file: path.join(folder, 'headwater.db'), now: () => nowMs })
})

afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

function makeArticle(id: number, { title, paragraphs }: typeof harbourPact): Article {
  const [articleId, sourceId] = [parseArticleId(id), parseSourceId(`source-${id}`)]
  if (articleId === undefined || sourceId === undefined) throw new Error('bad id')
  const text = paragraphs.join('\n')
  const claims = noClaims
  const times = { publishedMs: nowMs, updatedMs: undefined, firstSeenMs: nowMs }
  const empty = {
    authors: [],
    categories: [],
    enclosures: [],
    evidence: [],
    language: undefined,
    image: undefined,
    url: undefined,
    givenUrl: undefined,
  }
  return {
    ...times,
    ...empty,
    id: articleId,
    sourceId,
    guid: title,
    title,
    html: '',
    text,
    publisher: '',
    site: '',
    claims,
    completeness: 'feed',
    contentHash: hashContent(text),
  }
}

test.each([
  ['its own', (bytes: Uint8Array) => bytes],
  ['those of another version', () => Uint8Array.of(255, 1, 2, 3)],
])('a stored article is found again by %s bytes', async (_name, stored) => {
  const original = makeArticle(await store.reserveArticleIds(1), harbourPact)
  const index = await StoryIndex.load(store, nowMs)
  const story = {
    id: storyIdFrom('a'),
    createdMs: nowMs,
    touchedMs: nowMs,
    origin: untracedOrigin(original),
    speakerId: original.id,
  }
  const fingerprint = stored(index.fingerprint(original))
  await store.write([
    { kind: 'story', story },
    { kind: 'article', article: original, storyId: story.id, fingerprint },
  ])

  const again = await StoryIndex.load(store, nowMs)
  const copy = makeArticle(await store.reserveArticleIds(1), harbourPactSpun)
  const [best] = again.compare(copy, again.fingerprint(copy), [])
  expect(best).toMatchObject({ kind: 'spun', articleId: original.id })
  expect(again.storyOf(original.id)?.id).toBe(story.id)
})

test('frequencies of another version give way to the shipped ones', async () => {
  await store.write([{ kind: 'blob', name: 'frequencies', bytes: Uint8Array.of(255, 9) }])
  await expect(StoryIndex.load(store, nowMs)).resolves.toBeInstanceOf(StoryIndex)
})
