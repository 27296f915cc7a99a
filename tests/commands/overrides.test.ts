/** The user's last word, through the product: a newsroom is read, the YAML is changed, the next run obeys and `explain` says so. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startNewsroom, type Newsroom } from '../../src/demo/newsroom.ts'
import { explainStory } from '../../src/explain.ts'
import type { StoryExplanation } from '../../src/model/explanation.ts'
import { makeFolder } from '../end-to-end/run-cli.ts'
import { runHere, withContext } from '../end-to-end/run-here.ts'

const original = 'http://harbourledger.example/news/veldland-and-osmark-sign-harbour-pact'
const spun = 'http://newsmill.example/news/veldland-and-osmark-sign-harbour-pact'
const bulletin = 'http://sundbulletin.example/news/veldland-and-osmark-sign-harbour-pact'
const firstQuarter = 'http://harbourledger.example/news/corvane-first-quarter-results'
const secondQuarterCopy = 'http://sundbulletin.example/news/corvane-second-quarter-results'
const secondQuarter = 'http://harbourledger.example/news/corvane-second-quarter-results'

let newsroom: Newsroom
let folder: ReturnType<typeof makeFolder>
let config = ''
let yaml = ''

beforeAll(async () => {
  newsroom = await startNewsroom({ nowMs: Date.now() })
})
afterAll(() => newsroom.close())

beforeEach(async () => {
  folder = makeFolder()
  config = path.join(folder.dir, 'headwater.yaml')
  yaml = newsroom.yaml(path.join(folder.dir, 'state'))
  writeFileSync(config, yaml)
  await runHere(config)
})
afterEach(() => folder.remove())

const explain = (address: string): Promise<StoryExplanation | undefined> =>
  withContext(config, {}, (context) => explainStory(context, address))

async function addressesWith(address: string): Promise<readonly string[]> {
  const story = await explain(address)
  return [...new Set(story?.articles.map(({ article }) => article.url ?? ''))].toSorted()
}

/** Changes the YAML and runs. */
async function obey(text: string): Promise<void> {
  writeFileSync(config, text)
  await runHere(config)
}

const withDedupe = (id: string, mode: string): string =>
  yaml.replace(`{ id: ${id},`, `{ id: ${id}, dedupe: ${mode},`)
const publishedLinks = (): readonly string[] => {
  const feed = JSON.parse(readFileSync(path.join(folder.dir, 'state/public/newsroom.json'), 'utf8')) as {
    readonly items: readonly { readonly url: string }[]
  }
  return feed.items.map(({ url }) => url)
}

test('before anything is said, the three are one story', async () => {
  expect(await addressesWith(spun)).toEqual([original, spun, bulletin].toSorted())
})

describe('notSameStory', () => {
  const line = `overrides: { notSameStory: [["${original}", "${spun}"]] }\n`

  test('takes a copy out of its story, and it stays out run after run', async () => {
    const before = await explain(original)
    for (let run = 0; run < 3; run += 1) {
      await obey(yaml + line)
      expect(await addressesWith(spun)).toEqual([spun])
      expect(await addressesWith(original)).toEqual([original, bulletin].toSorted())
    }
    expect((await explain(original))?.id).toBe(before?.id)
    expect(publishedLinks().filter((link) => link.includes('veldland-and-osmark'))).toHaveLength(2)
  })

  test('is named by explain for both stories', async () => {
    await obey(yaml + line)
    for (const address of [original, spun])
      expect((await explain(address))?.overrides).toEqual([
        { key: 'overrides.notSameStory', says: `you said that ${original} and ${spun} are never one story` },
      ])
  })

  test('is what explain offers, word for word', async () => {
    const offered = (await explain(spun))?.overrule.find(
      ({ purpose, says }) => purpose === 'split' && says.includes('Newsmill'),
    )
    expect(offered?.yaml).toBe(line.trim())
  })
})

describe('sameStory', () => {
  const line = `overrides: { sameStory: [["${firstQuarter}", "${secondQuarter}"]] }\n`

  test('folds two stories there are, under the id of the older article', async () => {
    expect(await addressesWith(firstQuarter)).toEqual([firstQuarter])
    await obey(yaml + line)
    expect(await addressesWith(secondQuarter)).toEqual([firstQuarter, secondQuarter, secondQuarterCopy])
    await obey(yaml + line)
    expect(await addressesWith(secondQuarter)).toEqual([firstQuarter, secondQuarter, secondQuarterCopy])
    expect((await explain(secondQuarter))?.overrides.map(({ key }) => key)).toEqual(['overrides.sameStory'])
    expect(publishedLinks().filter((link) => link.includes('corvane'))).toHaveLength(1)
  })
})

