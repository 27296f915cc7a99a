/** Half a year later: the texts of stories no feed shows are let go, and what returns is still no news. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startNewsroom, type Newsroom } from '../../src/demo/newsroom.ts'
import { makeFolder } from './run-cli.ts'
import { runHere, withContext } from './run-here.ts'

const dayMs = 24 * 3_600_000
const beganMs = Date.UTC(2026, 5, 1, 9)
const { dir, remove } = makeFolder()
const config = path.join(dir, 'headwater.yaml')
let newsroom: Newsroom

const after = (days: number): { readonly now: () => number } => ({ now: () => beganMs + days * dayMs })

const itemsShown = (): number =>
  JSON.parse(readFileSync(path.join(dir, 'state', 'public', 'newsroom.json'), 'utf8')).items.length

/** How many articles there are, and how many still have a text. */
function countTexts(days: number): Promise<{ readonly articles: number; readonly texts: number }> {
  return withContext(config, after(days), async ({ store, settings }) => {
    const views = await store.storiesSince(
      0,
      settings.sources.map(({ id }) => id),
      1_000,
    )
    const articles = views.flatMap(({ members }) => members.map(({ article }) => article))
    return { articles: articles.length, texts: articles.filter(({ text }) => text !== '').length }
  })
}

beforeAll(async () => {
  newsroom = await startNewsroom({ nowMs: beganMs })
  writeFileSync(config, `${newsroom.yaml(path.join(dir, 'state'))}\nretain: 40d\n`)
})

afterAll(async () => {
  await newsroom.close()
  remove()
})

test('what is shown keeps its text, what is old and hidden loses it, and nothing comes back as new', async () => {
  const { articlesNew } = await runHere(config, after(0))
  // Originals that no source carried are held as well.
  const { articles, texts } = await countTexts(0)
  expect(articlesNew).toBeGreaterThan(15)
  expect(articles).toBeGreaterThanOrEqual(articlesNew)
  expect(texts).toBe(articles)

  await runHere(config, after(39))
  expect(itemsShown()).toBe(0)
  expect(await countTexts(39)).toEqual({ articles, texts: articles })

  await runHere(config, after(41))
  expect(await countTexts(41)).toEqual({ articles, texts: 0 })

  const later = await runHere(config, after(42))
  expect(later).toMatchObject({ articlesNew: 0, articlesUpdated: 0, storiesNew: 0, sourcesFailed: [] })
  expect(itemsShown()).toBe(0)
})
