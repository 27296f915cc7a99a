/** Whole stories through the whole product: outlets are served, runs are made, and the stories compared with what should be. */
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { loadSettings } from '../../src/config/load-settings.ts'
import { openContext, type Context } from '../../src/context.ts'
import type { Log } from '../../src/model/log.ts'
import type { StoryView } from '../../src/model/story.ts'
import { runOnce } from '../../src/pipeline.ts'
import { serveCase, type Case } from './serve-case.ts'

interface ExpectedStory {
  readonly link: string
  readonly level: string
  readonly publisher: string
  /** A verdict may name alternatives: `new|related`. */
  readonly articles: readonly { readonly url: string; readonly verdict: string }[]
}

interface Expected {
  /** After the last round. */
  readonly stories: readonly ExpectedStory[]
  /** After rounds 1, 2, …, where it matters. */
  readonly before?: readonly (readonly ExpectedStory[])[]
}

const nowMs = Date.UTC(2027, 0, 12, 9)
const roundMs = 2 * 3_600_000
const silent: Log = { child: () => silent, debug() {}, info() {}, warn() {}, error() {} }

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** JSON is YAML. */
function configOf({ sources, overrides = {} }: Case, hosts: Readonly<Record<string, string>>): string {
  const read = sources.filter(({ role }) => role !== 'web')
  return JSON.stringify({
    state: 'state',
    http: { hosts },
    sources: read.map(({ id, host, publisher, role, dedupe }) => ({
      id,
      ...(dedupe === undefined ? {} : { dedupe }),
      url: `http://${host}/feed`,
      publisher,
      role,
    })),
    overrides,
  })
}

function byKey<Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] {
  return items.toSorted((a, b) => key(a).localeCompare(key(b)))
}

const inOrder = (stories: readonly ExpectedStory[]): readonly ExpectedStory[] =>
  byKey(
    stories.map((story) => ({ ...story, articles: byKey(story.articles, ({ url }) => url) })),
    ({ articles }) => articles[0]?.url ?? '',
  )

function describeStory({ story, members }: StoryView): ExpectedStory {
  const { url = '', level, publisher } = story.origin
  const articles = members.map(({ article, verdictKind }) => ({
    url: article.url ?? '',
    verdict: verdictKind,
  }))
  return { link: url, level, publisher, articles }
}

/** Expected alternatives that hold become what was found, so that one comparison shows every difference. */
function settle(
  expected: readonly ExpectedStory[],
  found: readonly ExpectedStory[],
): readonly ExpectedStory[] {
  const verdicts = new Map(
    found.flatMap(({ articles }) => articles.map(({ url, verdict }) => [url, verdict])),
  )
  return expected.map((story) => ({
    ...story,
    articles: story.articles.map(({ url, verdict }) => {
      const got = verdicts.get(url)
      return { url, verdict: got !== undefined && verdict.split('|').includes(got) ? got : verdict }
    }),
  }))
}

/** Who speaks for each story whose link is one of its articles: that article. */
function wrongSpeakers(views: readonly StoryView[]): readonly string[] {
  return views.flatMap(({ story, members }) => {
    const linked = members.find(({ article }) => article.url === story.origin.url)
    return linked === undefined || linked.article.id === story.speakerId ? [] : [linked.article.url ?? '']
  })
}

/** Ids that changed although a reader knew the story: every known story goes on under an id it had. */
function lostIds(views: readonly StoryView[], known: ReadonlyMap<string, string>): readonly string[] {
  return views
    .filter(({ story, members }) => {
      const before = members
        .map(({ article }) => known.get(article.url ?? ''))
        .filter((id) => id !== undefined)
      return before.length > 0 && !before.includes(story.id)
    })
    .map(({ story }) => story.id)
}

async function viewsOf({ store, settings }: Context): Promise<readonly StoryView[]> {
  const ids = settings.sources.map(({ id }) => id)
  return store.storiesSince(0, ids, 1000)
}

const folders = globSync('*/case.json', { cwd: import.meta.dirname })
  .map((file) => path.dirname(file))
  .toSorted()

test.each(folders)('%s', async (folder) => {
  const caseFolder = path.join(import.meta.dirname, folder)
  const told = readJson(path.join(caseFolder, 'case.json')) as Case
  const expected = readJson(path.join(caseFolder, 'expected.json')) as Expected
  const temp = mkdtempSync(path.join(tmpdir(), 'headwater-story-'))
  const served = await serveCase(told, nowMs)
  const file = path.join(temp, 'headwater.yaml')
  writeFileSync(file, configOf(told, served.hosts))
  let round = 1
  const now = (): number => nowMs + (round - 1) * roundMs
  const context = await openContext(await loadSettings(file, {}), silent, { spacingMs: 0, now })
  try {
    const known = new Map<string, string>()
    const rounds = told.rounds ?? 1
    for (; round <= rounds; round += 1) {
      served.setRound(round)
      const { signal } = new AbortController()
      const report = await runOnce(context, { everySource: true, signal, onProgress() {} })
      expect(report.sourcesFailed).toEqual([])
      const views = await viewsOf(context)
      const wanted = round === rounds ? expected.stories : expected.before?.[round - 1]
      const found = inOrder(views.map(describeStory))
      if (wanted !== undefined) expect(found).toEqual(inOrder(settle(wanted, found)))
      expect(wrongSpeakers(views)).toEqual([])
      expect(lostIds(views, known)).toEqual([])
      for (const { story, members } of views)
        for (const { article } of members) known.set(article.url ?? '', story.id)
    }
  } finally {
    await context.close()
    await served.close()
    rmSync(temp, { recursive: true, force: true })
  }
})