describe('a story that was folded and leaves again', () => {
  const together = `overrides: { sameStory: [["${firstQuarter}", "${secondQuarter}"]] }\n`
  const apart = `overrides: { notSameStory: [["${firstQuarter}", "${secondQuarter}"]] }\n`
  const publishedIds = (): ReadonlyMap<string, string> => {
    const feed = JSON.parse(readFileSync(path.join(folder.dir, 'state/public/newsroom.json'), 'utf8')) as {
      readonly items: readonly { readonly id: string; readonly url: string }[]
    }
    return new Map(feed.items.map(({ id, url }) => [url, id]))
  }

  test('has the id its readers know, however often', async () => {
    const before = publishedIds()
    const id = (await explain(secondQuarter))?.id
    expect(before.size).toBeGreaterThan(2)
    for (let round = 0; round < 2; round += 1) {
      await obey(yaml + together)
      expect(publishedIds().size).toBe(before.size - 1)
      await obey(yaml + apart)
      expect(publishedIds()).toEqual(before)
      expect((await explain(secondQuarter))?.id).toBe(id)
    }
  })

  test('has it when its source stands alone from now on', async () => {
    const folded = [original, bulletin].map((address) => `"${address}"`).join(', ')
    await obey(withDedupe('sund-bulletin', 'off'))
    const before = publishedIds()
    const id = (await explain(bulletin))?.id
    await obey(`${yaml}overrides: { sameStory: [[${folded}]] }\n`)
    expect(publishedIds().has(bulletin)).toBe(false)
    await obey(withDedupe('sund-bulletin', 'off'))
    expect(publishedIds().get(bulletin)).toBe(before.get(bulletin))
    expect(before.has(bulletin)).toBe(true)
    expect((await explain(bulletin))?.id).toBe(id)
  })
})

describe('origins', () => {
  test('a site that is never an origin loses the stories it has', async () => {
    expect((await explain(spun))?.origin.url).toBe(original)
    await obey(`${yaml}overrides: { origins: { harbourledger.example: never } }\n`)
    const story = await explain(spun)
    expect(story?.origin.url).not.toContain('harbourledger')
    expect(story?.overrides).toEqual([
      { key: 'overrides.origins', says: 'you said that harbourledger.example is never an origin' },
    ])
  })

  test('a site that is always the origin gets them, and loses them when the line goes', async () => {
    await obey(`${yaml}overrides: { origins: { newsmill.example: always } }\n`)
    const story = await explain(original)
    expect(story?.origin).toMatchObject({ url: spun, level: 'E4' })
    expect(story?.evidence.map(({ says }) => says)).toEqual([
      'your configuration says so: overrides.origins: newsmill.example: always',
    ])
    expect(publishedLinks()).toContain(spun)
    await obey(yaml)
    expect((await explain(spun))?.origin.url).toBe(original)
    expect(publishedLinks()).not.toContain(spun)
  })
})

describe('dedupe', () => {
  test('off takes the articles of a source out of every story, and cross folds them again', async () => {
    await obey(withDedupe('sund-bulletin', 'off'))
    expect(await addressesWith(bulletin)).toEqual([bulletin])
    expect(await addressesWith(original)).toEqual([original, spun].toSorted())
    expect((await explain(bulletin))?.overrides).toEqual([
      { key: 'sources.sund-bulletin.dedupe', says: 'articles of “sund-bulletin” are compared with nothing' },
    ])
    await obey(withDedupe('sund-bulletin', 'off'))
    expect(await addressesWith(bulletin)).toEqual([bulletin])
    await obey(yaml)
    expect(await addressesWith(bulletin)).toEqual([original, spun, bulletin].toSorted())
  })

  test('self keeps a source among its own', async () => {
    await obey(withDedupe('sund-bulletin', 'self'))
    expect(await addressesWith(bulletin)).toEqual([bulletin])
    expect((await explain(bulletin))?.overrides.map(({ says }) => says)).toEqual([
      'articles of “sund-bulletin” are compared with its own articles only',
    ])
  })
})
