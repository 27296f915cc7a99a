/** Entries and the articles they are of: ids that are none, addresses behind redirects, headlines that change the address. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '../src/context.ts'
import { decideArticle, type Decision } from '../src/decide-articles.ts'
import type { Article, ArticleDraft } from '../src/model/article.ts'
import { parseSourceId } from '../src/model/brand.ts'
import { canonicalizeUrl } from '../src/normalize/canonicalize-url.ts'
import { hashContent } from '../src/normalize/content-hash.ts'
import { withContext } from './end-to-end/run-here.ts'
import { makeArticle } from './publish/make-view.ts'

const sourceId = parseSourceId('gazette') ?? expect.fail()
const names = ['viaduct', 'kiln', 'reservoir', 'orchestra', 'ferry-de'] as const

function readText(name: string): { readonly title: string; readonly text: string } {
  const file = path.join(import.meta.dirname, 'stories', 'texts', `${name}.txt`)
  const [title = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  return { title, text: lines.join('\n') }
}

/** An entry as its feed gives it. */
function entry(guid: string, name: string, changes: Partial<ArticleDraft> = {}): ArticleDraft {
  const { title, text } = readText(name)
  const givenUrl = changes.givenUrl ?? `https://gazette.example/news/${name}`
  const url = canonicalizeUrl(givenUrl)
  const told = { title, text, html: `<p>${text}</p>`, ...changes }
  const { id: _, ...draft } = makeArticle(1, { sourceId, guid, givenUrl, url, ...told })
  return { ...draft, contentHash: hashContent(draft.text) }
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-entries-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function withStore<Result>(name: string, use: (context: Context) => Promise<Result>): Promise<Result> {
  const config = path.join(folder, `${name}.yaml`)
  const sources = [{ id: sourceId, url: 'https://gazette.example/feed' }]
  writeFileSync(config, JSON.stringify({ state: `state-${name}`, sources }))
  return withContext(config, {}, use)
}

const asGiven = async (draft: ArticleDraft): Promise<ArticleDraft> => draft

async function poll(
  context: Context,
  entries: readonly ArticleDraft[],
  complete: (draft: ArticleDraft) => Promise<ArticleDraft> = asGiven,
): Promise<readonly (Decision | undefined)[]> {
  const decisions: (Decision | undefined)[] = []
  for (const draft of entries) decisions.push(await decideArticle(context, draft, complete))
  return decisions
}

async function articlesOf({ store }: Context): Promise<readonly Article[]> {
  const views = await store.storiesSince(0, [sourceId], 100)
  return views.flatMap(({ members }) => members.map(({ article }) => article)).toSorted((a, b) => a.id - b.id)
}

const urlsOf = async (context: Context): Promise<readonly (string | undefined)[]> =>
  (await articlesOf(context)).map(({ url }) => url)

describe('ids that number places', () => {
  const shuffles = fc.array(fc.shuffledSubarray([...names], { minLength: 1 }), { minLength: 2, maxLength: 5 })

  test(
    'each article is there once, as it was printed last, whatever the order',
    { timeout: 60_000 },
    async () => {
      let runs = 0
      await fc.assert(
        fc.asyncProperty(shuffles, (polls) =>
          withStore(`run-${(runs += 1)}`, async (context) => {
            for (const places of polls)
              await poll(
                context,
                places.map((name, at) => entry(String(at + 1), name)),
              )
            const printed = new Set(polls.flat())
            const found = await articlesOf(context)
            expect(found.map(({ url }) => path.basename(url ?? '')).toSorted()).toEqual(
              [...printed].toSorted(),
            )
            for (const { url, title, text } of found)
              expect({ title, text }).toEqual(readText(path.basename(url ?? '')))
          }),
        ),
        { numRuns: 12 },
      )
    },
  )

  test('an article that moved and changed at once is updated', () =>
    withStore('moved', async (context) => {
      await poll(context, [entry('1', 'reservoir'), entry('2', 'kiln')])
      const { title, text } = readText('reservoir-updated')
      const [added, changed] = await poll(context, [
        entry('1', 'viaduct'),
        entry('2', 'reservoir', { title: `${title}, again`, text }),
      ])
      expect([added?.isUpdate, changed?.isUpdate]).toEqual([false, true])
      expect((await articlesOf(context)).map((article) => article.title)).toEqual([
        `${title}, again`,
        readText('kiln').title,
        readText('viaduct').title,
      ])
    }))

  test('behind redirects each page is asked for once', () =>
    withStore('redirects', async (context) => {
      const asked: string[] = []
      const complete = async (draft: ArticleDraft): Promise<ArticleDraft> => {
        asked.push(path.basename(draft.url ?? ''))
        return { ...draft, url: canonicalizeUrl((draft.url ?? '').replace('/go/', '/news/')) }
      }
      const given = (guid: string, name: string): ArticleDraft =>
        entry(guid, name, { givenUrl: `https://gazette.example/go/${name}` })
      const places = [
        ['viaduct', 'kiln'],
        ['reservoir', 'viaduct', 'kiln'],
        ['kiln', 'viaduct', 'reservoir'],
      ]
      for (const order of [...places, ...places])
        await poll(
          context,
          order.map((name, at) => given(String(at + 1), name)),
          complete,
        )
      expect((await urlsOf(context)).map((url) => path.basename(url ?? '')).toSorted()).toEqual([
        'kiln',
        'reservoir',
        'viaduct',
      ])
      expect(asked.length).toBeLessThanOrEqual(6)
    }))
})

describe('a real id', () => {
  test('stays when the address, made of the headline, changes with headline and text', () =>
    withStore('slug', async (context) => {
      await poll(context, [entry('article-77120', 'reservoir')])
      const { text } = readText('reservoir-updated')
      const changes = {
        title: 'Tarn village draws thousands',
        text,
        givenUrl: 'https://gazette.example/news/tarn-village-draws-thousands',
      }
      const [decision] = await poll(context, [entry('article-77120', 'reservoir', changes)])
      expect(decision?.isUpdate).toBe(true)
      expect(await urlsOf(context)).toEqual([changes.givenUrl])
    }))

  test('stays when headline and text change and the address does not', () =>
    withStore('same-address', async (context) => {
      await poll(context, [entry('article-1', 'kiln')])
      const { title, text } = readText('viaduct')
      const [decision] = await poll(context, [entry('article-1', 'kiln', { title, text })])
      expect(decision?.isUpdate).toBe(true)
      expect(await articlesOf(context)).toMatchObject([{ title, text }])
    }))
})

describe('a new id at a known address', () => {
  test('is the same article while nothing changed', () =>
    withStore('renumbered', async (context) => {
      await poll(context, [entry('old-1', 'kiln')])
      expect(await poll(context, [entry('new-1', 'kiln'), entry('old-1', 'kiln')])).toEqual([
        undefined,
        undefined,
      ])
      expect(await articlesOf(context)).toMatchObject([{ guid: 'old-1' }])
    }))

  test('is an article of its own where the address is that of the home page', () =>
    withStore('home', async (context) => {
      const givenUrl = 'https://gazette.example/'
      await poll(context, [entry('a', 'kiln', { givenUrl }), entry('b', 'viaduct', { givenUrl })])
      expect(await articlesOf(context)).toHaveLength(2)
    }))
})
